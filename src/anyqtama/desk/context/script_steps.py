"""The script of the contact's topic: which steps are done, what was answered, which one is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anyqtama.contacts import scripting
from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import label
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
    waiting = (step["key"] for step in version.steps if not answers.get(step["key"], {}).get("done"))
    now = next(waiting, "")
    steps = [_step(step, answers.get(step["key"], {}), now, contact.language) for step in version.steps]
    return ScriptPanel(version, label(version.script.names), steps)


def _step(step: Mapping[str, Any], answered: Mapping[str, Any], now: str, language: str) -> Step:
    return Step(
        key=step["key"],
        kind=step["kind"],
        text=label(step["texts"], language),
        options=[_option(option, language) for option in step.get("options") or ()],
        mandatory=bool(step.get("mandatory")),
        answer=answered.get("answer", ""),
        done=bool(answered.get("done")),
        now=step["key"] == now,
    )


def _option(option: str | Mapping[str, Any], language: str) -> tuple[str, str]:
    if isinstance(option, str):
        return option, option
    shown = label(option.get("texts", option), language)
    return shown, shown
