"""What every full page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404

from anyqtama.config.navigation import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "product_version": settings.VERSION,
        "demo": settings.DEMO,
        "live": settings.LIVE,
        "languages": settings.LANGUAGES,
    }
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        shown["me"] = person
        try:
            shown["navigation"] = navigation(person, request.path_info)
        except Resolver404:
            shown["navigation"] = navigation(person, "")
    return shown
