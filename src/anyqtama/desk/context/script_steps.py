"""The script that fits the contact and why: the way taken, what was answered, which step is next, what lies ahead."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.contacts import scripting
from anyqtama.contacts.models import Contact, Queue
from anyqtama.kernel.labels import label
from anyqtama.knowledge import computing, walking
from anyqtama.knowledge.fitting import Fit
from anyqtama.knowledge.models import ScriptVersion


@dataclass(frozen=True, slots=True)
class Step:
    """`options` are pairs (what is stored, what is shown); `fills`: name of a field → what its form begins with."""

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
    missing: str
    number: bool
    find: str
    fills: Mapping[str, str]

    @property
    def filled(self) -> str:
        return json.dumps(self.fills, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ScriptPanel:
    """`why` this script: by what it was chosen; `before`: the script that would have come next."""

    version: ScriptVersion
    name: str
    steps: Sequence[Step]
    why: str
    before: str

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)


def script(contact: Contact) -> ScriptPanel | None:
    """In the client's language: its sentences are said aloud."""
    fits = scripting.fits(contact)
    version = scripting.version_of(contact, fits)
    if version is None:
        return None
    run = contact.script_runs.filter(version=version).first()
    answers: Mapping[str, Any] = run.answers if run else {}
    way = walking.walk(version.steps, answers)
    known = {step["key"]: step for step in version.steps}
    shown = [*way.passed, *([way.now] if way.now else []), *way.ahead]
    steps = [_step(version, known[key], answers, way.now, contact.language) for key in shown]
    fit = next(fit for fit in fits if fit.script.pk == version.script_id)
    others = [other for other in fits if other.script.pk != version.script_id and other.weight >= fit.weight]
    before = label(others[0].script.names) if others else ""
    return ScriptPanel(version, label(version.script.names), steps, ", ".join(_why(fit)), before)


def filled(contact: Contact) -> dict[str, str]:
    """What a form opened from the script's step begins with, without scripts in the browser."""
    panel = script(contact)
    now = next((step for step in panel.steps if step.now), None) if panel else None
    return dict(now.fills) if now else {}


def _why(fit: Fit) -> Iterator[str]:
    if fit.topic:
        yield _("by the topic") if fit.topic == "own" else _("by the group of the topic")
    if fit.channel:
        yield _("by the channel")
    if fit.language:
        yield _("by the language")
    if not (fit.topic or fit.channel or fit.language):
        yield _("for every contact")


def _step(version: ScriptVersion, step: Mapping[str, Any], answers: Mapping[str, Any], now: str, language: str) -> Step:
    answered = answers.get(step["key"], {})
    computes = step["kind"] == "compute"
    missing = computing.uncounted(step, answers) if computes else []
    return Step(
        key=step["key"],
        kind=step["kind"],
        text=computing.put(label(step["texts"], language), answers),
        options=[_option(option, language) for option in step.get("options") or ()],
        mandatory=bool(step.get("mandatory")),
        answer=answered.get("answer", "") if not computes else "",
        done=bool(answered.get("done")),
        now=step["key"] == now,
        skipped=answered.get("skipped", ""),
        computed=computing.computed(step, answers) if computes else "",
        missing=", ".join(walking.named(version.steps, key) for key in missing) if step["key"] == now else "",
        number=step["key"] in computing.counted(version.steps),
        find=computing.put(step.get("find", ""), answers).replace(computing.UNKNOWN, "").strip(),
        fills=_fills(version, step, answers, language) if step["key"] == now else {},
    )


def _fills(
    version: ScriptVersion, step: Mapping[str, Any], answers: Mapping[str, Any], language: str
) -> dict[str, str]:
    if step["kind"] == "hand_over" and step.get("queue"):
        queue = Queue.objects.filter(code=step["queue"], active=True).first()
        reason = told(version, answers, language).replace("\n", "; ")[:300]
        return {"target": f"queue:{queue.pk}", "reason": reason} if queue else {}
    if step["kind"] != "register":
        return {}
    address = answers.get(step.get("address", ""), {}).get("answer", "")
    return {name: said for name, said in (("details", told(version, answers, language)), ("address", address)) if said}


def told(version: ScriptVersion, answers: Mapping[str, Any], language: str) -> str:
    """What was asked and answered, a line each."""
    lines = []
    for step in version.steps:
        answer = answers.get(step["key"], {})
        if answer.get("done") and answer.get("answer"):
            question = computing.put(label(step["texts"], language), answers).rstrip(" :?")
            lines.append(f"{question}: {answer['answer']}")
    return "\n".join(lines)


def _option(option: str | Mapping[str, Any], language: str) -> tuple[str, str]:
    if isinstance(option, str):
        return option, option
    shown = label(option.get("texts", option), language)
    return shown, shown
