"""Where people leave a script. The runs belong to contacts, a floor above: asked by the wiring."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from anyqtama.kernel.labels import label
from anyqtama.knowledge import computing, walking
from anyqtama.knowledge.models import ScriptVersion


@dataclass(frozen=True, slots=True)
class Run:
    """One contact's way: answers by step; `over` when the contact is closed."""

    answers: Mapping[str, Mapping[str, Any]]
    over: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One step: how many reached it, did it, left it out (reason → times), ended the contact there."""

    number: int
    text: str
    mandatory: bool
    reached: int
    done: int
    left_out: Mapping[str, int]
    ended: int

    @property
    def share(self) -> int:
        """Percent of those who reached it that went no further."""
        return round(100 * self.ended / self.reached) if self.reached else 0


Runs = Callable[[ScriptVersion], Iterable[Run]]
_runs: list[Runs] = []


def connect(runs: Runs) -> None:
    _runs[:] = [runs]


def places(version: ScriptVersion, language: str) -> list[Place]:
    reached, done, ended = Counter[str](), Counter[str](), Counter[str]()
    left: dict[str, Counter[str]] = {step["key"]: Counter() for step in version.steps}
    for run in _runs[0](version):
        way = walking.walk(version.steps, run.answers)
        reached.update([*way.passed, *([way.now] if way.now else [])])
        for key, reasons in left.items():
            if reason := run.answers.get(key, {}).get("skipped", ""):
                reasons[reason] += 1  # also what closing left out further on
            elif key in way.passed:
                done[key] += 1
        if run.over and way.now:
            ended[way.now] += 1
    return [
        Place(number, computing.put(label(step["texts"], language), {}), bool(step.get("mandatory")),
              reached[step["key"]], done[step["key"]], dict(left[step["key"]]), ended[step["key"]])
        for number, step in enumerate(version.steps, start=1)
    ]  # fmt: skip
