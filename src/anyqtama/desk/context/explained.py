"""How a due time was counted, day by day, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from anyqtama.ui import moments


@dataclass(frozen=True, slots=True)
class Summand:
    day: str
    counted: str
    total: str


def promise_in_words(how: Mapping[str, Any]) -> str:
    """The organisation's promise: 16 working hours."""
    minutes = int(how.get("minutes", 0))
    if how.get("rule") != "promise":
        return gettext("Statutory term: %(days)s working days") % {"days": how.get("days", "")}
    if minutes % 60:
        return gettext("Our promise: %(minutes)s working minutes") % {"minutes": minutes}
    return gettext("Our promise: %(hours)s working hours") % {"hours": minutes // 60}


def summands(how: Mapping[str, Any]) -> Sequence[Summand]:
    """Days off are listed too: that they count nothing is part of the explanation."""
    return [_summand(row) for row in how.get("summands", ())]


def _summand(row: Mapping[str, Any]) -> Summand:
    day = moments.weekday(date.fromisoformat(row["day"]))
    if "minutes" not in row:
        return Summand(day, str(row.get("number") or "—"), "")
    if not row["minutes"]:
        idle = gettext("after hours") if row.get("after_hours") else gettext("day off")
        return Summand(day, idle, _hours(row["total_minutes"]))
    return Summand(day, _hours(row["minutes"]), _hours(row["total_minutes"]))


def _hours(minutes: float) -> str:
    return f"{int(minutes) // 60}:{int(minutes) % 60:02}"
