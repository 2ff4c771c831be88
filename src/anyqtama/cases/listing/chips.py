"""The filters in force, each with the address that takes it off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.listing.filters import STATE_CHOICES, VIEWS, FilterForm, Wanted
from anyqtama.cases.listing.own import PREFIX
from anyqtama.ui import moments


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    remove_url: str


def chips(wanted: Wanted, query: QueryDict, form: FilterForm) -> list[Chip]:
    shown = [*_in_force(wanted), *_own(wanted, form)]
    return [Chip(label, value, without(query, name)) for name, label, value in shown]


def _own(wanted: Wanted, form: FilterForm) -> Iterator[tuple[str, str, str]]:
    """What narrows by the chosen kind's own fields."""
    for name, value in wanted.own.items():
        field: Any = form.fields[name]
        known = {str(key): str(word).strip() for key, word in field.choices}
        yield name, str(field.label), known.get(str(getattr(value, "pk", value)), str(value))


def _in_force(wanted: Wanted) -> Iterator[tuple[str, str, str]]:
    if wanted.words:
        yield "words", _("Words"), wanted.words
    if wanted.topic:
        yield "topic", _("Topic"), str(wanted.topic)
    if wanted.kind:
        yield "kind", pgettext("of a case", "Kind"), str(wanted.kind)
    if wanted.state:
        yield "state", _("State"), str(dict(STATE_CHOICES)[wanted.state])
    if wanted.department:
        yield "department", _("Department"), str(wanted.department)
    if wanted.since:
        yield "since", _("Registered since"), moments.day_year(wanted.since)
    if wanted.street:
        yield "street", pgettext("address", "Street"), wanted.street


def without(query: QueryDict, name: str) -> str:
    left = query.copy()
    own = [each for each in query if each.startswith(PREFIX) or each in {"cause", "outcome"}] if name == "kind" else []
    for gone in (name, "page", *own):
        left.pop(gone, None)
    return f"?{left.urlencode()}"


def tabs(wanted: Wanted, counts: Mapping[str, object], query: QueryDict) -> list[dict[str, object]]:
    """The saved views keep the filters that are in force."""
    left = query.copy()
    for gone in ("page", "view"):
        left.pop(gone, None)
    rest = left.urlencode()
    return [
        {"label": name, "url": f"?view={view}{'&' if rest else ''}{rest}", "count": str(counts[view]),
         "current": view == wanted.view}
        for view, name in VIEWS.items()
    ]  # fmt: skip
