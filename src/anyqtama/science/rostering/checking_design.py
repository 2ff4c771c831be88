"""The second opinion on designs of shifts; shares no code with what made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anyqtama.science.rostering.day_values import DesignQuestion, Started


@dataclass(frozen=True, slots=True)
class DesignCheck:
    """Position-minutes missing and spare, and the cost by the question's prices."""

    missing: int
    spare: int
    objective: float


def check_design(question: DesignQuestion, started: Iterable[Started]) -> DesignCheck:
    """Count minute slots again, one duty after another."""
    slots = len(question.wanted)
    there = [0] * slots
    paid, shapes = 0, set()
    for duty in started:
        shapes.add((duty.shape.begins, duty.shape.lasts, duty.shape.breaks))
        unpaid = sum(rest.minutes for rest in duty.shape.breaks if not rest.paid)
        paid += duty.people * (duty.shape.lasts - unpaid)
        minute = 0
        while minute < duty.shape.lasts:
            away = any(
                start <= minute < start + rest.minutes
                for start, rest in zip(duty.breaks, duty.shape.breaks, strict=True)
            )
            if not away:
                slot = (duty.day * 1440 + duty.shape.begins + minute) // question.slot_minutes
                there[slot % slots] += duty.people
            minute += question.slot_minutes
    missing = sum(max(w - t, 0) for w, t in zip(question.wanted, there, strict=True)) * question.slot_minutes
    spare = sum(max(t - w, 0) for w, t in zip(question.wanted, there, strict=True)) * question.slot_minutes
    objective = (question.under or 0.0) * missing + question.over * spare
    objective += question.paid * paid + question.shape * len(shapes)
    return DesignCheck(missing, spare, objective)
