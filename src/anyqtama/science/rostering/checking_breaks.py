"""The second opinion on breaks; shares no code with what placed them."""

from __future__ import annotations

from collections.abc import Iterable

from anyqtama.science.rostering.day_values import BreakQuestion, Rest


def check_breaks(question: BreakQuestion, rests: Iterable[Rest]) -> tuple[list[str], int]:
    """Return what breaks of people are wrong, in words, and the person-minutes missing with people on their breaks."""
    wrong = []
    away: dict[int, list[tuple[int, int]]] = {}
    given: dict[int, list[str]] = {}
    for rest in rests:
        duty = question.duties[rest.duty]
        rule = next((r for r in duty.breaks if r.name == rest.name), None)
        if rule is None:
            wrong.append(f"{duty.name}: break {rest.name!r} is not due")
            continue
        after = rest.begins - duty.begins
        if not rule.earliest <= after <= rule.latest:
            wrong.append(f"{duty.name}: {rest.name} after {after} min, allowed {rule.earliest}-{rule.latest}")
        if after + rule.minutes > duty.lasts:
            wrong.append(f"{duty.name}: {rest.name} ends after the duty")
        for begin, end in away.get(rest.duty, []):
            if rest.begins < end + question.apart and begin < rest.begins + rule.minutes + question.apart:
                wrong.append(f"{duty.name}: {rest.name} is less than {question.apart} min from another break")
        away.setdefault(rest.duty, []).append((rest.begins, rest.begins + rule.minutes))
        given.setdefault(rest.duty, []).append(rest.name)
    for at, duty in enumerate(question.duties):
        if sorted(given.get(at, [])) != sorted(rule.name for rule in duty.breaks):
            wrong.append(f"{duty.name}: has {len(given.get(at, []))} of {len(duty.breaks)} breaks")
    missing = 0
    for wanted in question.wanted:
        for slot, count in enumerate(wanted.people):
            begin = wanted.begins + slot * question.slot_minutes
            end = begin + question.slot_minutes
            there = sum(
                wanted.needs <= duty.abilities
                and duty.begins <= begin
                and end <= duty.begins + duty.lasts
                and not any(b < end and begin < e for b, e in away.get(at, []))
                for at, duty in enumerate(question.duties)
            )
            missing += max(count - there, 0) * question.slot_minutes
    return wrong, missing
