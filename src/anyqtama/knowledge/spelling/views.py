"""What a field asks while one writes: which words are unknown, what was meant, keep this word."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.kernel import spelling
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.kernel.spelling.reading import LONGEST
from anyqtama.knowledge.spelling import teaching
from anyqtama.people.access import AuthenticatedRequest, for_right

MOST_LINES = 500
MOST_CHARACTERS = 24_000


@require_POST
@for_right("knowledge.read")
def check(request: AuthenticatedRequest) -> HttpResponse:
    """`line`, as often as there are lines not asked before; the answer has the unknown places of each."""
    lines = request.POST.getlist("line")
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_CHARACTERS:
        return JsonResponse({"refusal": _("The text is too long to be looked at in one piece.")}, status=413)
    return JsonResponse({"lines": spelling.check(lines, language=_language(request.POST.get("language", "")))})


@require_safe
@for_right("knowledge.read")
def suggest(request: AuthenticatedRequest) -> HttpResponse:
    word = request.GET.get("word", "")[:LONGEST]
    found = spelling.suggest(word, language=_language(request.GET.get("language", ""))) if word else []
    return JsonResponse({"words": found})


@require_POST
@for_right("spelling.teach")
def teach(request: AuthenticatedRequest) -> HttpResponse:
    try:
        known = teaching.teach(word=request.POST.get("word", ""), by=request.user, at=timezone.now())
    except teaching.NotAWord as refusal:
        return JsonResponse({"refusal": str(refusal.message)}, status=422)
    return JsonResponse({"word": known.word})


def _language(said: str) -> str:
    return said if said in LANGUAGES else LANGUAGES[0]
