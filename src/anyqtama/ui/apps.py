"""The interface floor as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "anyqtama.ui"
    label = "ui"
