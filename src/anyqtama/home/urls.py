from django.urls import path

from anyqtama.home import views

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("search/", views.search, name="search"),
    path("duties/", views.duties, name="duties"),
    path("duties/export/", views.duties_export, name="duties_export"),
]
