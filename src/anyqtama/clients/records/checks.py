"""The checks that rules of records' quality are made of: facts of a card in, whether it breaks the rule out. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card says: `values` by field, `kinds` of its identities, when they were last confirmed, ends of powers."""

    kind: str
    values: Mapping[str, Any]
    kinds: frozenset[str] = frozenset()
    confirmed_at: datetime | None = None
    powers_end: tuple[date, ...] = ()
    represented: bool = False
    at: datetime | None = None
    unknown: frozenset[str] = field(default_factory=frozenset)
    """Fields that a form before saving cannot tell of: a rule about them does not act there."""


Check = Callable[[Facts, str, Mapping[str, Any]], bool]


def _missing(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    if name == "reached_by":
        return not facts.kinds & {"phone", "email", "messenger"}
    if name in {"iin", "bin"}:
        return name not in facts.kinds
    if name == "representatives":
        return not facts.represented
    return not facts.values.get(name)


def _unlike(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    return re.fullmatch(settings["pattern"], str(facts.values.get(name) or "")) is None


def _needs(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    return bool(facts.values.get(settings["one"])) and not facts.values.get(settings["other"])


def _listed(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    value = facts.values.get(name)
    return bool(value) and value not in settings["values"]


def _person_with_bin(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    return facts.kind == "person" and "bin" in facts.kinds


def _power_over(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    return facts.at is not None and any(end < timezone.localdate(facts.at) for end in facts.powers_end)


def _older(facts: Facts, name: str, settings: Mapping[str, Any]) -> bool:
    if facts.at is None or facts.confirmed_at is None:
        return False
    return facts.confirmed_at < facts.at - timedelta(days=settings["days"])


CHECKS: Mapping[str, Check] = {
    "missing": _missing,
    "unlike": _unlike,
    "needs": _needs,
    "listed": _listed,
    "person_with_bin": _person_with_bin,
    "power_over": _power_over,
    "older": _older,
}


def breaks(facts: Facts, *, check: str, name: str, settings: Mapping[str, Any]) -> bool:
    """Whether the card breaks this rule. A rule for one kind of client passes over the other."""
    if settings.get("kind", facts.kind) != facts.kind:
        return False
    return CHECKS[check](facts, name, settings)
