from django.urls import path

from anyqtama.wall import views

urlpatterns = [
    path("wall/", views.wall, name="wall"),
]
