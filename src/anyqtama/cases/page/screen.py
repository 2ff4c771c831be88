"""Everything the page of one case shows, put together for its reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import accepting, deadlines, moving, registering, revealing, seeing, words
from anyqtama.cases.answers import drafting
from anyqtama.cases.answers import steps as answer_steps
from anyqtama.cases.answers.templates import merged, templates
from anyqtama.cases.complaints import panel as complaint_panel
from anyqtama.cases.forms import (
    FORWARDED_BY,
    LANGUAGES,
    AcceptForm,
    AnswerForm,
    AssignForm,
    CloseForm,
    CommentForm,
    EditForm,
    ExtendForm,
    FormaliseForm,
    ForwardForm,
    GiveForm,
    MoveForm,
    OutsideForm,
    ReclassifyForm,
    SeenForm,
)
from anyqtama.cases.forwarding import terms as forwarding_terms
from anyqtama.cases.forwarding.terms import ForwardTerm
from anyqtama.cases.kinds import answering, fields, stages
from anyqtama.cases.models import Case, CaseState, Paper, Regime, Relation, Urgency
from anyqtama.cases.page import covering, heading, standing_in, work
from anyqtama.cases.page.clock import clock
from anyqtama.cases.page.clocks import clocks
from anyqtama.cases.page.history import CLIENT, INTERNAL, Event, history
from anyqtama.cases.relating import alike
from anyqtama.cases.relating import panel as relating_panel
from anyqtama.clients.records import telling
from anyqtama.kernel.rules import NoRule
from anyqtama.people import absences, access
from anyqtama.people.access import AuthenticatedRequest
from anyqtama.people.models import Person
from anyqtama.ui import moments

FACTS = (
    "kind", "client", "topic__parent", "department", "body", "district", "owner__unit", "registered_by",
    "answer_channel", "contact__channel", "outside", "place",
)  # fmt: skip
PARTS = ("history", "client", "internal", "fields", "similar")
LINES = 50
"""As many of the history stand on the page; the others are asked for."""
FORMS: Mapping[str, type[forms.Form]] = {
    "assign": AssignForm,
    "give": GiveForm,
    "formalise": FormaliseForm,
    "close": CloseForm,
    "reopen": SeenForm,
    "move": MoveForm,
    "extend": ExtendForm,
    "forward": ForwardForm,
    "reclassify": ReclassifyForm,
    "outside": OutsideForm,
}
WRITING: Mapping[str, type[forms.Form]] = {"answer": AnswerForm, "note": CommentForm}


def fetch(request: AuthenticatedRequest, number: str, action: str | None = None) -> Case:
    """The case if its reader may see it, and do `action`."""
    return access.fetch(request.user, Case, action, number=number)


def show(
    request: AuthenticatedRequest,
    case: Case,
    at: datetime,
    *,
    do: str = "",
    write: str = "",
    part: str = "",
    form: forms.Form | None = None,
    refusal: str = "",
    meanwhile: bool = False,
    status: int = 200,
    given: Mapping[str, forms.Form] | None = None,
    whole: bool = False,
) -> HttpResponse:
    """`form`: one to be put right, of the act `do` or of the writing `write`; `meanwhile`: list what others changed.

    `given`: forms of the case's parts to be put right, by the name of their act. `whole`: covered numbers too.
    """
    case = Case.objects.select_related(*FACTS).get(pk=case.pk)
    person = request.user
    works = access.may(person, "case.work", case)
    away = standing_in.away(case, timezone.localdate(at))
    comments = access.may(person, "case.comment", case)
    reader, happened = seeing.seeing(person, whole=whole), history(case)
    events = covering.events(reader, happened)
    reveals, opens = access.has_right(person, "clients.reveal"), works and seeing.opens(person, case, reader)
    part = part or request.GET.get("show", "")
    part = part if part in PARTS else "history"
    edits = opens and part == "fields" and (form is not None or "edit" in request.GET)
    acts = _acts(case, works)
    do = do if do in acts else ""
    stage = request.GET.get("stage", "") if request.method == "GET" else request.POST.get("stage", "")
    in_aside = None if isinstance(form, EditForm) else form
    write = write if write in WRITING else "answer"
    way = answering.way(case.kind)
    if not works or case.state == CaseState.CLOSED or way.steps:
        write = "note"
    paper, formal = _paper(case), case.formal if case.regime != Regime.PROMISE else None
    own = own_fields(case) if part == "fields" else []
    parts_of_work, order = work.parts(case, away), request.GET.get("order") == "oldest"
    forwarded = list(case.forwardings.select_related("body", "by").order_by("-pk"))
    seen = {"version": case.version, "entry": events[-1].entry_id if events else 0}
    facts = _formal_facts(case, person) if do == "formalise" and opens else {}
    act_form = _act_form(do, in_aside, seen | facts, case, stage[:40], reader)
    complaint = complaint_panel.shown(case, person, reader, works=works, given=given or {})
    drawn = [act_form, *((complaint["complaint"] or {}).get("forms", {})).values()]
    looked = (edits and reader.covers(seeing.typed(case))) or any(reader.covers(_filled(form)) for form in drawn)
    if looked:  # a form holds the numbers as they were written
        revealing.reveal(case=case, by=person, at=at)
    written = [
        *covering.texts(case, formal, own, parts_of_work, all_fields=part == "fields"),
        *((text, "") for row in forwarded for text in (row.part, row.reason)),
        *complaint_panel.written(complaint),
        *covering.told(_listed(happened, part, order)),
    ]
    similar, listed = _similar(case, person), _listed(events, part, order)
    lines = listed if "all" in request.GET else listed[:LINES]
    filled, unfilled = ("", "")
    if write == "answer":
        template = request.GET.get("template", "")[:40]
        filled, unfilled = merged(template, case, at, reader)
    shown = {
        "case": case,
        "says": seeing.says(case, formal, reader),
        "covers": not whole and reveals and reader.covers(written),
        "state": words.stage(case),
        "shape": words.SHAPES[case.state],
        "kind": case.kind,
        "urgency": words.URGENCIES[case.urgency] if case.urgency != Urgency.NORMAL else "",
        "language": dict(LANGUAGES).get(case.language, case.language),
        "phone": heading.reached(case),
        "clock": clock(case, at),
        "support_clocks": clocks(case, at),
        "part": part,
        "parts": [*_parts(part, events, similar), _support(case), order_tab(case)],
        "events": lines,
        "all_lines": len(listed) if len(listed) > len(lines) else 0,
        "oldest_first": order,
        "similar": [(one, _note(one.case)) for one in similar],
        "works": works,
        "parts_of_work": covering.parts(reader, parts_of_work),
        "owner_away": absences.words(away[case.owner_id]) if case.owner_id in away else "",
        "steps": answer_steps.shown(case, drafting.open_draft(case)) if way.steps else [],
        "answers_by_page": bool(way.steps or way.confirm_days),
        "checks": accepting.CHECKS,
        "wrong_check": _wrong_check(form),
        "comments": comments,
        "acts": _links(acts),
        "do": do,
        "act_form": act_form,
        "stages": _stages(case, works),
        "edit_form": (form if isinstance(form, EditForm) else EditForm(case=case)) if edits else None,
        "own_fields": [(name, reader.shown(*written)) for name, written in own],
        "changes": opens,
        "outside": heading.outside_number(case),
        "write": write,
        "write_form": in_aside
        if in_aside is not None and not do
        else WRITING[write](initial=seen | {"text": filled}, auto_id="write-%s"),
        "templates": templates(case) if write == "answer" else [],
        "write_tabs": _writing(case, works and not way.steps, write),
        "arrived": request.GET.get("arrived", "")[:10],
        "refusal": refusal or unfilled,
        "changed": _since(events, form) if meanwhile else [],
        "formal_due": _formal_due(case.received_at or at)
        if do == "formalise" or case.regime == Regime.PROMISE
        else None,
        "code": registering.code_of(case) if works and part == "fields" else "",
        "contact_url": heading.contact_url(request, case),
        "wish": heading.wish(case),
        "formal": formal,
        "reports": works and access.has_right(person, "situations.report"),
        "may_see_client": access.has_right(person, "clients.see"),
        "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": case.number, "url": ""}],
        "paper": paper,
        "forwardings": [
            (row, FORWARDED_BY[row.way], reader.shown(row.part), reader.shown(row.reason)) for row in forwarded
        ],
        "forward_term": _forward_term(case) if do == "forward" else None,
        "opens_files": reader.sees("files"),
        "opens_scans": reader.scans(case.kind),
        "scans": list(paper.scans.select_related("file").order_by("pk")) if paper else [],
        **complaint,
        **relating_panel.shown(case, person, works=works, given=given or {}),
    }
    page = render(request, "cases/case.html", shown, status=status)
    if looked:
        add_never_cache_headers(page)
    return page


def _wrong_check(form: forms.Form | None) -> dict[str, Any]:
    """What was ticked and written in a check that was refused."""
    if not isinstance(form, AcceptForm) or not form.is_valid():
        return {}
    return {"ticked": form.cleaned_data["checks"], "reason": form.cleaned_data["reason"]}


def _acts(case: Case, works: bool) -> list[str]:
    if not works:
        return []
    if case.state == CaseState.CLOSED:
        return ["reopen"]
    formal = ["formalise"] if case.regime == Regime.PROMISE else []
    extends = ["extend"] if case.regime != Regime.PROMISE and case.state in words.WAITING else []
    return ["assign", "give", *formal, *extends, "forward", "reclassify", "close", "move", "outside"]


def _links(acts: Sequence[str]) -> list[dict[str, str]]:
    said = {
        "assign": (pgettext("verb", "Give to a department"), "building-2", "A"),
        "give": (pgettext("verb", "Give to a colleague"), "user-check", "G"),
        "formalise": (pgettext("verb", "Formal request"), "landmark", ""),
        "extend": (pgettext("verb", "Extend the term"), "calendar-clock", ""),
        "forward": (pgettext("verb", "Forward to another body"), "external-link", ""),
        "reclassify": (pgettext("verb", "Reclassify"), "tags", ""),
        "close": (pgettext("verb", "Close the case"), "circle-check", "C"),
        "reopen": (pgettext("verb", "Reopen"), "rotate-ccw", "O"),
    }
    return [
        {"name": name, "label": said[name][0], "icon": said[name][1], "key": said[name][2]}
        for name in acts
        if name in said
    ]


def _act_form(
    do: str, form: forms.Form | None, known: dict[str, Any], case: Case, stage: str, reader: seeing.Seeing
) -> forms.Form | None:  # fmt: skip
    if not do or form is not None:
        return form if do else None
    more: dict[str, Any] = {"case": case} if do in {"move", "reclassify", "assign"} else {}
    if do == "move":
        more |= {"stage": stage, "reader": reader}
    if do == "outside":
        known = known | {"said": heading.outside_number(case)}
    return FORMS[do](initial=known, auto_id="act-%s", **more)


def _filled(form: forms.Form | None) -> list[seeing.Written]:
    """What stands in the fields of a form that nobody sent yet."""
    return [(str(field.value() or ""), "") for field in form] if form is not None and not form.is_bound else []


def _formal_facts(case: Case, person: Person) -> dict[str, str]:
    """What the case and the card know already; the signature is left to be decided."""
    known = telling.facts("client", person=person, level=None)
    address = (case.client.address if "address" not in known or known["address"].seen else "") or case.address
    return {"who": case.client.name, "postal_address": address, "substance": case.details or case.subject}


@dataclass(frozen=True, slots=True)
class Onward:
    """A stage as the page shows it; `asks`: it needs fields that are empty. `next`: the case may go there now."""

    stage: stages.Stage
    here: bool
    next: bool
    asks: bool


def _stages(case: Case, works: bool) -> list[Onward]:
    """Of the kind, in its order: where the case stands and where it may go by hand."""
    ways = {stage.code for stage in stages.onward(case.kind, case.stage) if stage.state in moving.BY_HAND}
    waits = {field.required for field in fields.fields(case.kind) if fields.empty(case.fields.get(field.key))}
    opens = works and case.state != CaseState.CLOSED
    return [
        Onward(stage, stage.code == case.stage, opens and stage.code in ways, stage.code in waits)
        for stage in stages.stages(case.kind).values()
    ]


def own_fields(case: Case) -> list[tuple[str, seeing.Written]]:
    """Each by its name, as it was written."""
    people = people_named(case)
    return [
        (str(field), (fields.shown(field, case.fields.get(field.key), people), field.seen_as))
        for field in fields.fields(case.kind)
    ]


def people_named(case: Case) -> dict[int, Person]:
    """Staff that the case's own fields name."""
    named = [field.key for field in fields.fields(case.kind) if field.type == "person"]
    return Person.objects.in_bulk([case.fields[key] for key in named if key in case.fields])


