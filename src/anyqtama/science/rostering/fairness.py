"""Fair shares of burdens as soft rules of each person."""

from __future__ import annotations

import math

from anyqtama.science.rostering.counters import weekday
from anyqtama.science.rostering.values import (
    DAY_MINUTES,
    SATURDAY,
    SUNDAY,
    WEEK,
    Cover,
    Fairness,
    Period,
    Problem,
    Rule,
    RuleKind,
    Shift,
)


def fair_shares(problem: Problem) -> list[list[float]]:
    """Each person's fair share of each burden: the wanted number in proportion to the paid time of the contract."""
    capacity = []
    for person in problem.people:
        limits = [r.most for r in person.rules if r.kind is RuleKind.MINUTES and r.most and r.per is Period.HORIZON]
        weekly = [r.most for r in person.rules if r.kind is RuleKind.MINUTES and r.most and r.per is Period.WEEK]
        open_days = (problem.days - len(person.absent)) / problem.days
        full = min([*limits, *(most * problem.days / WEEK for most in weekly)], default=2400.0 * problem.days / WEEK)
        capacity.append(full * open_days)
    total = sum(capacity) or 1.0
    return [[_burden(problem, fair) * share / total for share in capacity] for fair in problem.fairness]


def _burden(problem: Problem, fair: Fairness) -> float:
    """The shifts of the burden that the cover wants: rows of part of the people (`needs`) are within the others."""
    every = frozenset(shift.name for shift in problem.shifts)
    names = problem.named(fair.shifts, fair.name) if fair.shifts else every
    rows = [cover for cover in problem.cover if not cover.needs] or list(problem.cover)
    wanted = 0.0
    for cover in rows:
        if fair.weekends and weekday(problem, cover.day) not in (SATURDAY, SUNDAY):
            continue
        if cover.shifts is not None:
            able = problem.named(cover.shifts, cover.label)
            size = 1.0
        else:
            reaching = [shift for shift in problem.shifts if _reaches(shift, cover)]
            able = frozenset(shift.name for shift in reaching)
            mean = sum(shift.lasts for shift in reaching) / len(reaching) if reaching else 1.0
            size = (cover.to_minute - cover.from_minute) / mean
        if able:
            wanted += cover.wanted * size * len(able & names) / len(able)
    return wanted / 2 if fair.weekends else wanted


def _reaches(shift: Shift, cover: Cover) -> bool:
    begins, ends = cover.from_minute, cover.to_minute
    return any(shift.begins <= begins + later and ends + later <= shift.ends for later in (0, DAY_MINUTES))


def fair_rule(fair: Fairness, share: float) -> Rule:
    """Return the soft rule that keeps a person near the share."""
    return Rule(
        name=f"fair share of {fair.name}",
        kind=RuleKind.WEEKENDS if fair.weekends else RuleKind.SHIFTS,
        least=math.floor(share),
        most=math.ceil(share),
        shifts=fair.shifts,
        weight=fair.weight,
        squared=True,
    )
