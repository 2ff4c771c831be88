"""The page of a case's answer, its paper, and what waits for the reader's agreement."""

from io import BytesIO

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from anyqtama.cases import deputies, seeing, words
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
    """The draft as it would look on paper, marked as a draft."""
    case = access.fetch(request.user, Case, number=number)
    draft = drafting.open_draft(case)
    if draft is None:
        raise Http404
    letter = paper.letter(case=case, text=draft.text, number="—", signer=None, at=timezone.now())
    shown = FileResponse(BytesIO(paper.pdf(letter)), content_type="application/pdf", filename=f"{number}-draft.pdf")
    shown["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return shown


@require_safe
@for_right("cases.see")
def signed(request: AuthenticatedRequest, number: str, signature_id: int) -> HttpResponseBase:
    case = access.fetch(request.user, Case, number=number)
    signature = Signature.objects.select_related("paper").filter(pk=signature_id, draft__case=case).first()
    if signature is None or signature.paper is None:
        raise Http404
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
