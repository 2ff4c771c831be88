"""Cases that belong together: related, joined, split and parted from the page of one of them."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.cases import finding
from anyqtama.cases.acts.acting import act
from anyqtama.cases.models import Case, Relation
from anyqtama.cases.page import screen
from anyqtama.cases.relating import joining, relating, splitting
from anyqtama.cases.relating.forms import RelateForm, SplitForm
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


class NoSuchCase(Exception):
    def __init__(self) -> None:
        self.message = _("There is no such case, or you may not see it.")


@require_POST
@for_right("cases.see")
def relate(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`act`: relate, or join as the same matter."""
    case = screen.fetch(request, number, "case.work")

    def verb(said: dict[str, Any], at: datetime) -> str:
        other = access.visible(request.user, Case).filter(number__in=finding.numbers(said["number"])).first()
        if other is None:
            raise NoSuchCase
        if said["act"] == "join":
            joining.join(case=case, into=other, by=request.user, at=at)
            return _("Joined to %(number)s: its answer goes to this client too.") % {"number": other.number}
        relating.relate(case=case, other=other, by=request.user, at=at)
        return _("Related to %(number)s.") % {"number": other.number}

    return act(request, case, "relate", RelateForm(request.POST, auto_id="relate-%s"), verb, timezone.now())


@require_POST
@for_right("cases.see")
def part(request: AuthenticatedRequest, number: str, relation_id: int) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")
    row = get_object_or_404(
        Relation.objects.select_related("case", "other"), Q(case=case) | Q(other=case), pk=relation_id
    )

    def verb(_said: dict[str, Any], at: datetime) -> str:
        relating.part(relation=row, by=request.user, at=at)
        return _("They go separate ways again.")

    return act(request, case, "relate", forms.Form({}), verb, timezone.now())


@require_POST
@for_right("cases.see")
def split(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = screen.fetch(request, number, "case.work")

    def verb(said: dict[str, Any], at: datetime) -> str:
        made = splitting.split(
            case=case, subject=said["subject"], details=said["details"], topic=said["topic"], kind=said["kind"],
            by=request.user, at=at, seen_version=said["version"],
        )  # fmt: skip
        return _("The part is registered under %(number)s.") % {"number": made.number}

    return act(request, case, "split", SplitForm(request.POST, case=case, auto_id="split-%s"), verb, timezone.now())
