"""What a chosen kind adds to the list: its choice fields, cause and decision, as columns, filters and cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.complaints import causes, words
from anyqtama.cases.kinds import fields, parts
from anyqtama.cases.models import Case, CaseKind, Cause, Decision
from anyqtama.cases.seeing import Seeing
from anyqtama.kernel.labels import label

PREFIX = "own_"
UNDECIDED = "none"
Value = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`of` reads no database once `with_decisions` was asked for; it keeps the language it was made in."""

    title: str
    of: Value


def filters(kind: CaseKind | None, reader: Seeing) -> dict[str, forms.Field]:
    """Form fields by their names in the address."""
    if kind is None:
        return {}
    made: dict[str, forms.Field] = {
        PREFIX + field.key: forms.ChoiceField(
            label=str(field), required=False,
            choices=[("", "—"), *((one["value"], label(one["names"])) for one in field.options)],
        )
        for field in listed(kind, reader)
    }  # fmt: skip
    if parts.has(kind, parts.VERDICT):
        outcomes = [
            ("", "—"),
            *words.OUTCOMES.items(),
            (UNDECIDED, pgettext("decision on a complaint", "Not decided yet")),
        ]
        made["outcome"] = forms.ChoiceField(
            label=pgettext("on a complaint", "Decision"), required=False, choices=outcomes
        )
        made["cause"] = forms.ModelChoiceField(Cause.objects.all(), label=_("Cause"), required=False)
        made["cause"].choices = causes.choices(active=False)  # type: ignore[attr-defined]
    return made


def narrowed(cases: QuerySet[Case], wanted: Mapping[str, object]) -> QuerySet[Case]:
    """`wanted`: the cleaned values of `filters`, those that say something."""
    for name, value in wanted.items():
        if name.startswith(PREFIX):
            cases = cases.filter(**{f"fields__{name.removeprefix(PREFIX)}": value})
    decided = Decision.objects.filter(replaced_at=None)
    if wanted.get("outcome") == UNDECIDED:
        cases = cases.exclude(pk__in=decided.values("case"))
    elif outcome := wanted.get("outcome"):
        cases = cases.filter(pk__in=decided.filter(outcome=outcome).values("case"))
    cause = wanted.get("cause")
    if isinstance(cause, Cause):
        cases = cases.filter(pk__in=decided.filter(cause__in=causes.within(cause)).values("case"))
    return cases


def with_decisions(cases: QuerySet[Case]) -> QuerySet[Case]:
    rows = Decision.objects.filter(replaced_at=None).select_related("cause")
    return cases.prefetch_related(Prefetch("decisions", queryset=rows, to_attr="in_force"))


def columns(kind: CaseKind | None, language: str, reader: Seeing) -> Sequence[Column]:
    if kind is None:
        return []
    made = []
    if parts.has(kind, parts.VERDICT):
        outcomes = {code: str(word) for code, word in words.OUTCOMES.items()}
        title = pgettext("on a complaint", "Decision")
        made.append(Column(title, lambda case: _decided(case, lambda one: outcomes[one.outcome])))
        made.append(Column(_("Cause"), lambda case: _decided(case, lambda one: label(one.cause.names, language))))
    made += [Column(label(field.names, language), _field(field, language)) for field in listed(kind, reader)]
    return made


def listed(kind: CaseKind, reader: Seeing) -> list[fields.Field]:
    """Nobody sees a column, nor narrows by a field, that is not for their role."""
    return [field for field in reader.own(kind) if field.type == "choice"]


def _field(field: fields.Field, language: str) -> Value:
    names = {str(one["value"]): label(one["names"], language) for one in field.options}
    return lambda case: names.get(str(case.fields.get(field.key, "")), "")


def _decided(case: Case, say: Callable[[Decision], str]) -> str:
    made: Sequence[Decision] = getattr(case, "in_force", ())
    return say(made[0]) if made else ""
