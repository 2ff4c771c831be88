"""The style guide and the reader's choices of appearance."""

from django.urls import path

from anyqtama.ui import views

app_name = "ui"

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("appearance/", views.appearance, name="appearance"),
]
