"""The clock of a case: what is left, a strip of the days it is counted over, and every summand with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anyqtama.cases import words
from anyqtama.cases.models import Case
from anyqtama.cases.page.strip import Day, strip
from anyqtama.kernel import calendars
from anyqtama.kernel.labels import label
from anyqtama.ui import moments


@dataclass(frozen=True, slots=True)
class Summand:
    """`counted` False: a day that adds nothing, which is part of the explanation."""

    day: str
    value: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Statute:
    text: str
    act: str
    article: str
    sure: str
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Clock:
    shape: str
    amount: str
    words: str
    due: datetime
    days: Sequence[Day]
    rule: str
    rule_value: str
    working_left: str
    summands: Sequence[Summand]
    statute: Statute | None
    extended: str


def clock(case: Case, at: datetime) -> Clock:
    how: Mapping[str, Any] = case.due_how
    promised = how.get("rule") == "promise"
    shape, amount, said = _left(case, at)
    return Clock(
        shape=shape,
        amount=amount,
        words=said,
        due=case.due_at,
        days=strip(
            case.began_at, case.due_at, at, {date.fromisoformat(row["day"]): _worked(row) for row in _rows(how)}
        ),
        rule=_("Promise of the service for this topic") if promised else label(how.get("term", {})) or _("Term by law"),
        rule_value=amount_of(how),
        working_left=_working_left(case, at),
        summands=list(summands(how)),
        extended=_extended(how),
        statute=None if promised else _statute(how),
    )


def amount_of(how: Mapping[str, Any]) -> str:
    """How much time is given, in words: working hours, hours around the clock, working or calendar days."""
    minutes, days = int(how.get("minutes", 0)), int(how.get("days", 0))
    if how.get("clock") == "always":
        return _("%(time)s, around the clock") % {"time": moments.span(minutes * 60)}
    if how.get("rule") == "promise":
        return working_time(minutes)
    if how.get("unit") == "calendar_days":
        return ngettext("%(days)s calendar day", "%(days)s calendar days", days) % {"days": days}
    return working_days(days)


def working_time(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return _("%(hours)s h %(minutes)s min of working time") % {"hours": hours, "minutes": rest}
    return ngettext("%(hours)s working hour", "%(hours)s working hours", hours) % {"hours": hours}


def working_days(days: int) -> str:
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def summands(how: Mapping[str, Any]) -> Iterator[Summand]:
    for row in _rows(how):
        day = moments.weekday(date.fromisoformat(row["day"]))
        if "minutes" in row:
            worked = bool(row["minutes"])
            yield Summand(day, moments.span(row["minutes"] * 60) if worked else _idle(row), worked)
        else:
            counted = bool(row.get("number"))
            yield Summand(day, _("day %(number)s") % {"number": row["number"]} if counted else _role(row), counted)


def _idle(row: Mapping[str, Any]) -> str:
    return _("received after hours, not counted") if row.get("after_hours") else _("day off")


def _role(row: Mapping[str, Any]) -> str:
    return {
        "received": _("day of receipt, not counted"),
        "received_after_hours": _("received after hours, not counted"),
        "received_day_off": _("received on a day off, not counted"),
        "counts_as_received": _("counts as the day of receipt"),
        "day_off": _("day off"),
        "moved_on": _("day off, the end moves on"),
    }.get(row.get("role", ""), "—")


def _worked(row: Mapping[str, Any]) -> bool:
    if "minutes" in row:
        return bool(row["minutes"])
    return row.get("role") not in {"day_off", "moved_on", "received_day_off"}


def _rows(how: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = how.get("summands", ())
    return found


def _left(case: Case, at: datetime) -> tuple[str, str, str]:
    if case.answered_at is not None:
        in_time = case.answered_at <= case.due_at
        apart = moments.span(abs(case.due_at - case.answered_at))
        if in_time:
            return "good", apart, _("to spare when it was answered")
        return "bad", apart, _("late when it was answered")
    if case.state not in words.WAITING:
        return "neutral", "—", _("closed without an answer")
    left = case.due_at - at
    if left < timedelta():
        return "bad", moments.span(-left), _("late")
    return "attention" if left < words.SOON else "neutral", moments.span(left), _("until due")


def _working_left(case: Case, at: datetime) -> str:
    """Empty where nothing is left, or where the calendar of these days is not loaded any more."""
    if case.state not in words.WAITING or case.due_at <= at:
        return ""
    try:
        minutes = calendars.working_minutes(at, case.due_at)
    except calendars.CalendarMissing:
        return ""
    return working_time(round(minutes))


def _extended(how: Mapping[str, Any]) -> str:
    """The due time before it was extended, and by which article."""
    told = how.get("extended")
    if not told:
        return ""
    was = moments.stamp(datetime.fromisoformat(told["from"]))
    return _("Extended, art. %(article)s; it was %(due)s") % {"article": told["article"], "due": was}


def _statute(how: Mapping[str, Any]) -> Statute:
    verified = how.get("verified_on", "")
    sure = {"high": _("sure"), "medium": _("fairly sure"), "low": _("unsure, ask a lawyer")}
    return Statute(
        text=label(how.get("texts", {})),
        act=str(how.get("act", "")),
        article=str(how.get("article", "")),
        sure=sure.get(str(how.get("confidence", "")), str(how.get("confidence", ""))),
        verified_on=date.fromisoformat(verified) if verified else None,
    )
