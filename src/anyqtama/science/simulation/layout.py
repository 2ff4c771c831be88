"""The centre as arrays for the kernel: who may take what and in which order, answered by the product's own routing."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.routing import Candidate, Criterion, Waiting, refusal
from anyqtama.science.routing.choosing import value_of
from anyqtama.science.simulation.centre import Centre
from anyqtama.science.simulation.deck import kinds

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
BY_LOAD, BY_IDLE = -1, -2
BY_PRIORITY, BY_WAITING, BY_QUEUE = 0, 1, 2
_LEAST_FIRST = frozenset({Criterion.SPARE_SKILLS})


class Layout(NamedTuple):
    """Kinds of contact k, groups g, people a. Lists padded with -1."""

    groups_of: Whole  # (k, g) groups that may take the kind
    kinds_of: Whole  # (g, k) kinds the group may take
    person_order: Whole  # criteria: a column of `rank`, or BY_LOAD, BY_IDLE
    by_idle: bool
    rank: Floats  # (k, g, criterion), least first
    contact_order: Whole
    first_line: Floats  # (k, g), 0 if the group is first line for the kind's queue, else 1
    ageing_seconds: float
    priority: Whole
    within: Floats
    queue_of: Whole
    watched: NDArray[np.bool_]  # (k,) giving up must be seen at once, not when next looked at
    retry_share: Floats
    retry_after: Floats
    retry_most: Whole
    transfer_to: Floats  # (k, k) cumulative shares
    offer_at: Whole  # (k,) -1: no call-backs
    call_share: Floats
    reached_share: Floats
    missed_seconds: Floats
    group_of: Whole  # (a,)
    capacity: Whole  # (g,)
    stretch: Floats  # (g, most capacity + 1)
    duty_time: Floats  # (turns,)
    duty_person: Whole
    duty_on: Whole
    interval_seconds: float
    warm_up_seconds: float
    period_seconds: float


def lay_out(centre: Centre) -> Layout:
    """Translate the centre into arrays. People are numbered by group, in the order given."""
    pairs, groups, policy = kinds(centre), centre.groups, centre.policy
    waiting = [
        Waiting(
            contact_id=k, queue=centre.queues[q].name, queue_skills=centre.queues[q].skills, language=language,
            priority=centre.queues[q].priority,
        )
        for k, (q, language) in enumerate(pairs)
    ]  # fmt: skip
    people = [
        Candidate(
            person_id=g, skills=group.skills, languages=group.languages, capacity=group.capacity,
            preferred_queues=group.preferred_queues,
        )
        for g, group in enumerate(groups)
    ]  # fmt: skip
    able = np.array([[refusal(w, p, policy) is None for p in people] for w in waiting])
    order, rank = _person_order(centre, waiting, people, able)
    queues = [centre.queues[q] for q, _ in pairs]
    turns = sorted(
        (at, on, person)
        for person, group in enumerate(g for g in groups for _ in range(g.people))
        for begins, ends in _joined(group.duty)
        for at, on in ((begins, 1), (ends, 0))
    )
    number_of = {pair: k for k, pair in enumerate(pairs)}
    return Layout(
        groups_of=_padded(able),
        kinds_of=_padded(able.T),
        person_order=order,
        by_idle=BY_IDLE in order,
        rank=rank,
        contact_order=np.array(
            [_CONTACT_CODES[c] for c in policy.contact_order if c in _CONTACT_CODES], dtype=np.int64
        ),
        first_line=np.array([[float(w.queue not in p.preferred_queues) for p in people] for w in waiting]),
        ageing_seconds=policy.ageing_seconds or math.inf,
        priority=np.array([q.priority for q in queues], dtype=np.int64),
        within=np.array([q.answer_within_seconds for q in queues]),
        queue_of=np.array([q for q, _ in pairs], dtype=np.int64),
        watched=np.array([q.retrial is not None or q.call_back is not None for q in queues]),
        retry_share=np.array([q.retrial.share if q.retrial else 0.0 for q in queues]),
        retry_after=np.array([q.retrial.after_seconds if q.retrial else 1.0 for q in queues]),
        retry_most=np.array([q.retrial.most if q.retrial else 0 for q in queues], dtype=np.int64),
        transfer_to=_transfers(centre, pairs, number_of),
        offer_at=np.array([q.call_back.offer_at_waiting if q.call_back else -1 for q in queues], dtype=np.int64),
        call_share=np.array([q.call_back.share if q.call_back else 0.0 for q in queues]),
        reached_share=np.array([q.call_back.reached_share if q.call_back else 1.0 for q in queues]),
        missed_seconds=np.array([q.call_back.missed_seconds if q.call_back else 1.0 for q in queues]),
        group_of=np.array([g for g, group in enumerate(groups) for _ in range(group.people)], dtype=np.int64),
        capacity=np.array([group.capacity for group in groups], dtype=np.int64),
        stretch=_stretch(centre),
        duty_time=np.array([turn[0] for turn in turns]),
        duty_person=np.array([turn[2] for turn in turns], dtype=np.int64),
        duty_on=np.array([turn[1] for turn in turns], dtype=np.int64),
        interval_seconds=float(centre.interval_seconds),
        warm_up_seconds=float(centre.warm_up_seconds),
        period_seconds=float(centre.period_seconds),
    )


_CONTACT_CODES = {
    Criterion.PRIORITY: BY_PRIORITY,
    Criterion.WAITING: BY_WAITING,
    Criterion.PREFERRED_QUEUE: BY_QUEUE,
}


def _person_order(
    centre: Centre, waiting: list[Waiting], people: list[Candidate], able: NDArray[np.bool_]
) -> tuple[Whole, Floats]:
    """Keep the criteria that can tell people apart here; nobody is asked for by name in a simulation."""
    codes: list[int] = []
    ranks: list[Floats] = []
    for criterion in centre.policy.person_order:
        if criterion is Criterion.IDLE:
            codes.append(BY_IDLE)
        elif criterion is Criterion.LOAD:
            if any(group.capacity > 1 for group in centre.groups):
                codes.append(BY_LOAD)
        elif criterion is not Criterion.PREFERRED_PERSON:
            sign = 1.0 if criterion in _LEAST_FIRST else -1.0
            values = np.zeros(able.shape)
            for k, g in np.argwhere(able):
                values[k, g] = sign * value_of(criterion, waiting[k], people[g], centre.policy)
            if any(len(set(values[k, able[k]])) > 1 for k in range(len(waiting))):
                codes.append(len(ranks))
                ranks.append(values)
    stacked = np.stack(ranks, axis=2) if ranks else np.zeros((*able.shape, 1))
    return np.array(codes, dtype=np.int64), stacked


def _transfers(
    centre: Centre, pairs: list[tuple[int, str | None]], number_of: dict[tuple[int, str | None], int]
) -> Floats:
    shares = np.zeros((len(pairs), len(pairs)))
    names = {queue.name: q for q, queue in enumerate(centre.queues)}
    for k, (q, language) in enumerate(pairs):
        for name, share in centre.queues[q].transfers.items():
            other = names[name]
            known = sorted(centre.queues[other].languages)
            spoken = language if language in known else (known[0] if known else None)
            shares[k, number_of[other, spoken]] += share
    return np.cumsum(shares, axis=1)


def _joined(duty: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Join hours that touch, so that nobody leaves and comes in the same moment."""
    joined: list[tuple[float, float]] = []
    for begins, ends in duty:
        if joined and joined[-1][1] == begins:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((begins, ends))
    return joined


def _stretch(centre: Centre) -> Floats:
    most = max(group.capacity for group in centre.groups)
    return np.array([[1.0, *group.stretch, *[1.0] * (most - group.capacity)] for group in centre.groups])


def _padded(able: NDArray[np.bool_]) -> Whole:
    found = np.full((able.shape[0], able.shape[1] + 1), -1, dtype=np.int64)
    for row, flags in enumerate(able):
        chosen = np.flatnonzero(flags)
        found[row, : len(chosen)] = chosen
    return found