def _parts(part: str, events: Sequence[Event], similar: Sequence[alike.Alike]) -> list[dict[str, object]]:
    sides = [event.side for event in events]
    said = {
        "history": (_("History"), len(events)),
        "client": (_("To the client"), sides.count(CLIENT)),
        "internal": (pgettext("tab", "Internal"), sides.count(INTERNAL)),
        "fields": (_("Fields"), None),
        "similar": (_("Similar"), len(similar)),
    }
    return [
        {"label": name, "count": count, "url": f"?show={key}", "current": key == part}
        for key, (name, count) in said.items()
    ]


def _support(case: Case) -> dict[str, object]:
    url = reverse("case_support", args=[case.number])
    return {"label": pgettext("tab", "Support"), "count": None, "url": url, "current": False}


def order_tab(case: Case) -> dict[str, object]:
    """Advice goes with any kind of case; lines with those that have them."""
    label = pgettext("of goods", "Order") if case.kind.lines else _("Advice")
    return {"label": label, "count": None, "url": reverse("case_order", args=[case.number]), "current": False}


def _listed(events: Sequence[Event], part: str, oldest_first: bool) -> list[Event]:
    """Nothing where the fields or the similar cases stand instead."""
    chosen = [event for event in events if part == "history" or event.side == part]
    return chosen if oldest_first else chosen[::-1]


