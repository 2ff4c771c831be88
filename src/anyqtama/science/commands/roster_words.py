"""A roster in words and in JSON."""

import math
from pathlib import Path
from typing import Any

from anyqtama.science.rostering import Design, DesignQuestion, Problem, RosterDay, RosterResult, RosterStatus

DAY = 1440


def as_json(found: RosterResult) -> dict[str, Any]:
    return {
        "status": found.status.value,
        "objective": finite(found.objective),
        "bound": finite(found.bound),
        "seconds": round(found.seconds, 3),
        "hard_violations": found.hard_violations,
        "broken": list(found.broken),
        "conflict": list(found.conflict),
        "seed": found.seed,
        "version": found.version,
    }


def day_json(day: RosterDay, date: str) -> dict[str, Any]:
    """A day's breaks and activities; times past midnight count on (25:15 is a quarter past one of the next day)."""
    midnight = day.day * DAY
    return {
        "date": date,
        "missing_minutes": finite(day.plan.missing),
        "missing_before_breaks": finite(day.plan.unavoidable),
        "breaks": [
            {"person": day.people[rest.duty], "break": rest.name, "at": clock(rest.begins - midnight)}
            for rest in day.plan.rests
        ],
        "activities": [
            {"activity": placed.activity, "at": clock(placed.begins - midnight)}
            for placed in day.activities
            if placed.begins is not None
        ],
    }


def design_json(question: DesignQuestion, design: Design) -> dict[str, Any]:
    people: dict[tuple[int, int], list[int]] = {}
    for started in design.started:
        key = (started.shape.begins, started.shape.lasts)
        people.setdefault(key, [0] * question.days)[started.day] += started.people
    return {
        "status": design.status.value,
        "objective": finite(design.objective),
        "bound": finite(design.bound),
        "seconds": round(design.seconds, 3),
        "hard_violations": 0 if design.status is not RosterStatus.NOT_FOUND else 1,
        "missing_minutes": design.missing,
        "spare_minutes": design.spare,
        "duties": design.duties,
        "shifts": [
            {"begins": clock(begins), "ends": clock(begins + lasts), "minutes": lasts, "people": many}
            for (begins, lasts), many in sorted(people.items())
        ],
        "version": design.version,
    }


def report(problem: Problem, found: RosterResult, told: dict[str, Any], out: Path | None) -> str:
    lines = [
        f"{len(problem.people)} people, {problem.days} days, {len(problem.shifts)} shifts",
        *nobody_skilled(problem),
    ]
    if found.status in (RosterStatus.INFEASIBLE, RosterStatus.NOT_FOUND):
        lines.append(
            "no roster keeps every hard rule; these cannot hold together, leave out or loosen one:"
            if found.status is RosterStatus.INFEASIBLE
            else "hard rules stayed broken in the time given; give more time or loosen:"
        )
        return "\n".join([*lines, *(f"  - {words}" for words in found.conflict or found.broken[:20])])
    bound = f"no roster costs less than {found.bound:g}" if math.isfinite(found.bound) else "no bound in the time given"
    lines.append(f"{found.status.value}: costs {found.objective:g}; {bound}; every hard rule holds (checked apart)")
    lines += [f"  {cause}: {cost:g}" for cause, cost in told.get("costs", {}).items()]
    lines += [f"  changed: {c['person']} {c['date']} {c['before']} to {c['after']}" for c in told.get("changes", [])]
    if "days" in told:
        breaks = sum(len(day["breaks"]) for day in told["days"])
        missing = sum(day["missing_minutes"] for day in told["days"])
        before = sum(day["missing_before_breaks"] for day in told["days"])
        lines.append(f"{breaks} breaks placed; {missing:g} person-minutes missing with them, {before:g} without")
        placed = sum(len(day["activities"]) for day in told["days"])
        lines += [f"{placed} activities placed"] if placed else []
        lines += [f"  not placed: {u['activity']}: {u['reason']}" for u in told["unplaced"]]
    if out is not None:
        lines.append(f"written to {out}")
    return "\n".join(lines)


def nobody_skilled(problem: Problem) -> list[str]:
    return [
        f"nobody has {needs}: what needs it stays missing; train or hire, or drop it" for needs in problem.unskilled()
    ]


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def finite(value: float) -> float | int | None:
    """A number as JSON knows it: whole where it is whole, null where there is none."""
    if not math.isfinite(value):
        return None
    return round(value) if abs(value - round(value)) < 1e-6 else round(value, 6)
