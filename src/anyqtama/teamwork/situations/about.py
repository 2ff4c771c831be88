"""What a situation was met in: floors above say how a contact or a case is called and where it opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class About:
    label: str
    url: str


Resolver = Callable[[Person, str], About | None]
"""(who looks, id) → how it is called and where it opens; None where they may not see it."""

_resolvers: dict[str, Resolver] = {}


def connect(resolvers: Mapping[str, Resolver]) -> None:
    _resolvers.update(resolvers)


def of(person: Person, kind: str, known: str) -> About | None:
    return _resolvers[kind](person, known) if kind in _resolvers and known else None


def known(person: Person, said: str) -> tuple[str, str]:
    """`said` is "contact:17" or "case:AQ-2026-000001" as a page passes it on; ("", "") unless the person sees it."""
    kind, _colon, value = said.partition(":")
    return (kind, value[:30]) if of(person, kind, value[:30]) else ("", "")
