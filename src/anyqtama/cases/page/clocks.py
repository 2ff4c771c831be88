"""The clocks as the page of a case shows them: what is left or was needed, by when, and how it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases import words
from anyqtama.cases.models import Case, CaseState, Clock, ClockOf
from anyqtama.cases.page.clock import Summand, amount_of, summands
from anyqtama.ui import moments

NAMES: dict[str, Promise] = {
    ClockOf.REPLY: pgettext_lazy("support clock", "First reply"),
    ClockOf.DIAGNOSIS: pgettext_lazy("support clock", "Cause found"),
    ClockOf.FIX: pgettext_lazy("support clock", "Put right"),
}
ORDER = list(NAMES)


@dataclass(frozen=True, slots=True)
class Shown:
    """`said`: 2 h left, 40 min late, after 1 h 20 min; `why`: what it counts."""

    name: str
    shape: str
    said: str
    due: datetime
    why: str
    summands: Sequence[Summand]


def clocks(case: Case, at: datetime) -> list[Shown]:
    """One query."""
    rows = sorted(case.clocks.all(), key=lambda clock: ORDER.index(clock.what))
    return [_shown(case, clock, at) for clock in rows]


def _shown(case: Case, clock: Clock, at: datetime) -> Shown:
    shape, said = _state(case, clock, at)
    return Shown(str(NAMES[clock.what]), shape, said, clock.due_at, amount_of(clock.how), list(summands(clock.how)))


def _state(case: Case, clock: Clock, at: datetime) -> tuple[str, str]:
    if clock.stopped_at is not None:
        if clock.stopped_at == case.began_at:
            return "good", _("in the talk itself")
        took = {"time": moments.span(clock.stopped_at - case.began_at)}
        if clock.stopped_at <= clock.due_at:
            return "good", _("after %(time)s, in time") % took
        return "bad", _("after %(time)s, too late") % took
    if case.state == CaseState.CLOSED:
        return "neutral", _("closed without it")
    left = clock.due_at - at
    if left < timedelta():
        return "bad", _("%(time)s late") % {"time": moments.span(-left)}
    return "attention" if left < words.SOON / 4 else "running", _("%(time)s left") % {"time": moments.span(left)}
