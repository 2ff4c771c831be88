"""Shifts that a centre could really have."""

import itertools
from datetime import date, datetime, timedelta

from anyqtama.demo import content
from anyqtama.demo.simulated.rota import Shift, shift
from anyqtama.demo.tests.centre import ALMATY
from anyqtama.people.roles import DESK

PEOPLE = [each for each in content.load().organisation.people if each.role in DESK]
DAYS = [date(2026, 11, 2) + timedelta(days=n) for n in range(28)]


def _shifts() -> dict[str, list[Shift]]:
    found: dict[str, list[Shift]] = {}
    places: dict[str, int] = {}
    for person in PEOPLE:
        place = places.get(person.unit, 0)
        places[person.unit] = place + (person.meaning is None)
        made = [shift(person, place, on, seed=1, zone=ALMATY) for on in DAYS]
        found[person.login] = [each for each in made if each]
    return found


def test_the_city_queue_has_somebody_at_every_hour() -> None:
    city = [each for login, shifts in _shifts().items() for each in shifts if _skilled(login)]
    start = datetime(2026, 11, 3, tzinfo=ALMATY)
    for hour in range(24 * 25):
        at = start + timedelta(hours=hour, minutes=20)
        assert any(each.begins <= at < each.ends for each in city), at


def test_nobody_works_two_shifts_at_once() -> None:
    for login, shifts in _shifts().items():
        for one, following in itertools.pairwise(shifts):
            assert one.ends < following.begins, login


def test_stretches_follow_each_other_and_end_off_shift() -> None:
    for shifts in _shifts().values():
        for each in shifts:
            times = [stretch.begins for stretch in each.stretches]
            assert times == sorted(times)
            assert each.state_at(each.begins) == "available"
            assert each.stretches[-1].state == "offline"
            assert each.state_at(each.begins - timedelta(seconds=1)) == "offline"


def _skilled(login: str) -> bool:
    return "city-services" in next(each.skills for each in PEOPLE if each.login == login)
