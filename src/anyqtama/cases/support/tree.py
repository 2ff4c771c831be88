"""The tree of diagnosis as its page shows it: the path taken, the step now, how far it goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anyqtama.cases.models import Case
from anyqtama.cases.support import following
from anyqtama.kernel.labels import label
from anyqtama.knowledge import computing, walking
from anyqtama.knowledge.models import ScriptVersion


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    text: str
    answer: str
    done: bool
    now: bool
    options: Sequence[str]
    computed: str


@dataclass(frozen=True, slots=True)
class Tree:
    """`now` empty: the path is at its end."""

    version: ScriptVersion
    name: str
    steps: Sequence[Step]
    now: str
    done: int
    ahead: int


def tree(case: Case) -> Tree | None:
    """In the client's language: the questions are said aloud."""
    version = following.current_version(case)
    if version is None:
        return None
    answers = following.taken(case, version)
    way = walking.walk(version.steps, answers)
    known = {step["key"]: step for step in version.steps}
    shown = [*way.passed, *([way.now] if way.now else [])]
    steps = [_step(known[key], answers, way.now, case.language) for key in shown]
    name = label(version.script.names)
    return Tree(version, name, steps, way.now, len(way.passed), len(way.ahead))


def _step(step: Mapping[str, Any], answers: Mapping[str, Any], now: str, language: str) -> Step:
    said = answers.get(step["key"], {})
    options = [option if isinstance(option, str) else label(option.get("texts", option), language)
               for option in step.get("options") or ()]  # fmt: skip
    return Step(
        key=step["key"],
        text=computing.put(label(step["texts"], language), answers),
        answer=said.get("answer", ""),
        done=bool(said.get("done")),
        now=step["key"] == now,
        options=options if step["kind"] == "choose" else [],
        computed=computing.computed(step, answers) if step["kind"] == "compute" else "",
    )
