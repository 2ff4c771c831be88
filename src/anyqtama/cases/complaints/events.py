"""The parts of a complaint in the history of its case: who was named, what was checked, decided, told."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.cases.complaints import words
from anyqtama.cases.models import Case
from anyqtama.cases.relating import events as relating_events
from anyqtama.kernel.models import Entry

Told = tuple[str, str, str]
"""Icon, what was done, the words that stand in the row."""
Words = Callable[[Entry, Any], Told]


@dataclass(frozen=True, slots=True)
class At:
    """A row as of another moment than its first: cleared, read."""

    row: Any
    at: datetime


def rows(case: Case, told: Collection[str]) -> Mapping[str, list[Any]]:
    """The rows behind the entries of the kinds `told`, by kind; each has the moment of its entry as `at`."""
    found: dict[str, list[Any]] = {}
    if "case.involved_named" in told:
        named = list(case.involved.select_related("person", "unit").order_by("id"))
        cleared = [At(row, row.cleared_at) for row in named if row.cleared_at]
        found |= {"case.involved_named": named, "case.involved_cleared": cleared}
    if "case.checked" in told:
        found["case.checked"] = list(case.checks.order_by("id"))
    if "case.decided" in told:
        found["case.decided"] = list(case.decisions.select_related("cause").order_by("id"))
    if "case.unit_told" in told:
        notices = list(case.notices.select_related("unit").order_by("id"))
        read = [At(row.unit, row.read_at) for row in notices if row.read_at]
        found |= {"case.unit_told": notices, "case.unit_read": read}
    return found


def _named(entry: Entry, row: Any) -> Told:
    return "user-x", _("named as involved: %(who)s") % {"who": row or "—"}, ""


def _cleared(entry: Entry, row: Any) -> Told:
    return "user-check", _("named no more as involved: %(who)s") % {"who": row.row if row else "—"}, ""


def _checked(entry: Entry, row: Any) -> Told:
    what = _("checked: %(what)s. %(result)s") % {
        "what": row.what if row else "—", "result": words.RESULTS[entry.payload["result"]],
    }  # fmt: skip
    return "clipboard-check", what, row.found if row else ""


def _decided(entry: Entry, row: Any) -> Told:
    said = entry.payload
    facts = {"outcome": words.OUTCOMES[said["outcome"]], "cause": row.cause if row else said["cause"]}
    what = _("decided: %(outcome)s. Cause: %(cause)s") % facts
    if said["before"]:
        what = _("decided anew: %(outcome)s. Cause: %(cause)s") % facts
    text = "\n\n".join(part for part in (row.grounds, row.remedy, row.lesson) if part) if row else ""
    return "scale", what, text


def _told(entry: Entry, row: Any) -> Told:
    return "megaphone", _("told the department: %(unit)s") % {"unit": row.unit if row else "—"}, row.text if row else ""


def _read(entry: Entry, row: Any) -> Told:
    return "check", _("read it for the department: %(unit)s") % {"unit": row.row if row else "—"}, ""


EVENTS: Mapping[str, Words] = {
    "case.involved_named": _named,
    "case.involved_cleared": _cleared,
    "case.checked": _checked,
    "case.decided": _decided,
    "case.unit_told": _told,
    "case.unit_read": _read,
    "case.related": relating_events.related,
    "case.unrelated": relating_events.unrelated,
}
