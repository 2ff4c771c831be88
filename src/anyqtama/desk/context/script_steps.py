"""The script of the contact's topic: the way taken, what was answered, which step is next, what lies ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anyqtama.contacts import scripting
from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import label
from anyqtama.knowledge import walking
from anyqtama.knowledge.models import ScriptVersion


@dataclass(frozen=True, slots=True)
class Step:
    """`options` are pairs (what is stored, what is shown)."""

    key: str
    kind: str
    text: str
    options: Sequence[tuple[str, str]]
    mandatory: bool
    answer: str
    done: bool
    now: bool
    skipped: str
    computed: str
    find: str


@dataclass(frozen=True, slots=True)
class ScriptPanel:
    version: ScriptVersion
    name: str
    steps: Sequence[Step]

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)


def script(contact: Contact) -> ScriptPanel | None:
    """In the client's language: its sentences are said aloud."""
    version = scripting.current_version(contact)
    if version is None:
        return None
    run = contact.script_runs.filter(version=version).first()
    answers: Mapping[str, Any] = run.answers if run else {}
    way = walking.walk(version.steps, answers)
    known = {step["key"]: step for step in version.steps}
    shown = [*way.passed, *([way.now] if way.now else []), *way.ahead]
    steps = [_step(known[key], answers, way.now, contact.language) for key in shown]
    return ScriptPanel(version, label(version.script.names), steps)


def _step(step: Mapping[str, Any], answers: Mapping[str, Any], now: str, language: str) -> Step:
    answered = answers.get(step["key"], {})
    return Step(
        key=step["key"],
        kind=step["kind"],
        text=label(step["texts"], language),
        options=[_option(option, language) for option in step.get("options") or ()],
        mandatory=bool(step.get("mandatory")),
        answer=answered.get("answer", ""),
        done=bool(answered.get("done")),
        now=step["key"] == now,
        skipped=answered.get("skipped", ""),
        computed=walking.computed(step, answers) if step["kind"] == "compute" else "",
        find=step.get("find", ""),
    )


def _option(option: str | Mapping[str, Any], language: str) -> tuple[str, str]:
    if isinstance(option, str):
        return option, option
    shown = label(option.get("texts", option), language)
    return shown, shown
