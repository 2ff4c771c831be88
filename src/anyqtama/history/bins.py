"""The fixed histogram of waits: additive over intervals, so any threshold on an edge is counted exactly."""

from bisect import bisect_left
from collections.abc import Sequence

EDGES = (
    5,
    10,
    15,
    20,
    30,
    40,
    45,
    60,
    80,
    90,
    120,
    150,
    180,
    240,
    300,
    420,
    600,
    900,
    1200,
    1800,
    2700,
    3600,
    7200,
    14400,
    28800,
)
"""Upper edges in seconds, each belonging to its bin; one more bin takes what is longer. Thresholds are edges."""
COUNT = len(EDGES) + 1


def empty() -> list[int]:
    return [0] * COUNT


def bin_of(seconds: float) -> int:
    return bisect_left(EDGES, seconds)


def within(bins: Sequence[int], threshold_seconds: int) -> int:
    """How many waited at most `threshold_seconds`, which must be an edge."""
    if threshold_seconds not in EDGES:
        raise ValueError(f"{threshold_seconds} s is no edge of the histogram; use one of {EDGES}.")
    return sum(bins[: EDGES.index(threshold_seconds) + 1])


def added(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(one or empty(), other or empty(), strict=True)]
