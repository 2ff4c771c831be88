"""The pages shown when something went wrong: what happened, that nothing is lost, what to do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """In the frame of a foreign site without HTTPS a browser keeps no cookies: the visitor's window says so."""
    if not request.path_info.startswith("/visit/") or settings.CSRF_COOKIE_NAME in request.COOKIES:
        return render(request, "403_csrf.html", status=403)
    response = render(request, "403_frame.html", status=403)
    response.frame_ancestors = " ".join(["'self'", *settings.EMBEDDING_SITES])  # type: ignore[attr-defined]
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", {"most_mb": settings.FILE_LIMIT_BYTES // 1024**2}, status=413)
