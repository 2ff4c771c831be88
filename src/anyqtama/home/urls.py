from django.urls import path

from anyqtama.home import views
from anyqtama.home.processed import views as processed

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("processed/", processed.processed, name="processed"),
    path("search/", views.search, name="search"),
    path("duties/", views.duties, name="duties"),
    path("duties/export/", views.duties_export, name="duties_export"),
]
