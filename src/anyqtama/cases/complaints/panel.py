"""What the page of a case shows of its parts: only those that the kind has switched on."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from anyqtama.cases import standing_aside
from anyqtama.cases.complaints import words
from anyqtama.cases.complaints.forms import CheckForm, DecisionForm, InvolvedForm, NoticeForm
from anyqtama.cases.kinds import parts
from anyqtama.cases.models import Case, CaseState, Decision
from anyqtama.cases.seeing import Seeing, Written
from anyqtama.people.models import Person

SAID = ("grounds", "remedy", "lesson")
"""What a decision says in words."""
Forms = Mapping[str, forms.Form]
"""Forms to be put right, by the name of their act."""


def shown(case: Case, person: Person, reader: Seeing, *, works: bool, given: Forms) -> dict[str, Any]:
    on = case.kind.parts
    if not on:
        return {"complaint": None}
    before = decision(case) if parts.VERDICT in on else None
    acts = works and case.state != CaseState.CLOSED
    return {
        "complaint": {
            "parts": on,
            "acts": acts,
            "aside": works and standing_aside.involves(case, person),
            "owner_aside": standing_aside.involves(case, case.owner),
            "involved": list(case.involved.filter(cleared_at=None).select_related("person", "unit").order_by("pk")),
            "checks": checks(case, reader) if parts.CHECKS in on else [],
            "decision": before,
            "said": {name: reader.shown(getattr(before, name)) for name in SAID} if before else {},
            "outcome": words.OUTCOMES[before.outcome] if before else "",
            "outcome_shape": words.OUTCOME_SHAPES[before.outcome] if before else "",
            "notices": [
                (row, reader.shown(row.text)) for row in case.notices.select_related("unit", "read_by").order_by("pk")
            ],
            "forms": {**blank(case, before), **given} if acts else {},
            "opened": next(iter(given), ""),
        }
    }


def decision(case: Case) -> Decision | None:
    return case.decisions.filter(replaced_at=None).select_related("cause__parent", "by").first()


def written(shown: Mapping[str, Any]) -> Iterator[Written]:
    """What stands in the parts, as it was written."""
    if (told := shown["complaint"]) is None:
        return
    yield from ((text, "") for row in told["checks"] for text in (row["check"].what, row["check"].found))
    yield from ((row.text, "") for row, _text in told["notices"])
    if told["decision"] is not None:
        yield from ((getattr(told["decision"], name), "") for name in SAID)


def checks(case: Case, reader: Seeing) -> list[dict[str, Any]]:
    """Two queries, however many checks and files."""
    rows = case.checks.select_related("by").prefetch_related("files").order_by("pk")
    return [
        {"check": row, "what": reader.shown(row.what), "found": reader.shown(row.found),
         "word": words.RESULTS[row.result], "shape": words.RESULT_SHAPES[row.result]}
        for row in rows
    ]  # fmt: skip


def blank(case: Case, before: Decision | None) -> dict[str, forms.Form]:
    return {
        "involve": InvolvedForm(auto_id="involve-%s"),
        "check": CheckForm(auto_id="check-%s"),
        "decide": DecisionForm(before=before, initial={"version": case.version}, auto_id="decide-%s"),
        "tell": NoticeForm(auto_id="tell-%s"),
    }
