"""The choice itself, in plain Python: the reference that the fast kernel must equal, and the source of
explanations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from anyqtama.science.routing.values import (
    Candidate,
    Choice,
    Criterion,
    Policy,
    Reason,
    Rejection,
    Waiting,
    Weighed,
    in_order,
)

# Criteria where the smaller value goes first; all others prefer the larger.
_LEAST_FIRST = frozenset({Criterion.LOAD, Criterion.SPARE_SKILLS})


def refusal(waiting: Waiting, candidate: Candidate, policy: Policy) -> Rejection | None:
    """Return why this person may not take this contact, or None if they may. The first reason found."""

    def because(reason: Reason, detail: str = "", have: float | None = None, need: float | None = None) -> Rejection:
        return Rejection(
            person_id=candidate.person_id,
            contact_id=waiting.contact_id,
            reason=reason,
            detail=detail,
            have=have,
            need=need,
        )

    if candidate.person_id in waiting.excluded_person_ids:
        return because(Reason.EXCLUDED)
    for skill in sorted(waiting.queue_skills):
        need, have = waiting.queue_skills[skill], candidate.skills.get(skill)
        if have is None:
            return because(Reason.SKILL_MISSING, skill, 0, need)
        if have < need:
            return because(Reason.SKILL_TOO_LOW, skill, have, need)
    if waiting.language is not None:
        have = candidate.languages.get(waiting.language)
        if have is None:
            return because(Reason.LANGUAGE_MISSING, waiting.language, 0, policy.least_language_level)
        if have < policy.least_language_level:
            return because(Reason.LANGUAGE_TOO_LOW, waiting.language, have, policy.least_language_level)
    if candidate.load >= candidate.capacity:
        return because(Reason.FULL, "", candidate.load, candidate.capacity)
    return None


def value_of(criterion: Criterion, waiting: Waiting, candidate: Candidate, policy: Policy) -> float:
    """Return the pair's value in one criterion, in the criterion's own unit."""
    match criterion:
        case Criterion.PREFERRED_PERSON:
            return float(candidate.person_id in waiting.preferred_person_ids)
        case Criterion.PREFERRED_QUEUE:
            return float(waiting.queue in candidate.preferred_queues)
        case Criterion.LOAD:
            return candidate.load / candidate.capacity
        case Criterion.LANGUAGE_LEVEL:
            return float(candidate.languages.get(waiting.language, 0)) if waiting.language is not None else 0.0
        case Criterion.SKILL_LEVEL:
            return float(min((candidate.skills[skill] for skill in waiting.queue_skills), default=0))
        case Criterion.SPARE_SKILLS:
            return float(len(candidate.skills) - len(waiting.queue_skills))
        case Criterion.IDLE:
            return candidate.free_since_seconds
        case Criterion.PRIORITY:
            return float(aged_priority(waiting, policy))
        case Criterion.WAITING:
            return waiting.waiting_seconds


def aged_priority(waiting: Waiting, policy: Policy) -> int:
    """Return the priority plus one for every full `ageing_seconds` waited."""
    if policy.ageing_seconds is None:
        return waiting.priority
    return waiting.priority + int(waiting.waiting_seconds // policy.ageing_seconds)


def choose_person(waiting: Waiting, candidates: Iterable[Candidate], policy: Policy) -> Choice | None:
    """Choose who takes `waiting`; None if nobody may (ask `refusal` for each reason).

    Among the people who may take it the first by `policy.person_order` wins; full ties go to the lower id.
    """
    pairs = [(waiting, candidate) for candidate in candidates]
    return _choose(pairs, policy.person_order, policy, lambda pair: in_order(pair[1].person_id))


def choose_contact(candidate: Candidate, waitings: Iterable[Waiting], policy: Policy) -> Choice | None:
    """Choose what a person who became free takes next; None if there is nothing for them.

    Order by `policy.contact_order`: priority with ageing, then waiting time; full ties go to the lower id.
    """
    pairs = [(waiting, candidate) for waiting in waitings]
    return _choose(pairs, policy.contact_order, policy, lambda pair: in_order(pair[0].contact_id))


Pair = tuple[Waiting, Candidate]


def _choose(
    pairs: Sequence[Pair],
    order: Sequence[Criterion],
    policy: Policy,
    last_word: Callable[[Pair], tuple[bool, int | str]],
) -> Choice | None:
    rejected: list[Rejection] = []
    able: list[Pair] = []
    for pair in sorted(pairs, key=last_word):
        why = refusal(*pair, policy)
        if why is None:
            able.append(pair)
        else:
            rejected.append(why)
    if not able:
        return None

    def values(pair: Pair) -> list[float]:
        return [value_of(criterion, *pair, policy) for criterion in order]

    def rank(pair: Pair) -> list[float]:
        return [v if c in _LEAST_FIRST else -v for c, v in zip(order, values(pair), strict=True)]

    able.sort(key=rank)  # stable: ties keep the order of ids
    best = values(able[0])
    behind = [_behind(pair, order, best, values(pair)) for pair in able[1:]]
    second = values(able[1]) if len(able) > 1 else None
    return Choice(
        contact_id=able[0][0].contact_id,
        person_id=able[0][1].person_id,
        explanation=_weigh(order, best, second),
        rejected=tuple(behind + rejected),
    )


def _weigh(order: Sequence[Criterion], best: list[float], second: list[float] | None) -> tuple[Weighed, ...]:
    decided = _first_difference(best, second) if second is not None else None
    return tuple(
        Weighed(
            criterion=criterion,
            value=best[i],
            runner_up_value=second[i] if second is not None else None,
            decisive=i == decided,
        )
        for i, criterion in enumerate(order)
    )


def _behind(pair: Pair, order: Sequence[Criterion], best: list[float], own: list[float]) -> Rejection:
    decided = _first_difference(best, own)
    return Rejection(
        person_id=pair[1].person_id,
        contact_id=pair[0].contact_id,
        reason=Reason.BEHIND,
        detail="" if decided is None else order[decided].value,
        have=None if decided is None else own[decided],
        need=None if decided is None else best[decided],
    )


def _first_difference(one: list[float], other: list[float]) -> int | None:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), None)
