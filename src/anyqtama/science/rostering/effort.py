"""How long a search may take, and what it tells meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science.refusals import number, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a search knows at a moment. Return False from the callback to stop it."""

    seconds: float
    objective: float
    bound: float
    hard_violations: int
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to search. Everything drawn comes from the seed; with two threads the order of finds may still vary."""

    seconds: float = 60.0
    threads: int = 2

    def __post_init__(self) -> None:
        number(self.seconds, "seconds", above=0)
        whole(self.threads, "threads", least=1, most=64)
