"""Sentences of simulated people, by what they are for and language."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from anyqtama.demo.simulated.chances import Chances

FILE = Path(__file__).with_name("said.toml")


@cache
def _all() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def sentences(kind: str, language: str) -> Sequence[str]:
    """Colleagues speak Kazakh or Russian among themselves; who has neither is written to in Russian."""
    said: Mapping[str, Any] = _all()
    for part in kind.split("."):
        said = said[part]
    found: Sequence[str] = said.get(language) or said["ru"]
    return found


def sentence(kind: str, language: str, chances: Chances) -> str:
    return chances.one(sentences(kind, language))
