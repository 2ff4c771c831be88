"""The acts of the case page. A refusal shows the page again with what was typed; two people never overwrite unseen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.cases import (
    accepting,
    closing,
    deputies,
    extending,
    formalising,
    handling,
    moving,
    outside_numbers,
    reclassifying,
    seeing,
    words,
)
from anyqtama.cases.acts import editing
from anyqtama.cases.forms import (
    AcceptForm,
    AnswerForm,
    AssignForm,
    CloseForm,
    CommentForm,
    ExtendForm,
    FormaliseForm,
    ForwardForm,
    GiveForm,
    MoveForm,
    OutsideForm,
    ReclassifyForm,
    SeenForm,
)
from anyqtama.cases.forwarding import sending as forwarding
from anyqtama.cases.kinds import fields
from anyqtama.cases.locking import ChangedMeanwhile
from anyqtama.cases.models import Case, FormalRequest, Forwarding, LegalType, Reply
from anyqtama.cases.page import screen
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person
from anyqtama.ui import moments

REFUSED, INVALID = 409, 422
Verb = Callable[[Case, dict[str, Any], datetime], str]
"""Does it and says what was done."""


@require_POST
@for_right("cases.see")
def assign(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        given = handling.assign(
            case=case, unit=said["unit"], person=said["person"], task=said["task"], after=said.get("after"),
            by=request.user, at=at, seen_version=said["version"],
        )  # fmt: skip
        done = _("The department has the case: %(unit)s.") % {"unit": given}
        return _with(done, deputies.told(case, said["person"], at) if said["person"] else "")

    case = screen.fetch(request, number, "case.work")
    return act(request, number, AssignForm(request.POST, case=case, auto_id="act-%s"), verb, do="assign")


@require_POST
@for_right("cases.see")
def check(request: AuthenticatedRequest, number: str, reply_id: int) -> HttpResponse:
    """`act`: accept or return what a department answered."""
    case = screen.fetch(request, number, "case.work")
    reply = get_object_or_404(Reply.objects.select_related("assignment__case"), pk=reply_id, assignment__case=case)

    def verb(_case: Case, said: dict[str, Any], at: datetime) -> str:
        if request.POST.get("act") == "return":
            accepting.send_back(reply=reply, reason=said["reason"], by=request.user, at=at)
            return _("Sent back to the department.")
        accepting.accept(reply=reply, checks=said["checks"], by=request.user, at=at)
        return _("Accepted. Now the client can be answered.")

    return act(request, number, AcceptForm(request.POST), verb, do="check")


@require_POST
@for_right("cases.see")
def give(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        handling.give_to(case=case, person=said["person"], by=request.user, at=at, seen_version=said["version"])
        done = _("The case is led by %(person)s now.") % {"person": said["person"]}
        return _with(done, deputies.told(case, said["person"], at))

    return act(request, number, GiveForm(request.POST, auto_id="act-%s"), verb, do="give")


@require_POST
@for_right("cases.see")
def comment(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        handling.comment(case=case, text=said["text"], by=request.user, at=at)
        return _("The note is kept.")

    form = CommentForm(request.POST, auto_id="write-%s")
    return act(request, number, form, verb, write="note", action="case.comment")


@require_POST
@for_right("cases.see")
def answer(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        handling.answer(
            case=case, text=said["text"], channel=said["channel"], by=request.user, at=at, seen_version=said["version"]
        )
        return _("The client is answered.")

    return act(request, number, AnswerForm(request.POST, auto_id="write-%s"), verb, write="answer")


@require_POST
@for_right("cases.see")
def formalise(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        made = formalising.formalise(
            case=case, who=said["who"], postal_address=said["postal_address"], substance=said["substance"],
            signature=FormalRequest.Signature(said["signature"]), term=said["term"],
            legal_type=said["legal_type"] or LegalType.APPLICATION, by=request.user, at=at,
            seen_version=said["version"],
        )  # fmt: skip
        return _("It is a formal request now, due %(due)s.") % {"due": moments.stamp(made.due_at)}

    return act(request, number, FormaliseForm(request.POST, auto_id="act-%s"), verb, do="formalise")


@require_POST
@for_right("cases.see")
def extend(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        made = extending.extend(
            case=case, until=said["until"], reason=said["reason"], decided_by=said["decided_by"], by=request.user,
            at=at, seen_version=said["version"],
        )  # fmt: skip
        told = {"due": moments.stamp(made.after), "notice": moments.stamp(made.notify_by)}
        return _("Due %(due)s now. Tell the client by %(notice)s.") % told

    return act(request, number, ExtendForm(request.POST, auto_id="act-%s"), verb, do="extend")


@require_POST
@for_right("cases.see")
def forward(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        made = forwarding.forward(
            case=case, body=said["body"], whole=said["whole"], part=said["part"], reason=said["reason"],
            way=Forwarding.Way(said["way"]), number=said["number"], by=request.user, at=at,
            seen_version=said["version"],
        )  # fmt: skip
        return _("Forwarded to: %(body)s. The client is told.") % {"body": made.body}

    return act(request, number, ForwardForm(request.POST, auto_id="act-%s"), verb, do="forward")


@require_POST
@for_right("cases.see")
def reclassify(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        made = reclassifying.reclassify(
            case=case, topic=said["topic"], kind=said["kind"], urgency=said["urgency"],
            district=said.get("district"), by=request.user, at=at, seen_version=said["version"],
        )  # fmt: skip
        return _("Reclassified; due %(due)s.") % {"due": moments.stamp(made.due_at)}

    return act(request, number, ReclassifyForm(request.POST, auto_id="act-%s"), verb, do="reclassify")


@require_POST
@for_right("cases.see")
def change(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return editing.change(request, screen.fetch(request, number, "case.work"), timezone.now())


@require_POST
@for_right("cases.see")
def move(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        moved = moving.move(
            case=case, stage=said["stage"], fields_said=fields.said(form), by=request.user, at=at,
            seen_version=said["version"],
        )  # fmt: skip
        return _("The case stands at “%(stage)s” now.") % {"stage": words.stage(moved)}

    case = screen.fetch(request, number, "case.work")
    stage, reader = request.POST.get("stage", "")[:40], seeing.seeing(request.user)
    form = MoveForm(request.POST, case=case, stage=stage, reader=reader, auto_id="act-%s")
    return act(request, number, form, verb, do="move")


@require_POST
@for_right("cases.see")
def outside(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        outside_numbers.number(case=case, said=said["said"], by=request.user, at=at)
        return _("The number in another register is kept.")

    return act(request, number, OutsideForm(request.POST, auto_id="act-%s"), verb, do="outside")


@require_POST
@for_right("cases.see")
def close(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        closing.close(
            case=case, resolved=said["resolved"], reason=said["reason"], by=request.user, at=at,
            seen_version=said["version"],
        )  # fmt: skip
        return _("The case is closed.")

    return act(request, number, CloseForm(request.POST, auto_id="act-%s"), verb, do="close")


@require_POST
@for_right("cases.see")
def reopen(request: AuthenticatedRequest, number: str) -> HttpResponse:
    def verb(case: Case, said: dict[str, Any], at: datetime) -> str:
        closing.reopen(case=case, by=request.user, at=at, seen_version=said["version"])
        return _("The case is open again.")

    return act(request, number, SeenForm(request.POST, auto_id="act-%s"), verb, do="reopen")


def _with(done: str, more: str) -> str:
    return f"{done} {more}".strip()


def act(
    request: AuthenticatedRequest,
    number: str,
    form: forms.Form,
    verb: Verb,
    *,
    do: str = "",
    write: str = "",
    action: str = "case.work",
) -> HttpResponse:
    """`do` or `write`: where the form stands on the page."""
    at, case = timezone.now(), screen.fetch(request, number, action)
    if not form.is_valid():
        return screen.show(request, case, at, do=do, write=write, form=form, status=INVALID)
    try:
        done = verb(case, form.cleaned_data, at)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        meanwhile = isinstance(failure, ChangedMeanwhile)
        if meanwhile:
            form = _renewed(form, case, request.user)
        return screen.show(
            request, case, at, do=do, write=write, form=form, refusal=str(said), meanwhile=meanwhile, status=REFUSED
        )
    messages.success(request, done)
    arrived = f"?arrived={write}" if write else ""
    return HttpResponseRedirect(reverse("case", args=[number]) + arrived)


def _renewed(form: forms.Form, case: Case, by: Person) -> forms.Form:
    """The same words with the version that the page shows now: sending them again means having looked."""
    data: Any = dict(form.data.items())
    data["version"] = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    case.refresh_from_db()
    more: dict[str, Any] = {"case": case} if isinstance(form, AssignForm | MoveForm) else {}
    if isinstance(form, MoveForm):
        more |= {"stage": data["stage"], "reader": seeing.seeing(by)}
    again = type(form)(data, auto_id=form.auto_id, **more)
    again.is_valid()
    return again
