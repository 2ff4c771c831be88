"""What each package keeps of a client: told to them on request, forgotten on request. Handed over by the wiring."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Keeper:
    """`holds`: why nothing may be erased yet; `erase`: how much of each sort was forgotten; `told`: all of it.

    Each is asked for the ids of the client's cards, and works inside the transaction of the erasure.
    """

    name: str
    holds: Callable[[Sequence[int]], Sequence[str]]
    erase: Callable[[Sequence[int], datetime], Mapping[str, int]]
    told: Callable[[Sequence[int]], Sequence[Mapping[str, Any]]]


_keepers: list[Keeper] = []


def connect(*keepers: Keeper) -> None:
    _keepers[:] = keepers


def keepers() -> Sequence[Keeper]:
    """From the top floor down, so that what points to something goes before it."""
    return tuple(_keepers)


def nothing_holds(_ids: Sequence[int]) -> Sequence[str]:
    return ()


def nothing_erased(_ids: Sequence[int], _at: datetime) -> Mapping[str, int]:
    """What is told apart, and forgotten with something else."""
    return {}


def nothing_told(_ids: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    return ()
