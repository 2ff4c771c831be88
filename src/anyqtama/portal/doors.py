"""What every page of a visitor passes: who they are by cookie, their language, their site's frame, the flood gate."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from anyqtama.people.addresses import client_address, neighbourhood
from anyqtama.portal import unchanged, visiting
from anyqtama.portal.models import KEPT, Visit
from anyqtama.portal.throttling import TooOften

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)

VisitorView = Callable[..., HttpResponseBase]
"""(request, visit or None, now, …) → response"""


def visitors_page(view: VisitorView) -> Callable[..., HttpResponseBase]:
    """Hand over the visit and the time, speak its language, let the organisation's sites frame the answer."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, **arguments: Any) -> HttpResponseBase:
        at = timezone.now()  # noqa: TID251 -- the one place where the clock of a visitor's request is read
        visit = visiting.find(request.COOKIES.get(visiting.COOKIE, ""), at=at)
        with translation.override(language_of(request, visit)):
            try:
                response = view(request, visit, at, **arguments)
            except TooOften as refusal:
                response = too_often(request, refusal)
            response.headers["Content-Language"] = get_language() or "kk"
        response.frame_ancestors = frames()  # type: ignore[attr-defined]  # read by config.middleware.policy
        return response

    return guarded


def unless_same(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around a visitor's page: a poll that would learn nothing is answered before the visit is read."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, **arguments: Any) -> HttpResponseBase:
        at = timezone.now()  # noqa: TID251 -- a poll that learns nothing ends here, with this clock
        token, mark = request.COOKIES.get(visiting.COOKIE, ""), request.GET.get("mark", "")
        try:
            same = request.method == "GET" and unchanged.is_same(token, mark, at=at)
        except TooOften as refusal:
            return too_often(request, refusal)
        return JsonResponse({"same": True}) if same else view(request, **arguments)

    return guarded


def language_of(request: HttpRequest, visit: Visit | None) -> str:
    """The visit's own, else what the address or the embedding page asks for, else the browser's."""
    if visit:
        return visit.language
    wanted = request.GET.get("language", "")
    return wanted if wanted in LANGUAGES else (get_language() or "kk")


def frames() -> str:
    return " ".join(["'self'", *settings.EMBEDDING_SITES])


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")


def where_from(request: HttpRequest) -> str:
    """The place that limits count."""
    return neighbourhood(client_address(request)) or "local"


def too_often(request: HttpRequest, refusal: TooOften) -> HttpResponse:
    if wants_json(request):
        response: HttpResponse = JsonResponse({"error": str(refusal.message), "seconds": refusal.seconds}, status=429)
    else:
        response = render(request, "portal/too_often.html", {"refusal": refusal}, status=429)
    response.headers["Retry-After"] = str(refusal.seconds)
    return response


def keep_cookie(response: HttpResponse, token: str) -> HttpResponse:
    """Known again for two weeks; inside another site's frame, which needs HTTPS, apart for each such site."""
    response.set_cookie(
        visiting.COOKIE, token, max_age=int(KEPT.total_seconds()), httponly=True, secure=settings.HTTPS,
        samesite="None" if settings.HTTPS else "Lax",
    )  # fmt: skip
    if settings.HTTPS:  # http.cookies learns the attribute in Python 3.14
        response.cookies[visiting.COOKIE]["path"] = "/; Partitioned"
    return response


def drop_cookie(response: HttpResponse) -> HttpResponse:
    keep_cookie(response, "")
    response.cookies[visiting.COOKIE]["max-age"] = 0
    return response
