"""A roster problem in our JSON format, as docs/science/rostering.md describes it: read, checked, place by place."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anyqtama.science.commands.json_node import DAY, Node
from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering import (
    Break,
    Cover,
    Errand,
    Fairness,
    Period,
    Person,
    Problem,
    Rotation,
    Rule,
    RuleKind,
    Shift,
    Wish,
)
from anyqtama.science.rostering.problem import MOST_DAYS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LABOUR = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A problem with its first day, the breaks of each shift, and the activities to place."""

    problem: Problem
    first_day: date
    breaks: dict[str, tuple[Break, ...]]
    errands: tuple[Errand, ...] = ()
    slot_minutes: int = 15
    apart: int = 60

    def date_of(self, day: int) -> str:
        return (self.first_day + timedelta(days=day)).isoformat()


def read_plan(text: str, name: str = "file") -> Plan:
    """Read our format.

    Raises
    ------
    BadInput
        With the place in the file, what is wrong there and what to do.
    """
    try:
        whole_file = json.loads(text)
    except ValueError as error:
        raise BadInput(where=name, what=f"is no JSON ({error})", mend="check commas, quotes and braces") from error
    root = Node(whole_file, name).known(
        "about", "first_day", "days", "shifts", "breaks", "rules", "labour", "contracts", "people", "cover",
        "fairness", "activities", "slot_minutes", "breaks_apart",
    )  # fmt: skip
    days = root.get("days").count(least=1, most=MOST_DAYS)
    try:
        first = date.fromisoformat(root.get("first_day").text())
    except ValueError as error:
        raise root.get("first_day").refuse("is no date", "write it such as 2026-11-30") from error
    breaks = {rest.get("name").text(): _break(rest) for rest in root.get("breaks", []).items()}
    shifts, due = [], {}
    for node in root.get("shifts").items():
        shift, rests = _shift(node, breaks)
        shifts.append(shift)
        due[shift.name] = rests
    calendar = _Calendar(first, days)
    labour = _labour(root)
    common = [*labour, *((node, node.get("of", []).names()) for node in root.get("rules", []).items())]
    contracts = {
        node.known("name", "rules").get("name").text(): [(rule, frozenset[str]()) for rule in node.get("rules").items()]
        for node in root.get("contracts", []).items()
    }
    people = tuple(_person(node, calendar, shifts, common, contracts) for node in root.get("people").items())
    problem = Problem(
        days=days,
        shifts=tuple(shifts),
        people=people,
        cover=tuple(cover for node in root.get("cover", []).items() for cover in _cover(node, calendar)),
        fairness=tuple(_fairness(node) for node in root.get("fairness", []).items()),
        first_weekday=first.weekday(),
    )
    return Plan(
        problem=problem,
        first_day=first,
        breaks=due,
        errands=tuple(_errand(node, calendar, problem) for node in root.get("activities", []).items()),
        slot_minutes=root.get("slot_minutes", 15).count(least=1),
        apart=root.get("breaks_apart", 60).count(),
    )


@dataclass(frozen=True, slots=True)
class _Calendar:
    first: date
    days: int

    def some(self, node: Node) -> list[int]:
        """Read days: a date, [from, to], or a list of dates and weekdays; "all" is every day."""
        if node.value == "all":
            return list(range(self.days))
        found: list[int] = []
        for part in node.items() if isinstance(node.value, list) else [node]:
            if part.value in WEEKDAYS:
                wanted = WEEKDAYS.index(part.value)
                found += [day for day in range(self.days) if (self.first.weekday() + day) % 7 == wanted]
            elif isinstance(part.value, list):
                ends = [end.day(self.first, self.days) for end in part.items()]
                if len(ends) != 2 or ends[0] > ends[1]:
                    raise part.refuse("is no span of days", "write [first, last]")
                found += range(ends[0], ends[1] + 1)
            else:
                found.append(part.day(self.first, self.days))
        return found


def _break(node: Node) -> Break:
    node.known("name", "minutes", "earliest", "latest", "paid")
    return Break(
        name=node.get("name").text(),
        minutes=node.get("minutes").count(least=1),
        earliest=node.get("earliest").count(),
        latest=node.get("latest").count(),
        paid=bool(node.get("paid", True).value),
    )


