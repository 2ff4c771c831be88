"""What every request passes: the page's security policy, the reader's language, the largest body."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import is_valid_path
from django.utils import translation

from anyqtama.config import errors
from anyqtama.people.own_paths import own_path

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {frames}"
)


def policy(get_response: Handler) -> Handler:
    """Send the strict content policy; a view may widen `frame-ancestors` by `response.frame_ancestors`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        frames = getattr(response, "frame_ancestors", "'none'")
        response.headers.setdefault("Content-Security-Policy", POLICY.format(frames=frames))
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()")
        if frames == "'none'":
            response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return middleware


def language(get_response: Handler) -> Handler:
    """Speak the signed-in person's language, else the cookie's, else the browser's, else Kazakh."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if wanted not in known:
            wanted = translation.get_language_from_request(request)
        if (person := getattr(request, "user", None)) is not None and person.is_authenticated:
            wanted = person.language
        with translation.override(wanted if wanted in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "kk")
            return response

    return middleware


def reload(get_response: Handler) -> Handler:
    """Lead a browser that opens the address of an act back to its page.

    A refused form is shown at the address it was sent to. Reloaded, or opened from the address bar, that address
    takes no GET: the reader comes to the page the form stood on, or to the nearest page above.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        opened = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        return redirect(_page_of(request)) if opened and response.status_code == 405 else response

    return middleware


def _page_of(request: HttpRequest) -> str:
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path != request.path:
        return own_path(came_from._replace(scheme="", netloc="", fragment="").geturl())
    above = request.path
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(above):
            break
    return above


def size(get_response: Handler) -> Handler:
    """Refuse a body that was too large to be kept (config.pages marks it), in the reader's language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.META.get("anyqtama.complete", True) else errors.too_large(request)

    return middleware
