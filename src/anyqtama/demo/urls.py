from django.urls import path

from anyqtama.demo import views

urlpatterns = [path("demo/", views.direction, name="demo")]
