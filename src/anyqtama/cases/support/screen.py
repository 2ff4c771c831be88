"""The support page of a case, put together for its reader."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import seeing, words
from anyqtama.cases.incidents.similar import incidents, similar
from anyqtama.cases.incidents.words import reasons
from anyqtama.cases.informing import reaching
from anyqtama.cases.informing.words import WAYS
from anyqtama.cases.models import Case, CaseState, ClockOf, Incident
from anyqtama.cases.page.clocks import clocks
from anyqtama.cases.page.screen import FACTS
from anyqtama.cases.support import diagnosing, needs, tree
from anyqtama.cases.support.forms import FoundForm, TellForm
from anyqtama.knowledge.errors import finding
from anyqtama.knowledge.errors.words import STATES
from anyqtama.knowledge.models import KnownError
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest

SAID = ("symptoms", "cause", "workaround", "fix")


def show(
    request: AuthenticatedRequest, case: Case, at: datetime, *, refusal: str = "", status: int = 200,
    wrong: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:  # fmt: skip
    """`wrong`: forms to be put right, by the act: diagnosis, fix, tell."""
    case = Case.objects.select_related(*FACTS, "topic__script").get(pk=case.pk)
    works = access.may(request.user, "case.work", case) and case.state != CaseState.CLOSED
    recognised = [row.error for row in case.recognitions.select_related("error").order_by("-pk")]
    stopped = set(case.clocks.exclude(stopped_at=None).values_list("what", flat=True))
    given, reader = dict(wrong or {}), seeing.seeing(request.user)
    find = request.GET.get("find", "")[:100]
    shown = {
        "case": case,
        "subject": reader.subject(case),
        "works": works,
        "state": words.stage(case),
        "shape": words.SHAPES[case.state],
        "urgency": words.URGENCIES[case.urgency],
        "tabs": tabs(case),
        "recognised": [_told(error, case) for error in recognised],
        "suggested": [_told(error, case) for error in _suggested(request, case, find) if error not in recognised],
        "find": find,
        "found": _found(case, works, stopped, recognised, given, reader),
        "tree": tree.tree(case),
        **_incident(request, case, at),
        "needs": needs.needs(case, at),
        "support_clocks": clocks(case, at),
        "told": [
            (word, reader.shown(word.text, "answer"), *WAYS[word.way])
            for word in case.words.select_related("by").order_by("-pk")[:20]
        ],
        "tell_form": given.get("tell") or TellForm(initial={"text": _proposed(recognised, case)}, auto_id="tell-%s"),
        "way": WAYS[reaching.way(case).name][1],
        "refusal": refusal,
        "crumbs": [
            {"label": _("Cases"), "url": reverse("cases")},
            {"label": case.number, "url": reverse("case", args=[case.number])},
            {"label": pgettext("tab", "Support"), "url": ""},
        ],
    }
    return render(request, "cases/support.html", shown, status=status)


def _incident(request: AuthenticatedRequest, case: Case, at: datetime) -> dict[str, Any]:
    """The incident that the case is in; else those that it may belong to, and the cases that are like it."""
    found = Incident.objects.filter(joined__case=case, joined__left_at=None).first()
    may_join = access.has_right(request.user, "cases.register") and case.state != CaseState.CLOSED
    if found is not None:
        return {"in_incident": found}
    alike = [(each, reasons(each.why)) for each in similar(case, request.user, at)]
    return {"in_incident": None, "near_incidents": incidents(case), "alike": alike, "may_join": may_join}


def tabs(case: Case) -> list[dict[str, object]]:
    """The parts of the case's own page, and this one."""
    page = reverse("case", args=[case.number])
    parts = {
        "history": _("History"),
        "client": _("To the client"),
        "internal": pgettext("tab", "Internal"),
        "fields": _("Fields"),
        "similar": _("Similar"),
    }
    shown = [(name, f"{page}?show={key}", False) for key, name in parts.items()]
    shown.append((pgettext("tab", "Support"), "", True))
    return [{"label": name, "count": None, "url": url, "current": current} for name, url, current in shown]


def _suggested(request: AuthenticatedRequest, case: Case, find: str) -> Sequence[KnownError]:
    reader = seeing.seeing(request.user)
    own = (str(case.fields.get(field.key, "")) for field in reader.own(case.kind))
    said = find or " ".join([reader.read(case, "subject", "details"), *own])
    topics = [] if find else [case.topic.code, *([case.topic.parent.code] if case.topic.parent else [])]
    return finding.fitting(person=request.user, said=said, topics=topics, language=case.language)


def _told(error: KnownError, case: Case) -> dict[str, Any]:
    """In the client's language."""
    shape, word = STATES[error.state]
    texts = {name: error.text(name, case.language) for name in SAID}
    return {"error": error, "shape": shape, "word": word, "offerings": error.offerings.all(), **texts}


def _proposed(recognised: Sequence[KnownError], case: Case) -> str:
    """What helps meanwhile, to be said to the client; once only."""
    text = recognised[0].text("workaround", case.language) if recognised else ""
    return "" if not text or case.words.filter(text=text).exists() else text


def _found(
    case: Case,
    works: bool,
    stopped: set[str],
    recognised: Sequence[KnownError],
    wrong: Mapping[str, forms.Form],
    reader: seeing.Seeing,
) -> list[dict[str, Any]]:
    """The two verbs that are still to come, each with the fields that it asks for."""
    if not works:
        return []
    acts = {
        ClockOf.DIAGNOSIS: ("diagnosis", pgettext("verb", "The cause is found"), "case_diagnosis", "D"),
        ClockOf.FIX: ("fix", pgettext("verb", "It is put right"), "case_fix", "P"),
    }
    error = recognised[0] if recognised else None
    return [
        {"name": name, "title": title, "url": reverse(url, args=[case.number]), "key": key,
         "form": wrong.get(name) or FoundForm(
             case=case, what=what, reader=reader, error=error, initial={"version": case.version}, auto_id=f"{name}-%s")}
        for what, (name, title, url, key) in acts.items()
        if what not in stopped and diagnosing.marked(case, what)
    ]  # fmt: skip
