"""Who does which part of a case: each department, whom it waits for, and its answer to be checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.models import Assignment, Case, Reply, Verdict
from anyqtama.ui import moments


@dataclass(frozen=True, slots=True)
class Part:
    """`reply`: the one to be checked."""

    unit: str
    shape: str
    word: str
    note: str
    task: str
    reply: Reply | None


def parts(case: Case) -> list[Part]:
    """The number of queries does not grow with the departments."""
    rows = case.assignments.select_related("unit", "taken_by", "after__unit").prefetch_related(
        "replies__by", "replies__files__file"
    )
    return [_part(row, sorted(row.replies.all(), key=lambda reply: reply.pk)) for row in rows.order_by("pk")]


def _part(row: Assignment, replies: Sequence[Reply]) -> Part:
    last = replies[-1] if replies else None
    shape, word = state(row, last)
    notes = [_("returned: %(number)s") % {"number": row.returns}] if row.returns else []
    if row.taken_by and row.taken_at:
        notes.insert(0, f"{row.taken_by.short_name}, {moments.moment(row.taken_at)}")
    waits = last if last is not None and not last.verdict and row.ended_at is None else None
    return Part(str(row.unit), shape, word, " · ".join(notes), row.task, waits)


def state(row: Assignment, last: Reply | None) -> tuple[str, str]:
    """Shape and word of where a department's part stands."""
    if row.ended_at is not None:
        return "good", pgettext("part of a case", "done")
    if row.after and row.after.ended_at is None:
        return "neutral", pgettext("part of a case", "after %(unit)s") % {"unit": row.after.unit}
    if last is not None and not last.verdict:
        return "attention", pgettext("part of a case", "waits for us")
    if last is not None and last.verdict == Verdict.RETURNED:
        return "bad", pgettext("part of a case", "sent back")
    if row.taken_at is not None:
        return "running", pgettext("part of a case", "taken on")
    return "info", pgettext("part of a case", "given")
