from django.urls import path

from anyqtama.home import views

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("duties/", views.duties, name="duties"),
]
