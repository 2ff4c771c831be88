"""The people whom a demo offers at its door. The demo stands above: the wiring hands its list over here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the cast: `occupation` and `note` in the reader's language."""

    login: str
    password: str
    name: str
    occupation: str
    note: str = ""


Cast = Callable[[], Sequence[Member]]


def nobody() -> Sequence[Member]:
    return ()


_cast: Cast = nobody


def connect(cast: Cast) -> None:
    """Called by the wiring, in a demo only."""
    global _cast  # noqa: PLW0603 -- set once at start
    _cast = cast


def members() -> Sequence[Member]:
    return _cast()
