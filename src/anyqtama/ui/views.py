"""The style guide, and the reader's choice of language, theme, density and side bar."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from anyqtama.ui.context import CHOICES
from anyqtama.ui.samples import Example, samples

YEAR_SECONDS = 365 * 24 * 3600


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choices in cookies: a wall or a visitor has no account to keep them in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    wanted = {f"aq_{what}": request.POST.get(what) for what in CHOICES if request.POST.get(what) in CHOICES[what]}
    if request.POST.get("language") in dict(settings.LANGUAGES):
        wanted[settings.LANGUAGE_COOKIE_NAME] = request.POST["language"]
    for name, value in wanted.items():
        response.set_cookie(name, str(value), max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return response


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?language=` and `?theme=` choose for a screenshot."""
    language = request.GET.get("language", "")
    theme = request.GET.get("theme", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else translation.get_language()):
        form = Example(request.GET if "check" in request.GET else None)
        rows = Paginator(range(214), 50).page(2)
        context = samples(at=timezone.now()) | {"form": form, "rows": rows}
        return render(request, "ui/styleguide.html", context | {"theme": theme if theme in CHOICES["theme"] else ""})
