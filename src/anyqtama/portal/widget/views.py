"""The script that any site embeds, and in the demo an invented site that does."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SOURCE = Path(__file__).parent.parent / "static" / "portal" / "js" / "widget.js"
KEPT_SECONDS = 3600


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The launcher with its words in three languages; the page's own language is chosen where it runs."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@cache
def _script() -> str:
    words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[code] = {
                "open": _("Ask a question"),
                "close": _("Close the window"),
                "title": _("Chat with an operator"),
            }
    return SOURCE.read_text(encoding="utf-8").replace('"WORDS"', json.dumps(words, ensure_ascii=True), 1)


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "portal/demo_site.html")
