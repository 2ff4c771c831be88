"""The page of a case's answer, its paper, and what waits for the reader's agreement."""

from dataclasses import replace
from io import BytesIO

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from anyqtama.cases import deputies, revealing, seeing, withheld, words
from anyqtama.cases.answer_page import screen
from anyqtama.cases.answers import drafting, paper
from anyqtama.cases.models import Case, Draft, DraftState, Signature
from anyqtama.kernel import files
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

SHOWN = 100


@require_safe
@for_right("cases.see")
def answer(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`?template=code` fills the editor."""
    case = access.fetch(request.user, Case, number=number)
    return screen.show(request, case, timezone.now())


@require_safe
@for_right("cases.see")
def preview(request: AuthenticatedRequest, number: str) -> HttpResponseBase:
    """The draft as it would look on paper, marked as a draft, as far as it is for the reader."""
    case, at = access.fetch(request.user, Case, number=number), timezone.now()
    draft = drafting.open_draft(case)
    if draft is None:
        raise Http404
    if not seeing.seeing(request.user).sees("answer"):
        return withheld.page(request, reverse("case_answer", args=[number]), withheld.LETTER)
    letter = paper.letter(case=case, text=draft.text, number="—", signer=None, at=at)
    reader = seeing.seeing(request.user, whole=access.has_right(request.user, "clients.reveal"))
    if reader.whole and reader.covers(_words(letter)):
        revealing.reveal(case=case, by=request.user, at=at)
    text, title, address = (reader.shown(*said) for said in _words(letter))
    letter = replace(letter, text=text, title=title, address=address)
    shown = FileResponse(BytesIO(paper.pdf(letter)), content_type="application/pdf", filename=f"{number}-draft.pdf")
    shown["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return shown


def _words(letter: paper.Letter) -> list[seeing.Written]:
    return [(letter.text, "answer"), (letter.title, "subject"), (letter.address, "address")]


@require_safe
@for_right("cases.see")
def signed(request: AuthenticatedRequest, number: str, signature_id: int) -> HttpResponseBase:
    case = access.fetch(request.user, Case, number=number)
    signature = Signature.objects.select_related("paper", "draft").filter(pk=signature_id, draft__case=case).first()
    if signature is None or signature.paper is None:
        raise Http404
    reader, back = seeing.seeing(request.user), reverse("case_answer", args=[number])
    written = [(signature.draft.text, "answer"), (case.subject, "subject")]
    if not reader.letters:
        return withheld.page(request, back, withheld.LETTER)
    if not seeing.holds(request.user, reader, written):
        return withheld.page(request, back, withheld.NUMBERS)
    if reader.covers(written):
        revealing.reveal(case=case, by=request.user, at=timezone.now())
    return files.response(signature.paper, request)


@require_safe
@for_right("answers.decide")
def waiting(request: AuthenticatedRequest) -> HttpResponse:
    """Drafts whose step is of a role of the reader's, or of whom they stand in for; the earliest due first."""
    at = timezone.now()
    own = Draft.objects.filter(state=DraftState.DECIDING, role__in=request.user.roles)
    turns = Q(pk__in=own.values("case")) | deputies.turns(request.user, timezone.localdate(at))
    rows = access.visible(request.user, Case).filter(turns)
    cases = rows.select_related("kind", "topic", "client", "owner").order_by("due_at", "pk")[:SHOWN]
    reader = seeing.seeing(request.user)
    shown = [(case, reader.subject(case), words.due(case, at)) for case in cases]
    return render(request, "cases/answers.html", {"rows": shown})