def _writing(case: Case, works: bool, write: str) -> list[dict[str, object]]:
    tabs = [("answer", _("Answer to the client"))] if works and case.state != CaseState.CLOSED else []
    tabs.append(("note", _("Note for colleagues")))
    return [{"label": name, "url": f"?write={key}#write", "current": key == write} for key, name in tabs]


def _similar(case: Case, person: Person) -> list[alike.Alike]:
    """Open cases that may be about the same matter and are not tied to this one yet."""
    tied = [pk for row in Relation.objects.filter(Q(case=case) | Q(other=case), ended_at=None)
            for pk in (row.case_id, row.other_id)]  # fmt: skip
    return alike.alike(person, alike.matter_of(case), but=[case.pk, *tied])


def _note(case: Case) -> str:
    return " · ".join(part for part in (case.number, case.client.name, moments.day(case.registered_at)) if part)


def _since(events: Sequence[Event], form: forms.Form | None) -> list[Event]:
    """What was done after the entry that the refused form had seen."""
    seen = (form.cleaned_data.get("entry") if form is not None else 0) or 0
    return [event for event in events if event.entry_id > seen]


def _formal_due(at: datetime) -> datetime | None:
    """When a formal request received now would be due; None without a calendar or a rule."""
    try:
        return deadlines.statutory(received_at=at).due_at
    except (deadlines.NoCalendar, NoRule):
        return None


def _paper(case: Case) -> Paper | None:
    """What it was typed from: only such a case knows a moment of receipt."""
    if case.received_at is None:
        return None
    return Paper.objects.filter(case=case).select_related("typed_by", "checked_by").first()


def _forward_term(case: Case) -> ForwardTerm | None:
    """None where the rule or the calendar is not loaded: the verb says so."""
    try:
        return forwarding_terms.term(case)
    except (deadlines.NoCalendar, deadlines.NoFigure, NoRule):
        return None
