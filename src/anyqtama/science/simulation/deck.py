"""The contacts of one replication, drawn before play: the same for every option compared (common random numbers)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.refusals import BadInput
from anyqtama.science.simulation.centre import Centre, SimulatedQueue
from anyqtama.science.simulation.durations import draw_seconds

MOST_CONTACTS = 5_000_000
POOL = 4096
"""Further draws (second attempts, transferred segments) come from a pool of this many per queue."""


class Deck(NamedTuple):
    """Contacts by time of reaching the queue, arrays of shape (contacts,); `patience` inf where nobody gives up."""

    arrive: NDArray[np.float64]
    kind: NDArray[np.int64]
    work: NDArray[np.float64]
    patience: NDArray[np.float64]
    salt: NDArray[np.int64]
    work_pool: NDArray[np.float64]
    patience_pool: NDArray[np.float64]
    contained: NDArray[np.int64]


def kinds(centre: Centre) -> list[tuple[int, str | None]]:
    """Return the kinds of contact the kernel tells apart: (queue, language)."""
    return [(q, language) for q, queue in enumerate(centre.queues) for language in _spoken(queue)]


def _spoken(queue: SimulatedQueue) -> list[str | None]:
    return [*sorted(queue.languages)] or [None]


def deal(centre: Centre, seed: int, replication: int) -> Deck:
    """Draw the contacts of one replication.

    Every queue and every purpose has its own stream (Philox, keyed by seed, replication, queue, purpose), so that a
    change in one queue or in the staff leaves all other draws as they were.
    """
    expected = sum(sum(queue.offered) for queue in centre.queues)
    if expected > MOST_CONTACTS:
        raise BadInput(what=f"asks for {expected:.3g} contacts", where="offered", mend="simulate a shorter period")
    number_of = {pair: i for i, pair in enumerate(kinds(centre))}
    hands = [_hand(centre, q, queue, number_of, seed, replication) for q, queue in enumerate(centre.queues)]
    columns: list[NDArray[Any]] = hands[0][:5]
    if len(hands) > 1 or centre.queues[0].menu is not None:  # else they stand in order
        columns = [np.concatenate([hand[i] for hand in hands]) for i in range(5)]
        order = np.argsort(columns[0], kind="stable")
        columns = [column[order] for column in columns]
    arrive, kind, work, patience, salt = columns
    owners = [q for q, _ in kinds(centre)]
    return Deck(
        arrive=arrive,
        kind=kind.astype(np.int64, copy=False),
        work=work,
        patience=patience,
        salt=salt.astype(np.int64, copy=False),
        work_pool=np.stack([hands[q][5] for q in owners]),
        patience_pool=np.stack([hands[q][6] for q in owners]),
        contained=np.array([hand[7][0] for hand in hands], dtype=np.int64),
    )


def _hand(
    centre: Centre,
    q: int,
    queue: SimulatedQueue,
    number_of: dict[tuple[int, str | None], int],
    seed: int,
    replication: int,
) -> list[NDArray[Any]]:
    def stream(purpose: int) -> np.random.Generator:
        return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(replication, q, purpose))))

    come = stream(0)
    counts = come.poisson(np.asarray(queue.offered, dtype=np.float64))
    starts = np.repeat(np.arange(len(counts)) * centre.interval_seconds, counts)
    arrive = np.sort(starts + come.uniform(0.0, centre.interval_seconds, size=len(starts)))
    n = len(arrive)
    work = draw_seconds(queue.handling, n, stream(1))
    patience = np.full(n, np.inf) if queue.patience is None else draw_seconds(queue.patience, n, stream(2))
    salt = stream(3).integers(0, 2**32, size=n)
    languages = sorted(queue.languages)
    chosen = np.zeros(n, dtype=np.int64)
    if languages:
        shares = np.cumsum([queue.languages[lang] for lang in languages])
        chosen = np.minimum(np.searchsorted(shares, stream(4).uniform(size=n), side="right"), len(languages) - 1)
    kind = np.array([number_of[q, language] for language in _spoken(queue)])[chosen]
    contained = 0
    if queue.menu is not None:
        in_menu = stream(5)
        arrive = arrive + draw_seconds(queue.menu.duration, n, in_menu)
        stays = in_menu.uniform(size=n) >= queue.menu.contained_share
        contained = int(n - stays.sum())
        arrive, kind, work = arrive[stays], kind[stays], work[stays]
        patience, salt = patience[stays], salt[stays]
    pools = stream(6)
    work_pool = draw_seconds(queue.handling, POOL, pools)
    patience_pool = np.full(POOL, np.inf) if queue.patience is None else draw_seconds(queue.patience, POOL, pools)
    return [arrive, kind, work, patience, salt, work_pool, patience_pool, np.array([contained])]
