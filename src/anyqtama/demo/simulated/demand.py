"""When clients come and with what: a day drawn by the science of arrivals, its talks chosen by weight and season."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from anyqtama.demo import content
from anyqtama.demo.content.shapes import Dialogue, Outcome
from anyqtama.demo.simulated.chances import Chances
from anyqtama.demo.simulated.clients import Who, invent
from anyqtama.science.simulation import ArrivalParams, draw_arrivals

DAY_SECONDS = 86_400
HOURLY = (3, 2, 1, 1, 1, 2, 5, 11, 20, 29, 33, 31, 26, 25, 29, 30, 28, 26, 24, 22, 18, 13, 9, 5)
WEEKLY = (1.25, 1.12, 1.06, 1.04, 1.02, 0.82, 0.69)
"""Relative weights of the hours of a day and of the days of a week, Monday first."""
BURST_CHANCE = 0.12
REGULARS = 60
PEOPLE_A_DAY = 5_000
KNOWN_TOPIC = 0.86


class Way(StrEnum):
    CHAT = "chat"
    PHONE = "phone"
    WRITTEN = "written"


WAYS = ((Way.CHAT, Way.PHONE, Way.WRITTEN), (68, 24, 8))


@dataclass(frozen=True, slots=True)
class Coming:
    """One client comes at `at`. `regular`: a caller the centre knows; `says_topic`: chose it before writing."""

    key: str
    at: datetime
    way: Way
    dialogue: Dialogue
    who: Who
    named: bool
    returning: bool
    says_topic: bool
    chances: Chances


def rates(per_day: float) -> ArrivalParams:
    halves = [weight for hour in HOURLY for weight in (hour, hour)]
    return ArrivalParams.from_shape(mean_per_day=per_day, daily_shape=halves, weekly_shape=WEEKLY)


def day(on: date, *, per_day: float, seed: int, zone: ZoneInfo) -> Iterator[Coming]:
    """Everyone who comes on a local day, in order."""
    chances = Chances(seed, "day", on)
    weekday = on.weekday() * DAY_SECONDS
    arrivals = draw_arrivals(
        rates(per_day), starts_at_week_second=weekday, period_seconds=DAY_SECONDS, rng=chances.numbers
    )
    midnight = datetime.combine(on, time.min, zone)
    comes: list[tuple[float, Dialogue | None]] = [(float(second), None) for second in arrivals.seconds]
    comes += _burst(on, per_day, chances)
    for number, (second, dialogue) in enumerate(sorted(comes, key=lambda pair: pair[0])):
        index = on.toordinal() % 1_000 * PEOPLE_A_DAY + number
        yield coming(midnight + timedelta(seconds=second), index=index, seed=seed, dialogue=dialogue)


def coming(at: datetime, *, index: int, seed: int, dialogue: Dialogue | None = None) -> Coming:
    """One client, by their number."""
    chances = Chances(seed, "client", index)
    dialogue = dialogue or chances.weighted(*_playable(at.month))
    way = _way(dialogue, chances)
    named = dialogue.outcome in {Outcome.REGISTERED, Outcome.ABUSIVE} or chances.happens(0.7)
    if way == Way.PHONE and chances.happens(0.35):
        who = regular(chances.whole(0, REGULARS - 1), seed=seed, language=dialogue.language)
    else:
        who = invent(REGULARS * 3 + index, dialogue.language, Chances(seed, "person", index))
    return Coming(
        key=f"demo-{seed}-{index}",
        at=at,
        way=way,
        dialogue=dialogue,
        who=who,
        named=named or way != Way.CHAT,
        returning=chances.happens(0.18),
        says_topic=chances.happens(KNOWN_TOPIC),
        chances=chances,
    )


def regular(number: int, *, seed: int, language: str) -> Who:
    """A caller whose number the centre knows from before; who speaks one language only."""
    place = ("kk", "ru", "en").index(language) * REGULARS + number
    return invent(place, language, Chances(seed, "regular", place))


def regulars(*, seed: int) -> list[Who]:
    return [regular(number, seed=seed, language=language) for language in ("kk", "ru") for number in range(REGULARS)]


def _playable(month: int) -> tuple[Sequence[Dialogue], Sequence[float]]:
    now = [each for each in content.load().dialogues if not each.months or month in each.months]
    return now, [each.weight for each in now]


def _way(dialogue: Dialogue, chances: Chances) -> Way:
    if dialogue.outcome in {Outcome.ABANDONED, Outcome.ABUSIVE}:
        return Way.CHAT
    topic = next(each for each in content.load().catalogue.topics if each.code == dialogue.topic)
    if topic.queue == "written-requests" and chances.happens(0.6):
        return Way.WRITTEN
    return chances.weighted(*WAYS)


def _burst(on: date, per_day: float, chances: Chances) -> list[tuple[float, Dialogue | None]]:
    """Now and then one accident brings many at once: a main breaks, a district goes dark."""
    if not chances.happens(BURST_CHANCE):
        return []
    sudden = [
        each for each in content.load().dialogues if each.topic in {"water-outage", "power-outage", "water-burst"}
    ]
    begins = chances.seconds(8 * 3600, 19 * 3600)
    many = max(3, round(per_day * chances.seconds(0.12, 0.25)))
    return [(begins + chances.patience(420), chances.one(sudden)) for _ in range(many)]
