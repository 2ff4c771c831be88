"""The kernel's memory: one record a contact, kind, person, group; built from the layout and the deck."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.simulation.deck import Deck
from anyqtama.science.simulation.layout import Layout

CONTACT = np.dtype(
    [
        ("since", "f8"),  # waits since
        ("gives_up", "f8"),
        ("left", "f8"),  # work left at full pace
        ("paced", "f8"),  # when `left` was noted
        ("waited", "f8"),  # first segment: seconds until answered or given up, NaN if neither
        ("salt", "i8"),
        ("kind", "i4"),
        ("attempt", "i4"),
        ("version", "i4"),  # an event noted under an older version is void
        ("person", "i4"),
        ("called", "i4"),  # 1: takes a call back
        ("before", "i4"),
        ("after", "i4"),
        ("cell", "i4"),  # row of the counts
        ("by", "i4"),  # who answered the first segment, -1 nobody
    ],
    align=True,
)
KIND = np.dtype(
    [
        ("queue", "i8"),
        ("priority", "i8"),
        ("within", "f8"),
        ("watched", "i8"),  # 1: giving up must be seen at once, not when next looked at
        ("retry_share", "f8"),
        ("retry_after", "f8"),
        ("retry_most", "i8"),
        ("offer_at", "i8"),
        ("call_share", "f8"),
        ("reached_share", "f8"),
        ("missed_seconds", "f8"),
        ("passes_on", "i8"),
        ("head", "i8"),
        ("tail", "i8"),
        ("waiting", "i8"),
    ],
    align=True,
)
PERSON = np.dtype(
    [
        ("group", "i8"),
        ("on", "i8"),
        ("load", "i8"),
        ("free_from", "f8"),
        ("busy_from", "f8"),
        ("previous", "i8"),
        ("following", "i8"),
    ],
    align=True,
)
GROUP = np.dtype([("capacity", "i8"), ("busy", "f8"), ("led", "f8")], align=True)
EVENT = np.dtype([("time", "f8"), ("code", "i8")], align=True)
"""`code` packs version, contact (34 bits) and what happens (2 bits)."""
DESK = np.dtype(
    [
        ("ageing_seconds", "f8"),
        ("interval_seconds", "f8"),
        ("warm_up_seconds", "f8"),
        ("period_seconds", "f8"),
        ("intervals", "i8"),
        ("by_idle", "i8"),
        ("planned", "i8"),  # events on the heap
        ("events", "i8"),
        ("full", "i8"),  # 1: the heap was too small
    ],
    align=True,
)
Table = NDArray[np.void]


def contact_table(deck: Deck) -> Table:
    table = np.zeros(len(deck.arrive), dtype=CONTACT)
    table["since"], table["gives_up"], table["left"] = deck.arrive, deck.arrive + deck.patience, deck.work
    table["salt"], table["kind"], table["waited"] = deck.salt, deck.kind, np.nan
    for name in ("person", "before", "after", "by"):
        table[name] = -1
    return table


def kind_table(lay: Layout) -> Table:
    table = np.zeros(len(lay.priority), dtype=KIND)
    for name in (
        "priority", "within", "watched", "retry_share", "retry_after", "retry_most", "offer_at", "call_share",
        "reached_share", "missed_seconds",
    ):  # fmt: skip
        table[name] = getattr(lay, name)
    table["queue"], table["passes_on"] = lay.queue_of, lay.transfer_to[:, -1] > 0
    table["head"] = table["tail"] = -1
    return table


def person_table(lay: Layout) -> Table:
    table = np.zeros(len(lay.group_of), dtype=PERSON)
    table["group"] = lay.group_of
    table["previous"] = table["following"] = -1
    return table


def group_table(lay: Layout) -> Table:
    table = np.zeros(len(lay.capacity), dtype=GROUP)
    table["capacity"] = lay.capacity
    return table


def desk_table(lay: Layout, intervals: int) -> Table:
    table = np.zeros(1, dtype=DESK)
    table["intervals"] = intervals
    for name in ("ageing_seconds", "interval_seconds", "warm_up_seconds", "period_seconds", "by_idle"):
        table[name] = getattr(lay, name)
    return table