def _shift(node: Node, breaks: dict[str, Break]) -> tuple[Shift, tuple[Break, ...]]:
    node.known("name", "begins", "ends", "paid_minutes", "needs", "tags", "breaks")
    begins, ends = node.get("begins").minute(), node.get("ends").minute()
    lasts = ends - begins if ends > begins else ends + DAY - begins
    rests = []
    for rest in node.get("breaks", []).items():
        if rest.text() not in breaks:
            raise rest.refuse(f"is {rest.value!r}, no break of this file", f"known are {', '.join(breaks)}")
        rests.append(breaks[rest.text()])
        if rests[-1].earliest + rests[-1].minutes > lasts:
            raise rest.refuse(f"{rest.value!r} does not fit into the shift", "begin its window earlier")
    unpaid = sum(rest.minutes for rest in rests if not rest.paid)
    shift = Shift(
        name=node.get("name").text(),
        begins=begins % DAY,
        lasts=lasts,
        minutes=node.get("paid_minutes", max(lasts - unpaid, 1)).count(least=1),
        needs=node.get("needs", []).names(),
        tags=node.get("tags", []).names(),
    )
    return shift, tuple(sorted(rests, key=lambda rest: rest.earliest))


def _labour(root: Node) -> list[tuple[Node, frozenset[str]]]:
    """Rules by law: "kz" for those that ship, or a list in the file itself."""
    if not root.has("labour"):
        return []
    if isinstance(root.value["labour"], str):
        name = root.get("labour").text()
        path = LABOUR / f"labour_{name}.json"
        if not name.isalnum() or not path.exists():
            have = ", ".join(sorted(p.stem.removeprefix("labour_") for p in LABOUR.glob("labour_*.json")))
            raise root.get("labour").refuse(f"is {name!r}", f"known are {have}; or write the rules here as a list")
        listed = Node(json.loads(path.read_text(encoding="utf-8"))["rules"], path.name)
    else:
        listed = root.get("labour")
    return [(node, node.get("of", []).names()) for node in listed.items()]


def _rule(node: Node, shifts: list[Shift]) -> Rule | None:
    node.known(
        "name", "kind", "least", "most", "shifts", "then", "per", "weight", "squared", "source", "confidence", "of",
        "longer_than", "touching",
    )  # fmt: skip
    kinds = [kind.value for kind in RuleKind]
    if node.get("kind").value not in kinds:
        raise node.get("kind").refuse(f"is {node.get('kind').value!r}", f"use one of {', '.join(kinds)}")
    periods = [period.value for period in Period]
    if node.get("per", "horizon").value not in periods:
        raise node.get("per").refuse(f"is {node.get('per').value!r}", f"use one of {', '.join(periods)}")
    chosen = node.get("shifts").names() if node.has("shifts") else None
    for key, meets in (("longer_than", _longer), ("touching", _touching)):
        if node.has(key):
            chosen = frozenset(shift.name for shift in shifts if meets(node.get(key), shift))
            if not chosen:
                return None
    return Rule(
        name=node.get("name").text(),
        kind=RuleKind(node.get("kind").value),
        least=node.get("least").count() if node.has("least") else None,
        most=node.get("most").count() if node.has("most") else None,
        shifts=chosen,
        then=node.get("then", []).names(),
        per=Period(node.get("per", "horizon").value),
        weight=node.get("weight").weight() if node.has("weight") else None,
        squared=bool(node.get("squared", False).value),
        source=node.get("source", "-").text() if node.has("source") else "",
    )


def _longer(node: Node, shift: Shift) -> bool:
    return shift.lasts > node.count()


def _touching(node: Node, shift: Shift) -> bool:
    """Whether a shift has time between two times of day; the span may pass midnight."""
    begin, end = (part.minute() for part in node.items())
    spans = [(begin, end)] if begin < end else [(begin - DAY, end), (begin, end + DAY), (begin + DAY, end + 2 * DAY)]
    return any(shift.begins < last and first < shift.ends for first, last in spans)


def _person(
    node: Node,
    calendar: _Calendar,
    shifts: list[Shift],
    common: list[tuple[Node, frozenset[str]]],
    contracts: dict[str, list[tuple[Node, frozenset[str]]]],
) -> Person:
    node.known(
        "name", "contract", "groups", "skills", "languages", "absent", "barred", "locked", "wishes", "rotation",
        "history", "rules",
    )  # fmt: skip
    groups = node.get("groups", []).names()
    rules = [*common, *((rule, frozenset[str]()) for rule in node.get("rules", []).items())]
    if node.has("contract"):
        contract = node.get("contract").text()
        if contract not in contracts:
            raise node.get("contract").refuse(f"is {contract!r}", f"known are {', '.join(contracts) or 'none'}")
        rules = [*contracts[contract], *rules]
    made = [_rule(rule, shifts) for rule, of in rules if not of or of & groups]
    absent: set[int] = set()
    if node.has("absent"):
        absent.update(calendar.some(node.get("absent")))
    return Person(
        name=node.get("name").text(),
        rules=tuple(rule for rule in made if rule is not None),
        skills=node.get("skills", []).names(),
        languages=node.get("languages", []).names(),
        absent=frozenset(absent),
        barred=_by_day(node.get("barred", {}), calendar, Node.names),
        locked=_by_day(node.get("locked", {}), calendar, _shift_or_off),
        wishes=tuple(wish for part in node.get("wishes", []).items() for wish in _wishes(part, calendar)),
        rotation=_rotation(node.get("rotation")) if node.has("rotation") else None,
        history=tuple(_shift_or_off(part) for part in node.get("history", []).items()),
    )


