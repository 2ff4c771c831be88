"""Playing a centre: the kernel called for every replication, its counts turned into estimates with intervals."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from anyqtama.science import VERSION
from anyqtama.science.compiling import Kernel, can_compile, compiled
from anyqtama.science.quality.distributions import two_sided_t
from anyqtama.science.refusals import BadInput, whole
from anyqtama.science.simulation import kernel
from anyqtama.science.simulation.centre import Centre
from anyqtama.science.simulation.deck import Deck, deal
from anyqtama.science.simulation.kernel import BINS, COLUMNS
from anyqtama.science.simulation.layout import Layout, lay_out
from anyqtama.science.simulation.tables import (
    EVENT,
    Table,
    contact_table,
    desk_table,
    group_table,
    kind_table,
    person_table,
)

Floats = NDArray[np.float64]
Engine = Literal["auto", "compiled", "plain"]


class SimulationStatus(StrEnum):
    COMPLETE = "complete"
    NOBODY_SKILLED = "nobody_skilled"
    """Some contacts can be taken by nobody in the centre; `unskilled` names their queues."""
    UNSERVED = "unserved"
    """Some who never give up were still waiting when the last person had gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over replications and its confidence interval; `low` and `high` None with a single replication."""

    mean: float
    low: float | None
    high: float | None
    error: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimulationResult:
    """What was played. `counts` has shape (replications, queues, intervals, columns of `kernel`).

    `waits`, shape (queues, seconds), counts waits of those answered in whole seconds. `busy` and `led` are, per
    replication and group, the seconds with at least one contact and the contact-seconds; `staffed` the seconds on duty.
    """

    status: SimulationStatus
    unskilled: tuple[str, ...]
    queues: tuple[str, ...]
    groups: tuple[str, ...]
    counts: Floats
    waits: NDArray[np.int64]
    contained: NDArray[np.int64]
    busy: Floats
    led: Floats
    staffed: Floats
    events: int
    seed: int
    replications: int
    confidence: float
    engine: str
    described_by: str
    version: str = VERSION

    def service_level(self, queue: str, letter: str = "A", interval: int | None = None) -> Estimate:
        """Return SL-A, -B, -C or -D of a queue over the period or in one interval of arrival."""
        top, bottom = self.level_terms(queue, letter, interval)
        return _within_one(ratio_estimate(top, bottom, self.confidence))

    def abandonment(self, queue: str, interval: int | None = None) -> Estimate:
        """Return given up / (answered + given up)."""
        gone, came = self._sum(queue, kernel.ABANDONED, interval), self._sum(queue, kernel.ANSWERED, interval)
        return _within_one(ratio_estimate(gone, came + gone, self.confidence))

    def asa_seconds(self, queue: str, interval: int | None = None) -> Estimate:
        """Return the mean wait of those answered."""
        waited, came = self._sum(queue, kernel.WAIT_ANSWERED, interval), self._sum(queue, kernel.ANSWERED, interval)
        return _not_negative(ratio_estimate(waited, came, self.confidence))

    def handle_seconds(self, queue: str) -> Estimate:
        """Return the mean handling time of a segment, stretched by contacts led beside it."""
        served = self._sum(queue, kernel.ANSWERED) + self._sum(queue, kernel.CALLED_BACK)
        return _not_negative(ratio_estimate(self._sum(queue, kernel.HANDLING), served, self.confidence))

    def per_replication(self, queue: str, column: int) -> Estimate:
        """Return the mean of one column of the counts per replication, e.g. `kernel.OFFERED`."""
        values = self._sum(queue, column)
        return _not_negative(ratio_estimate(values, np.ones_like(values), self.confidence))

    def occupancy(self, group: str) -> Estimate:
        """Return busy / on duty. Work finished after the end of duty can lift it above 1."""
        g = self.groups.index(group)
        on_duty = np.full(self.replications, self.staffed[g])
        return _not_negative(ratio_estimate(self.busy[:, g], on_duty, self.confidence))

    def wait_quantile(self, queue: str, share: float) -> float | None:
        """Return the wait of those answered that `share` of them do not exceed, in whole seconds.

        None if nobody was answered, or if the wait is `longest_kept_seconds` or more.
        """
        bins = self.waits[self.queues.index(queue)]
        seconds = int(np.searchsorted(np.cumsum(bins), share * bins.sum())) + 1
        return float(seconds) if bins.sum() and seconds < len(bins) else None

    @property
    def longest_kept_seconds(self) -> int:
        """Waits of so many seconds and more are counted as one."""
        return len(self.waits[0]) - 1

    def level_terms(self, queue: str, letter: str, interval: int | None = None) -> tuple[Floats, Floats]:
        """Return the two terms of a service level, one number a replication."""
        own = self.counts[:, self.queues.index(queue)]
        return level_terms(own.sum(axis=1) if interval is None else own[:, interval], letter)

    def _sum(self, queue: str, column: int, interval: int | None = None) -> Floats:
        own = self.counts[:, self.queues.index(queue), :, column]
        total: Floats = own.sum(axis=1) if interval is None else own[:, interval]
        return total


def simulate(
    centre: Centre, *, seed: int, replications: int = 10, confidence: float = 0.95, engine: Engine = "auto"
) -> SimulationResult:
    """Play the centre `replications` times and return what happened.

    The same seed gives the same clients whatever the staff, so options are best compared under one seed. Exact for
    the model described; the estimates carry the chance of the draw, shown as a t interval over replications.

    Raises
    ------
    BadInput : impossible numbers, an unknown engine, or more contacts than memory is meant for.
    """
    whole(seed, "seed", least=0)
    whole(replications, "replications", least=1, most=100_000)
    if not 0.0 < confidence < 1.0:
        raise BadInput(what=f"is {confidence}", where="confidence", mend="give a share between 0 and 1, such as 0.95")
    run = chosen_engine(engine)
    lay = lay_out(centre)
    queues, intervals, groups = len(centre.queues), len(centre.queues[0].offered), len(centre.groups)
    counts = np.zeros((replications, queues, intervals, COLUMNS))
    waits = np.zeros((queues, BINS), dtype=np.int64)
    contained = np.zeros(queues, dtype=np.int64)
    busy, led = np.zeros((replications, groups)), np.zeros((replications, groups))
    events = 0
    for r in range(replications):
        deck = deal(centre, seed, r)
        played = play_once(lay, deck, (queues, intervals), run)
        counts[r], busy[r], led[r] = played.counts, played.groups["busy"], played.groups["led"]
        waits += played.waits
        contained += deck.contained
        events += played.events
    manned = {g for g, group in enumerate(centre.groups) if group.people}
    unskilled = {
        centre.queues[lay.queue_of[k]].name for k, able in enumerate(lay.groups_of) if manned.isdisjoint(able.tolist())
    }
    status = SimulationStatus.COMPLETE
    if counts[..., kernel.UNSERVED].any():
        status = SimulationStatus.UNSERVED
    if unskilled:
        status = SimulationStatus.NOBODY_SKILLED
    return SimulationResult(
        status=status,
        unskilled=tuple(sorted(unskilled)),
        queues=tuple(queue.name for queue in centre.queues),
        groups=tuple(group.name for group in centre.groups),
        counts=counts,
        waits=waits,
        contained=contained,
        busy=busy,
        led=led,
        staffed=np.array([_staffed(centre, g) for g in range(groups)]),
        events=events,
        seed=seed,
        replications=replications,
        confidence=confidence,
        engine="plain" if run is kernel.play else "compiled",
        described_by=hashlib.sha256(repr(centre).encode()).hexdigest(),
    )


def level_terms(counts: Floats, letter: str) -> tuple[Floats, Floats]:
    """Return numerator and denominator of SL-A to SL-D from counts of shape (replications, columns)."""
    quick, answered, gone = (counts[:, c] for c in (kernel.ANSWERED_IN, kernel.ANSWERED, kernel.ABANDONED))
    gone_quick = counts[:, kernel.ABANDONED_IN]
    match letter:
        case "A":
            return quick, answered + gone
        case "B":
            return quick, answered
        case "C":
            return quick, answered + gone - gone_quick
        case "D":
            return quick + gone_quick, counts[:, kernel.OFFERED]
        case _:
            raise BadInput(what=f"is {letter!r}", where="letter", mend="use A, B, C or D")


def compare_service_level(one: SimulationResult, other: SimulationResult, queue: str, letter: str = "A") -> Estimate:
    """Return by how much `other` serves a queue better than `one`, paired by replication.

    Both must come from the same seed and number of replications: the clients are then the same, most chance cancels,
    and the interval is far narrower than the two apart would suggest.
    """
    if (one.seed, one.replications) != (other.seed, other.replications):
        raise BadInput(what="differ in seed or replications", where="results", mend="simulate both with the same")
    residuals, means = [], []
    for result in (one, other):
        top, bottom = result.level_terms(queue, letter)
        mean = top.sum() / bottom.sum()
        means.append(float(mean))
        residuals.append((top - mean * bottom) / bottom.mean())
    return _estimate(means[1] - means[0], residuals[1] - residuals[0], one.confidence)


def ratio_estimate(top: Floats, bottom: Floats, confidence: float) -> Estimate:
    """Return sum(top) / sum(bottom) over replications; its error from the linearised residuals (Cochran 1977, 6.4)."""
    if not bottom.sum() > 0:
        return Estimate(mean=math.nan, low=None, high=None, error=None)
    mean = float(top.sum() / bottom.sum())
    return _estimate(mean, (top - mean * bottom) / bottom.mean(), confidence)


def _within_one(share: Estimate) -> Estimate:
    """Cut the interval of a share to what a share can be."""
    positive = _not_negative(share)
    return positive if positive.high is None else replace(positive, high=min(positive.high, 1.0))


def _not_negative(estimate: Estimate) -> Estimate:
    """Cut the interval of a time or a count to what it can be."""
    return estimate if estimate.low is None else replace(estimate, low=max(estimate.low, 0.0))


def _estimate(mean: float, residuals: Floats, confidence: float) -> Estimate:
    n = len(residuals)
    if n < 2:
        return Estimate(mean=mean, low=None, high=None, error=None)
    error = math.sqrt(float((residuals**2).sum()) / (n * (n - 1)))
    reach = two_sided_t(confidence, n - 1) * error
    return Estimate(mean=mean, low=mean - reach, high=mean + reach, error=error)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Played:
    """One replication after play: the tables of the kernel and its counts."""

    contacts: Table
    groups: Table
    counts: Floats
    waits: NDArray[np.int64]
    events: int


def play_once(lay: Layout, deck: Deck, shape: tuple[int, int], run: Kernel) -> Played:
    """Play one replication; `shape` is (queues, intervals). Plays again if the event heap was too small."""
    people, most = len(lay.group_of), int(lay.capacity.max())
    room = people + 64
    if lay.watched.any() or most > 1:
        room += 4 * len(deck.arrive)
    while True:
        contacts, groups, desk = contact_table(deck), group_table(lay), desk_table(lay, shape[1])
        counts, waits = np.zeros((shape[0] * shape[1], COLUMNS)), np.zeros((shape[0], BINS), dtype=np.int64)
        seats = np.full((len(groups), most + 1, 2), -1, dtype=np.int64)
        leads = np.full((people, most), -1, dtype=np.int64)
        run(
            contacts, kind_table(lay), person_table(lay), groups, desk, np.empty(room, dtype=EVENT), seats, leads,
            lay.stretch, counts, waits, deck.arrive, lay.duty_time, lay.duty_person, lay.duty_on, lay.groups_of,
            lay.kinds_of, lay.person_order, lay.contact_order, lay.rank, lay.first_line, lay.transfer_to,
            deck.work_pool, deck.patience_pool,
        )  # fmt: skip
        if desk[0]["full"] == 0:
            return Played(
                contacts=contacts, groups=groups, counts=counts.reshape(*shape, COLUMNS), waits=waits,
                events=int(desk[0]["events"]),
            )  # fmt: skip
        room *= 4


def _staffed(centre: Centre, g: int) -> float:
    group = centre.groups[g]
    counted = (
        max(min(ends, centre.period_seconds) - max(begins, centre.warm_up_seconds), 0.0) for begins, ends in group.duty
    )
    return group.people * sum(counted)


def chosen_engine(wished: Engine) -> Kernel:
    """Return the kernel to play with: compiled where numba is installed, else plain."""
    if wished not in ("auto", "compiled", "plain"):
        raise BadInput(what=f"is {wished!r}", where="engine", mend="use auto, compiled or plain")
    if wished == "compiled" and not can_compile():
        raise BadInput(what="is not available", where="engine", mend="install the extra `science`, or use plain")
    return _compiled_play() if wished != "plain" and can_compile() else kernel.play


@cache
def _compiled_play() -> Kernel:
    parts = (
        kernel.chance, kernel.push, kernel.drop_first, kernel.seat, kernel.unseat, kernel.choose_person,
        kernel.note, kernel.join, kernel.unlink, kernel.give_up, kernel.goes_before, kernel.choose_contact,
        kernel.overlap, kernel.repace, kernel.count_answer, kernel.begin, kernel.end_segment, kernel.line_up,
        kernel.goes_on_to, kernel.renew, kernel.retry, kernel.clear, kernel.take_next, kernel.welcome,
        kernel.turn_duty, kernel.play,
    )  # fmt: skip
    rare = {"repace", "retry", "clear", "chance", "play"}
    return compiled(*parts, inlined=frozenset(part.__name__ for part in parts) - rare)["play"]
