"""Who works when: believable shifts with breaks, drawn for each person and day. The roster of the planning to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from anyqtama.demo.content.shapes import Person
from anyqtama.demo.simulated.chances import Chances
from anyqtama.people.roles import DESK, LEADS, Role

HOUR = timedelta(hours=1)
CITY = "operators-city"
CITY_SHIFTS = (8, 11, 13, 15, 21)
NEEDED = frozenset({15, 21})
"""Hours at which a city operator's shift begins, by turns: the queue is open day and night. Two cannot be spared."""
OFFICE_BEGINS = 9
SHIFT = 9 * HOUR
NIGHT = 11 * HOUR


@dataclass(frozen=True, slots=True)
class Stretch:
    """A person is in one working state from `begins` until the next stretch."""

    begins: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Shift:
    begins: datetime
    ends: datetime
    stretches: tuple[Stretch, ...]

    def state_at(self, at: datetime) -> str:
        return next((each.state for each in reversed(self.stretches) if each.begins <= at), "offline")


def shift(person: Person, place: int, on: date, *, seed: int, zone: ZoneInfo) -> Shift | None:
    """The shift that begins on `on`, or None on a day off. `place`: the person's number among colleagues."""
    chances = Chances(seed, "shift", person.login, on)
    hour = _begins(person, place, on)
    if hour is None or (hour not in NEEDED and not person.meaning and chances.happens(0.03)):  # ill or on leave
        return None
    begins = datetime.combine(on, time(hour), zone) + timedelta(seconds=chances.seconds(-420, 240))
    ends = begins + (NIGHT if hour == 21 else SHIFT) + timedelta(seconds=chances.seconds(0, 600))
    return Shift(begins, ends, tuple(_stretches(person, begins, ends, chances)))


def _begins(person: Person, place: int, on: date) -> int | None:
    weekend = on.weekday() >= 5
    if person.meaning and person.role == Role.OPERATOR:  # the cast is met by day
        return 8 if (len(person.login) * 3 + on.toordinal()) % 7 else None
    if person.role in DESK and person.unit == CITY:
        turn = (place - on.toordinal()) % len(CITY_SHIFTS)
        rest = (place * 3 + on.toordinal()) % 7 >= 5
        return None if rest and CITY_SHIFTS[turn] not in NEEDED else CITY_SHIFTS[turn]
    if person.role == Role.OPERATOR and person.unit == "operators-payments":
        if weekend and (place + on.toordinal()) % 2:
            return None
        return (6, 8, 11, 14)[(place + on.toordinal()) % 4]
    if weekend and person.role == Role.CLERK:  # letters come at weekends too
        return OFFICE_BEGINS if (place + on.toordinal()) % 2 else None
    if person.role in DESK | LEADS:
        return None if weekend and person.role not in LEADS else OFFICE_BEGINS
    return None


def _stretches(person: Person, begins: datetime, ends: datetime, chances: Chances) -> Sequence[Stretch]:
    working = "available" if person.role in DESK else "other_work"
    middle = begins + (ends - begins) / 2
    out = [
        ("short_break", begins + 2 * HOUR, chances.seconds(600, 960)),
        ("lunch", middle - HOUR / 2, chances.seconds(2400, 3480)),
        ("short_break", middle + 2 * HOUR, chances.seconds(540, 1020)),
    ]
    if chances.happens(0.15) or person.role in LEADS:
        out.append(("meeting", middle + HOUR, chances.seconds(1500, 2700)))
    elif chances.happens(0.12):
        out.append(("training", middle + HOUR, chances.seconds(2400, 3300)))
    stretches = [Stretch(begins, working)]
    for state, around, seconds in sorted(out, key=lambda row: row[1]):
        leaves = max(around + timedelta(seconds=chances.seconds(-1500, 1500)), stretches[-1].begins)
        back = leaves + timedelta(seconds=seconds)
        if leaves > stretches[-1].begins and back < ends:
            stretches += [Stretch(leaves, state), Stretch(back, working)]
    return [*stretches, Stretch(ends, "offline")]
