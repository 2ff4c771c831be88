"""The shift scheduling instances of Curtois and Qu (2014) as problems of ours, and rosters as their text."""

from __future__ import annotations

from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering.values import WEEK, Cover, Person, Problem, Roster, Rule, RuleKind, Shift, Wish

_SECTIONS = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")


def read_curtois_qu(text: str, name: str = "instance") -> Problem:
    """Read an instance in the text format of schedulingbenchmarks.org.

    References
    ----------
    T. Curtois, R. Qu: Computational results on new staff scheduling benchmark instances, 2014.
    """
    lines = _sections(text, name)
    days = _integer(lines["HORIZON"][0][1][0], lines["HORIZON"][0][0]) if lines["HORIZON"] else 0
    shifts, followers = [], {}
    for where, cells in lines["SHIFTS"]:
        _width(cells, 2, where)
        shifts.append(Shift(name=cells[0], minutes=_integer(cells[1], where)))
        followers[cells[0]] = frozenset(x for x in (cells[2].split("|") if len(cells) > 2 else []) if x)
    succession = tuple(
        Rule(name=f"not after {name}", kind=RuleKind.NOT_AFTER, shifts=frozenset({name}), then=then)
        for name, then in followers.items()
        if then
    )
    absent = {
        cells[0]: frozenset(_integer(day, where) for day in cells[1:] if day) for where, cells in lines["DAYS_OFF"]
    }
    wishes: dict[str, list[Wish]] = {}
    for section, wanted in (("SHIFT_ON_REQUESTS", True), ("SHIFT_OFF_REQUESTS", False)):
        for where, cells in lines[section]:
            _width(cells, 4, where)
            wish = Wish(day=_integer(cells[1], where), shift=cells[2], wanted=wanted, weight=_integer(cells[3], where))
            wishes.setdefault(cells[0], []).append(wish)
    people = tuple(
        Person(
            name=cells[0],
            rules=(*_contract(cells, where, days), *succession),
            absent=absent.pop(cells[0], frozenset()),
            wishes=tuple(wishes.pop(cells[0], ())),
        )
        for where, cells in lines["STAFF"]
    )
    if strangers := {*absent, *wishes}:
        raise BadInput(where=name, what=f"has requests of {min(strangers)!r}", mend="list everybody in SECTION_STAFF")
    return Problem(days=days, shifts=tuple(shifts), people=people, cover=tuple(_cover(lines["COVER"])))


def roster_text(roster: Roster) -> str:
    """One line a person, shift names separated by tabs, `-` a day off."""
    return "".join("\t".join(name or "-" for name in row) + "\n" for row in roster)


def read_roster(text: str, problem: Problem, name: str = "roster") -> Roster:
    """Read what `roster_text` writes."""
    known = {shift.name for shift in problem.shifts}
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    if len(rows) != len(problem.people):
        raise BadInput(where=name, what=f"has {len(rows)} rows", mend=f"give one for each of {len(problem.people)}")
    for at, row in enumerate(rows, 1):
        if len(row) != problem.days:
            raise BadInput(where=f"{name} line {at}", what=f"has {len(row)} days", mend=f"give {problem.days}")
        for cell in row:
            if cell.strip() not in known | {"-", ""}:
                raise BadInput(where=f"{name} line {at}", what=f"names {cell!r}", mend="use names of the shifts")
    return tuple(tuple(None if cell.strip() in ("-", "") else cell.strip() for cell in row) for row in rows)


def _sections(text: str, name: str) -> dict[str, list[tuple[str, list[str]]]]:
    found: dict[str, list[tuple[str, list[str]]]] = {section: [] for section in _SECTIONS}
    section = ""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        where = f"{name} line {number}"
        if line.startswith("SECTION_"):
            section = line.removeprefix("SECTION_")
            if section not in found:
                raise BadInput(where=where, what=f"begins {line}", mend=f"sections are {', '.join(_SECTIONS)}")
        elif not section:
            raise BadInput(where=where, what="stands before any section", mend="begin with SECTION_HORIZON")
        else:
            found[section].append((where, [cell.strip() for cell in line.split(",")]))
    for section in ("HORIZON", "SHIFTS", "STAFF"):
        if not found[section]:
            raise BadInput(where=name, what=f"has no SECTION_{section}", mend="give it with its lines")
    return found


def _contract(cells: list[str], where: str, days: int) -> list[Rule]:
    _width(cells, 8, where)
    most_minutes, least_minutes, most_run, least_run, least_off, weekends = (_integer(c, where) for c in cells[2:8])
    limits = {}
    for part in filter(None, cells[1].split("|")):
        shift, _, most = part.partition("=")
        limits[shift] = _integer(most, where)
    return [
        Rule(name="minutes", kind=RuleKind.MINUTES, least=least_minutes, most=most_minutes),
        Rule(name="shifts in a row", kind=RuleKind.RUN, least=least_run, most=most_run),
        Rule(name="days off in a row", kind=RuleKind.DAYS_OFF, least=least_off),
        *([Rule(name="weekends", kind=RuleKind.WEEKENDS, most=weekends)] if weekends < days / WEEK else []),
        *(
            Rule(name=f"most {shift}", kind=RuleKind.SHIFTS, most=most, shifts=frozenset({shift}))
            for shift, most in limits.items()
            if most < days
        ),
    ]


def _cover(lines: list[tuple[str, list[str]]]) -> list[Cover]:
    found = []
    for where, cells in lines:
        _width(cells, 5, where)
        day, wanted, under, over = (_integer(cells[i], where) for i in (0, 2, 3, 4))
        found.append(Cover(day=day, shifts=frozenset({cells[1]}), wanted=wanted, under=under, over=over))
    return found


def _width(cells: list[str], least: int, where: str) -> None:
    if len(cells) < least:
        raise BadInput(where=where, what=f"has {len(cells)} values", mend=f"give {least}, separated by commas")


def _integer(text: str, where: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadInput(where=where, what=f"has {text!r}", mend="give a whole number") from error
