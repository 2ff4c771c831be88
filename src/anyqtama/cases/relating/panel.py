"""What the page of a case shows of the cases it belongs together with, and of those that are alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from anyqtama.cases import seeing
from anyqtama.cases.models import Case, CaseState, Relation, RelationKind
from anyqtama.cases.relating.forms import RelateForm, SplitForm
from anyqtama.people import access
from anyqtama.people.models import Person

WORDS: Mapping[tuple[str, bool], Promise] = {
    (RelationKind.RELATED, True): pgettext_lazy("case", "related"),
    (RelationKind.RELATED, False): pgettext_lazy("case", "related"),
    (RelationKind.SAME, True): pgettext_lazy("case", "leads: its answer goes to this client too"),
    (RelationKind.SAME, False): pgettext_lazy("case", "further applicant, gets the same answer"),
    (RelationKind.PART, True): pgettext_lazy("case", "this one was split off from it"),
    (RelationKind.PART, False): pgettext_lazy("case", "a part, split off"),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """`sees`: the reader may open the other case; else only its number is said. `parts`: it can be undone."""

    relation: Relation
    other: Case
    subject: str
    word: str
    sees: bool
    parts: bool


def shown(case: Case, person: Person, *, works: bool, given: Mapping[str, forms.Form]) -> dict[str, Any]:
    acts = works and case.state != CaseState.CLOSED
    blank: dict[str, forms.Form] = {}
    if acts:
        seen = {"version": case.version}
        blank = {
            "relate": RelateForm(auto_id="relate-%s"),
            "split": SplitForm(case=case, initial=seen, auto_id="split-%s"),
        }
    rows = ties(case, person, works=works)
    leader = next((tie.other for tie in rows if tie.relation.kind == RelationKind.SAME and tie.other != case
                   and tie.relation.case_id == case.pk), None)  # fmt: skip
    return {
        "ties": rows,
        "joined_to": leader,
        "relates": acts,
        "relating_forms": {**blank, **given} if acts else {},
        "relating_opened": next(iter(given), ""),
    }


def ties(case: Case, person: Person, *, works: bool) -> list[Tie]:
    """Two queries, however many there are."""
    rows = Relation.objects.filter(Q(case=case) | Q(other=case), ended_at=None)
    found = list(rows.select_related("case__client", "other__client").order_by("kind", "pk"))
    others = [row.other_id if row.case_id == case.pk else row.case_id for row in found]
    seen = set(access.visible(person, Case).filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    reader = seeing.seeing(person)
    return [_tie(row, case, seen, works, reader) for row in found]


def _tie(row: Relation, case: Case, seen: set[int], works: bool, reader: seeing.Seeing) -> Tie:
    first = row.case_id == case.pk
    other = row.other if first else row.case
    word, parts = str(WORDS[row.kind, first]), works and row.kind != RelationKind.PART
    return Tie(row, other, reader.subject(other), word, other.pk in seen, parts)
