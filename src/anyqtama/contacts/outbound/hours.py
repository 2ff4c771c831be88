"""When a client may be called or written to: hours of law and list, the calendar, in the client's time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import opening_hours
from anyqtama.contacts.models import OutboundList
from anyqtama.contacts.outbound.zones import Zones
from anyqtama.kernel import calendars, rules

LAW = "outbound.hours"
"""The rule whose value says the hours: 09:00-20:00."""
STEP, AHEAD = timedelta(minutes=15), timedelta(days=8)


class HoursUnreadable(Exception):
    message = _(
        "The rule of law about the hours for contacting clients on our own must be written as 09:00-20:00. "
        "Ask the system administrator to mend it."
    )


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hours of one list as they are now."""

    earliest: time
    latest: time
    weekly: dict[str, list[list[str]]] | None
    works: Callable[[date], bool]

    def now(self, zones: Zones, at: datetime) -> bool:
        """In every zone where the client may be."""
        return all(self._in(at.astimezone(zone)) for zone in zones)

    def opens(self, zones: Zones, at: datetime) -> datetime | None:
        """The next quarter of an hour that is allowed, within eight days."""
        quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
        moment = quarter
        while moment < quarter + AHEAD:
            moment += STEP
            if self.now(zones, moment):
                return moment
        return None

    def _in(self, local: datetime) -> bool:
        if not self.earliest <= local.time() < self.latest:
            return False
        return self.works(local.date()) and opening_hours.within_local_hours(self.weekly, local)


def of_law(at: datetime) -> str:
    """As the rule writes them, for people; empty where they are not loaded."""
    try:
        return rules.rule(LAW, on=timezone.localdate(at)).value
    except rules.NoRule:
        return ""


def allowed(outbound: OutboundList, at: datetime) -> Allowed:
    """Raises kernel.rules.NoRule where the law's hours are not loaded: nothing is guessed."""
    earliest, _dash, latest = rules.rule(LAW, on=timezone.localdate(at)).value.partition("-")
    try:
        law = time.fromisoformat(earliest.strip()), time.fromisoformat(latest.strip())
    except ValueError:
        raise HoursUnreadable from None
    return Allowed(*law, outbound.hours, _every_day if outbound.days_off else _working_days())


def _every_day(_day: date) -> bool:
    return True


def _working_days() -> Callable[[date], bool]:
    """Days that no calendar covers are not worked: nothing is guessed."""
    calendar = calendars.working_calendar()

    def works(day: date) -> bool:
        try:
            return calendar.is_working(day)
        except calendars.CalendarMissing:
            return False

    return works
