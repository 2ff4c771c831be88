"""Who does which part of a case: each department, whom it waits for, and its answer to be checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.models import Assignment, Case, Reply, Verdict
from anyqtama.people import absences
from anyqtama.people.models import Absence
from anyqtama.ui import moments


@dataclass(frozen=True, slots=True)
class Part:
    """`reply`: the one to be checked; `answer`: what it says."""

    unit: str
    shape: str
    word: str
    note: str
    task: str
    reply: Reply | None
    waits: str = ""
    """Who waits for whom in it, and since when; empty when it is done."""
    answer: str = ""


def parts(case: Case, away: Mapping[int, Absence] = MappingProxyType({})) -> list[Part]:
    """`away`: those who are, and who stands in. The number of queries does not grow with the departments."""
    rows = case.assignments.select_related(
        "unit", "person", "taken_by", "after__unit", "after__person"
    ).prefetch_related("replies__by", "replies__files__file")
    return [
        _part(row, sorted(row.replies.all(), key=lambda reply: reply.pk), away.get(row.person_id or 0))
        for row in rows.order_by("pk")
    ]


def _part(row: Assignment, replies: Sequence[Reply], absence: Absence | None) -> Part:
    last = replies[-1] if replies else None
    shape, word = state(row, last)
    notes = [_("returned: %(number)s") % {"number": row.returns}] if row.returns else []
    if row.taken_by and row.taken_at:
        notes.insert(0, f"{row.taken_by.short_name}, {moments.moment(row.taken_at)}")
    if absence is not None and row.ended_at is None:
        notes.insert(0, absences.words(absence))
    waits = last if last is not None and not last.verdict and row.ended_at is None else None
    answer = waits.text if waits else ""
    return Part(str(row), shape, word, " · ".join(notes), row.task, waits, _waits(row, last), answer)


def _waits(row: Assignment, last: Reply | None) -> str:
    """In a sentence: the department waits for another, for our check, or we for it."""
    if row.ended_at is not None:
        return ""
    if row.after and row.after.ended_at is None:
        return _("%(unit)s waits for %(other)s") % {"unit": row, "other": row.after}
    if last is not None and not last.verdict:
        return _("%(unit)s waits for our check since %(when)s") % {"unit": row, "when": moments.moment(last.at)}
    since = last.checked_at if last is not None and last.checked_at else _began(row)
    return _("We wait for %(unit)s since %(when)s") % {"unit": row, "when": moments.moment(since)}


def _began(row: Assignment) -> datetime:
    """Given, or the moment when the part before it was done."""
    return max(row.at, row.after.ended_at) if row.after and row.after.ended_at else row.at


def state(row: Assignment, last: Reply | None) -> tuple[str, str]:
    """Shape and word of where a department's part stands."""
    if row.ended_at is not None:
        return "good", pgettext("part of a case", "done")
    if row.after and row.after.ended_at is None:
        return "neutral", pgettext("part of a case", "after %(unit)s") % {"unit": row.after}
    if last is not None and not last.verdict:
        return "attention", pgettext("part of a case", "waits for us")
    if last is not None and last.verdict == Verdict.RETURNED:
        return "bad", pgettext("part of a case", "sent back")
    if row.taken_at is not None:
        return "running", pgettext("part of a case", "taken on")
    return "info", pgettext("part of a case", "given")
