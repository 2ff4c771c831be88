"""Intervals that hand their queue on to the next: a rush, an understaffed hour, the minutes after opening."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anyqtama.science import VERSION
from anyqtama.science.queueing.intervals import Intervals
from anyqtama.science.queueing.values import Target
from anyqtama.science.refusals import BadInput, numbers, whole

Floats = NDArray[np.float64]
MOST_STATES = 60_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BacklogResult:
    """Figures of every interval for those who arrive in it, shape (m,); NaN where nobody arrives.

    within_share : P(answered within T) (SL-A; equal to all four where nobody gives up)
    wait_probability : P(wait > 0)
    abandonment : number giving up during the interval / arrivals of the interval; 0 without patience
    waiting_mean, waiting_at_end : mean number waiting during the interval, and at its end
    occupancy : mean share of positions busy
    truncated : probability beyond the states kept; below 1e-9
    """

    within_share: Floats
    wait_probability: Floats
    abandonment: Floats
    waiting_mean: Floats
    waiting_at_end: Floats
    occupancy: Floats
    answer_within_seconds: float
    truncated: float
    version: str = VERSION


def carry_over(
    intervals: Intervals, positions: ArrayLike, target: Target, *, waiting_at_start: int = 0
) -> BacklogResult:
    """Return how given positions perform when every interval begins with the queue the last one left.

    The transient birth-death process M(t)/M/n(t)+M itself, not a sequence of steady states: uniformisation (Jensen
    1953), arrival rate and positions constant within an interval. When positions fall, contacts beyond them wait again.
    Within an interval the service level counts the positions of that interval until T is over. The first interval
    begins empty, or with everyone busy and `waiting_at_start` contacts waiting.

    Raises
    ------
    BadInput : wrong shapes or numbers, or a backlog of more contacts than can be kept track of.
    """
    people = numbers(positions, "positions", least=0)
    load = intervals.load_erlangs
    if people.shape != load.shape or (people != np.floor(people)).any():
        raise BadInput(what="is not one whole number an interval", where="positions", mend=f"give {len(load)}")
    whole(waiting_at_start, "waiting_at_start", least=0)
    length, handle = np.asarray(intervals.interval_seconds), np.asarray(intervals.handle_seconds)
    leave = np.zeros(len(load)) if intervals.patience_seconds is None else 1.0 / np.asarray(intervals.patience_seconds)
    arrive, states = load / handle, _states(load / handle, people / handle, leave, length, people, waiting_at_start)
    state = np.zeros(states)
    state[min(int(people[0]) + waiting_at_start if waiting_at_start else 0, states - 1)] = 1.0
    rows = np.empty((6, len(load)))
    number_in = np.arange(states, dtype=np.float64)
    for i in range(len(load)):
        served = np.minimum(number_in, people[i])
        waiting = number_in - served
        ends = served / handle[i] + waiting * leave[i]
        state, mean = _advance(state, arrive[i], ends, length[i])
        in_time = _in_time(states, int(people[i]), people[i] / handle[i], leave[i], target.answer_within_seconds)
        queue = float(mean @ waiting)
        rows[:, i] = (
            mean @ in_time,
            mean[int(people[i]) :].sum(),
            queue * leave[i] / arrive[i] if arrive[i] > 0 else math.nan,
            queue,
            state @ waiting,
            mean @ served / people[i] if people[i] else 1.0,
        )
    rows[:2, arrive == 0] = math.nan
    return BacklogResult(
        within_share=rows[0],
        wait_probability=rows[1],
        abandonment=rows[2],
        waiting_mean=rows[3],
        waiting_at_end=rows[4],
        occupancy=rows[5],
        answer_within_seconds=target.answer_within_seconds,
        truncated=float(state[-1]),
    )


def _states(arrive: Floats, serve: Floats, leave: Floats, length: Floats, people: Floats, waiting_at_start: int) -> int:
    """Return how many states hold all but a negligible probability: the fluid queue and ten standard deviations."""
    queue, most, spread = float(waiting_at_start), float(waiting_at_start), 0.0
    for i in range(len(arrive)):
        ceiling = (arrive[i] - serve[i]) / leave[i] if leave[i] > 0 else math.inf
        grown = queue + (arrive[i] - serve[i]) * length[i]
        queue = max(0.0, min(grown, max(ceiling, queue)))
        most = max(most, queue)
        busy = arrive[i] / serve[i] if serve[i] > 0 else math.inf
        calm = 40.0 / -math.log(busy) if busy < 1 else math.inf
        come = arrive[: i + 1].max() * length[: i + 1].sum()
        stay = arrive[: i + 1].max() / leave[i] if leave[i] > 0 else math.inf  # variance where clients give up
        spread = max(spread, min(calm, 10.0 * math.sqrt(min(come, stay) + queue + 1)))
    states = int(people.max() + most + spread + 50)
    if states > MOST_STATES:
        raise BadInput(what=f"lets about {most:.0f} contacts wait", where="positions", mend="give more positions")
    return states


def _advance(state: Floats, arrive: float, ends: Floats, seconds: float) -> tuple[Floats, Floats]:
    """Return the state after `seconds` and its mean over them; `ends[m]` is the rate from m to m - 1."""
    rate = arrive + ends.max()
    if rate == 0.0:
        return state, state
    chunks = math.ceil(rate * seconds / 50.0)
    tau = rate * seconds / chunks
    terms = int(tau + 9.0 * math.sqrt(tau) + 20.0)
    weights = np.empty(terms)
    weights[0] = math.exp(-tau)
    for k in range(1, terms):
        weights[k] = weights[k - 1] * tau / k
    tails = np.empty(terms)
    tail = 0.0
    for k in range(terms - 1, -1, -1):
        tails[k] = tail
        tail += weights[k]
    up = arrive / rate
    down = ends / rate
    stay = 1.0 - up - down
    stay[-1] = 1.0 - down[-1]  # nobody is let in beyond the last state kept
    total = np.zeros_like(state)
    for _ in range(chunks):
        power = state
        after = weights[0] * power
        total += tails[0] * power
        for k in range(1, terms):
            moved = stay * power
            moved[1:] += up * power[:-1]
            moved[:-1] += down[1:] * power[1:]
            power = moved
            after += weights[k] * power
            total += tails[k] * power
        state = after
    return state, total / (tau * chunks)


def _in_time(states: int, people: int, serve: float, leave: float, within: float) -> Floats:
    """Return, for an arrival that finds m in the system, P(answered within T): the pure-death chain of those ahead."""
    answered = np.zeros(states)
    answered[:people] = 1.0
    waiting = states - people
    if waiting <= 0 or serve == 0.0 or within == 0.0:
        return answered
    ahead = np.arange(waiting, dtype=np.float64)
    step = serve + ahead * leave  # someone ahead goes, or this one is taken
    rate = float(step.max() + leave)
    chunks = max(math.ceil(rate * within / 50.0), 1)
    tau = rate * within / chunks
    share = np.zeros(waiting)
    for _ in range(chunks):
        power, weight = share, math.exp(-tau)
        summed = weight * power
        for k in range(1, int(tau + 9.0 * math.sqrt(tau) + 20.0)):
            moved = power * (1.0 - (step + leave) / rate)
            moved[1:] += step[1:] / rate * power[:-1]
            moved[0] += step[0] / rate
            power = moved
            weight *= tau / k
            summed += weight * power
        share = summed
    answered[people:] = share
    return answered