def _by_day(node: Node, calendar: _Calendar, read: Callable[[Node], Any]) -> dict[int, Any]:
    return {Node(key, node.where).day(calendar.first, calendar.days): read(part) for key, part in node.entries()}


def _shift_or_off(node: Node) -> str | None:
    name = node.text()
    return None if name == "-" else name


def _wishes(node: Node, calendar: _Calendar) -> list[Wish]:
    """A wish for a shift or "-" (the day off), or against a shift with "wanted": false."""
    node.known("day", "days", "shift", "wanted", "weight")
    shift, wanted = _shift_or_off(node.get("shift")), bool(node.get("wanted", True).value)
    if shift is None:
        wanted = not wanted
    days = calendar.some(node.get("days" if node.has("days") else "day"))
    weight = node.get("weight", 1).weight()
    return [Wish(day=day, shift=shift, wanted=wanted, weight=weight) for day in days]


def _rotation(node: Node) -> Rotation:
    node.known("families", "phase", "weight")
    families = tuple(part.names() for part in node.get("families").items())
    if not families:
        raise node.get("families").refuse("are empty", "give one list of shifts for each week of the rotation")
    weight = node.get("weight").weight() if node.has("weight") else None
    return Rotation(families=families, phase=node.get("phase", 0).count(), weight=weight)


def _cover(node: Node, calendar: _Calendar) -> list[Cover]:
    """Rows of one entry: each day, and each slot of `every` minutes between `from` and `to`."""
    node.known("name", "days", "shifts", "from", "to", "every", "wanted", "needs", "under", "over")
    spans: list[tuple[int, int]] = [(0, 0)]
    if not node.has("shifts"):
        begin, end = node.get("from").minute(), node.get("to").minute()
        every = node.get("every", max(end - begin, 1)).count(least=1)
        spans = [(at, min(at + every, end)) for at in range(begin, end, every)]
    wanted = node.get("wanted")
    many = (
        [part.count() for part in wanted.items()] if isinstance(wanted.value, list) else [wanted.count()] * len(spans)
    )
    if len(many) != len(spans):
        raise wanted.refuse(f"has {len(many)} numbers for {len(spans)} slots", "give one a slot, or one for all")
    return [
        Cover(
            day=day,
            wanted=count,
            shifts=node.get("shifts").names() if node.has("shifts") else None,
            from_minute=begin,
            to_minute=end,
            needs=node.get("needs", []).names(),
            under=node.get("under").weight() if node.has("under") else None,
            over=node.get("over", 0).weight(),
            name=node.get("name").text() if node.has("name") else "",
        )
        for day in calendar.some(node.get("days", "all"))
        for (begin, end), count in zip(spans, many, strict=True)
    ]


def _fairness(node: Node) -> Fairness:
    node.known("name", "shifts", "weekends", "weight")
    return Fairness(
        name=node.get("name").text(),
        weight=node.get("weight").weight(),
        shifts=node.get("shifts").names() if node.has("shifts") else None,
        weekends=bool(node.get("weekends", False).value),
    )


def _errand(node: Node, calendar: _Calendar, problem: Problem) -> Errand:
    node.known("name", "minutes", "people", "days", "from", "to", "worth", "missing")
    known = {person.name for person in problem.people}
    people = [part.text() for part in node.get("people").items()]
    if strangers := set(people) - known:
        raise node.get("people").refuse(f"names {min(strangers)!r}", "name people of this file")
    begin = node.get("from", "00:00").minute()
    end = node.get("to", "24:00").minute()
    minutes = node.get("minutes").count(least=1)
    if end - begin < minutes:
        raise node.refuse(f"lasts {minutes} min, longer than from {begin} to {end}", "widen `from` and `to`")
    return Errand(
        name=node.get("name").text(),
        minutes=minutes,
        people=tuple(people),
        days=tuple(calendar.some(node.get("days", "all"))),
        from_minute=begin,
        to_minute=end,
        worth=node.get("worth", 1000).weight(),
        missing=node.get("missing", 1).weight(),
    )
