"""The acts on a complaint's parts, each one call of its verb; the files of a check."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.cases import seeing, withheld
from anyqtama.cases.acts.acting import act
from anyqtama.cases.complaints import checking, deciding, involving, notifying, words
from anyqtama.cases.complaints.attaching import attached
from anyqtama.cases.complaints.forms import CheckForm, DecisionForm, InvolvedForm, NoticeForm
from anyqtama.cases.models import Check, CheckResult, Involved, Outcome
from anyqtama.cases.page import screen
from anyqtama.kernel import files
from anyqtama.kernel.models import StoredFile
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_POST
@for_right("cases.see")
def involve(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")

    def verb(said: dict[str, Any], at: datetime) -> str:
        made = involving.name(case=case, person=said["person"], unit=said["unit"], by=request.user, at=at)
        return _("%(who)s stands aside from now on.") % {"who": made}

    return act(request, case, "involve", InvolvedForm(request.POST, auto_id="involve-%s"), verb, timezone.now())


@require_POST
@for_right("cases.see")
def clear(request: AuthenticatedRequest, number: str, involved_id: int) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")
    row = get_object_or_404(Involved.objects.select_related("case", "person", "unit"), pk=involved_id, case=case)

    def verb(_said: dict[str, Any], at: datetime) -> str:
        involving.clear(involved=row, by=request.user, at=at)
        return _("%(who)s is not named in it any more.") % {"who": row}

    return act(request, case, "involve", forms.Form({}), verb, timezone.now())


@require_POST
@for_right("cases.see")
def check(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")

    def verb(said: dict[str, Any], at: datetime) -> str:
        papers = attached(request.FILES.getlist("files"), at=at)
        checking.check(
            case=case, what=said["what"], result=CheckResult(said["result"]), found=said["found"], files=papers,
            by=request.user, at=at,
        )  # fmt: skip
        return _("The check is kept.")

    return act(request, case, "check", CheckForm(request.POST, auto_id="check-%s"), verb, timezone.now())


@require_POST
@for_right("cases.see")
def decide(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")

    def verb(said: dict[str, Any], at: datetime) -> str:
        made = deciding.decide(
            case=case, outcome=Outcome(said["outcome"]), cause=said["cause"], grounds=said["grounds"],
            remedy=said["remedy"], lesson=said["lesson"], by=request.user, at=at, seen_version=said["version"],
        )  # fmt: skip
        return _("Decided: %(outcome)s.") % {"outcome": words.OUTCOMES[made.outcome]}

    return act(request, case, "decide", DecisionForm(request.POST, auto_id="decide-%s"), verb, timezone.now())


@require_POST
@for_right("cases.see")
def tell(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")

    def verb(said: dict[str, Any], at: datetime) -> str:
        notifying.tell(case=case, unit=said["unit"], text=said["text"], by=request.user, at=at)
        return _("%(unit)s is told.") % {"unit": said["unit"]}

    return act(request, case, "tell", NoticeForm(request.POST, auto_id="tell-%s"), verb, timezone.now())


@require_safe
@for_right("cases.see")
def file(request: AuthenticatedRequest, number: str, check_id: int, file_id: int) -> HttpResponseBase:
    """A paper of a check, for those who see the case; only pictures open in place."""
    case = screen.fetch(request, number)
    row = get_object_or_404(Check, pk=check_id, case=case)
    if not seeing.seeing(request.user).sees("files"):
        return withheld.page(request, reverse("case", args=[case.number]), withheld.FILE)
    return files.response(
        get_object_or_404(StoredFile, pk=file_id, pk__in=row.files.values("pk")), request, inline=True
    )
