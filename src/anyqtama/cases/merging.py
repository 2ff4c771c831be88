"""Two people at one case: what each changed is joined field by field; where both changed the same, somebody chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """`values`: only what is to be changed. `conflicts`: fields that both changed, each to something else."""

    values: Mapping[str, Any]
    conflicts: tuple[str, ...]


def merge(*, seen: Mapping[str, Any], now: Mapping[str, Any], said: Mapping[str, Any]) -> Merged:
    """`seen`: what the editor had before their eyes; `now`: what stands; `said`: what they sent. None is nothing."""
    values: dict[str, Any] = {}
    conflicts: list[str] = []
    for name, wanted in said.items():
        stands, began = _plain(now.get(name)), _plain(seen.get(name))
        wanted = _plain(wanted)
        if wanted in (began, stands):
            continue
        if stands != began:
            conflicts.append(name)
        values[name] = wanted
    return Merged(values, tuple(conflicts))


def _plain(value: Any) -> Any:
    """Nothing is nothing, however it is written; lines end in one way, whichever browser sent them."""
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").strip()
    return None if value in ("", [], False) else value
