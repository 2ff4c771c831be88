"""What every full page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import Resolver404, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from anyqtama.config.navigation import navigation
from anyqtama.people import access
from anyqtama.people.me.state import my_state
from anyqtama.people.roles import Role
from anyqtama.wall.alerts import bell


def shell(request: HttpRequest) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "product_version": settings.VERSION,
        "demo": settings.DEMO,
        "live": settings.LIVE,
        "languages": settings.LANGUAGES,
    }
    shown["language_url"] = reverse("my_language")
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        shown["me"] = person
        shown["me_url"] = reverse("me")
        if person.roles - {Role.SYSADMIN}:  # who only keeps the settings has no shift
            shown["my_state"] = SimpleLazyObject(lambda: my_state(person, timezone.now()))  # noqa: TID251 -- a page's clock
        if access.has_right(person, "bell.see"):
            shown["alerts"] = SimpleLazyObject(lambda: bell(person, timezone.now()))  # noqa: TID251 -- a page's clock
        if access.has_right(person, "desk.use"):
            shown["ringing"] = {
                "url": reverse("desk_ringing"),
                "heartbeat": reverse("desk_heartbeat"),
                "script": static("desk/js/elsewhere.js"),
            }
        try:
            shown["navigation"] = navigation(person, request.path_info)
        except Resolver404:
            shown["navigation"] = navigation(person, "")
    return shown
