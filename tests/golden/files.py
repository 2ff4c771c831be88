"""One entry of each kind and version that was ever written, kept for good: what the journal of any installation holds.

`python -m tests.golden` writes the files of kinds that have none yet; it never changes one that is there.
"""

import importlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from anyqtama.kernel.journal import Body

FOLDER = Path(__file__).parent / "entries"
SOURCES = Path(__file__).parents[2] / "src"


def kinds() -> dict[str, type[Body]]:
    """Every kind of entry the product writes."""
    for path in sorted(SOURCES.glob("anyqtama/**/*.py")):
        text = path.read_text(encoding="utf-8") if "tests" not in path.parts else ""
        if "(Body)" in text or "journal.Body)" in text:
            importlib.import_module(".".join(path.relative_to(SOURCES).with_suffix("").parts))
    return {cls.kind: cls for cls in bodies()}


def bodies() -> Iterator[type[Body]]:
    """Without those that tests make for themselves."""
    for cls in subclasses(Body):
        if cls.__module__.startswith("anyqtama.") and ".tests." not in cls.__module__:
            yield cls


def subclasses(cls: type[Body]) -> Iterator[type[Body]]:
    for inner in cls.__subclasses__():
        yield from subclasses(inner)
        if hasattr(inner, "kind"):  # dataclass(slots=True) leaves a twin behind
            yield inner


def kept() -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """(kind, version, fields) of each golden file."""
    for path in sorted(FOLDER.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        yield entry["kind"], entry["version"], {**entry["payload"], **entry["personal"]}


def path_of(kind: str, version: int) -> Path:
    return FOLDER / f"{kind}.{version}.json"
