"""The product's addresses with the page of the simulation, which only a demo has."""

from django.urls import include, path

from anyqtama.config.urls import handler403, handler404, handler500
from anyqtama.config.urls import urlpatterns as product

__all__ = ["handler403", "handler404", "handler500"]

urlpatterns = [*product, path("", include("anyqtama.demo.urls"))]
