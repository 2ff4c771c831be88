"""The builder as its page shows it: each step with its fields and what is wrong with it, the way as a picture."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.channels.models import ChannelKind
from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES, label
from anyqtama.knowledge import belonging, checking, computing, walking
from anyqtama.knowledge.checking import ANSWERED, Problem
from anyqtama.knowledge.scripts import drawing
from anyqtama.knowledge.scripts.building import MOST_STEPS, Moved, Step
from anyqtama.knowledge.scripts.lines import KINDS, texts

Choices = Sequence[tuple[str, str]]
ROW = {"kk": "", "ru": "", "en": "", "next": ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """`said`: (language, its own name, text); `missing`: languages without a text."""

    key: str
    number: int
    kind: str
    kind_name: str
    words: str
    said: Sequence[tuple[str, str, str]]
    missing: str
    mandatory: bool
    rows: Sequence[dict[str, str]]
    facts: dict[str, str]
    targets: Choices
    problems: Sequence[str]
    opened: bool
    answers: bool


def builder(moved: Moved, language: str) -> dict[str, Any]:
    steps = moved.written.steps
    targets = [(step["key"], walking.named(steps, step["key"])) for step in steps]
    fresh = moved.opened if moved.focus == f"{moved.opened}-kind" else ""
    new = {step["key"] for step in steps if step["key"] == fresh and not step["texts"]}  # nobody had time to write yet
    found = [problem for problem in checking.problems(steps) if problem.key not in new]
    opened = moved.opened or (found[0].key if found and not moved.focus else "")
    answering = [(step["key"], walking.named(steps, step["key"])) for step in steps if step["kind"] in ANSWERED]
    return {
        "steps": [
            _shown(steps, number, targets, found, opened, language) for number, step in enumerate(steps, start=1)
        ],
        "kinds": list(KINDS.items()),
        "answering": answering,
        "queues": belonging.queues(),
        "full": len(steps) >= MOST_STEPS,
        "languages_of_answers": list(OWN_NAMES.items()),
        "gone": moved.written.gone,
        "gone_sent": json.dumps(moved.written.gone, ensure_ascii=False) if moved.written.gone else "",
        "gone_words": label(moved.written.gone[1]["texts"], language)[:60] if moved.written.gone else "",
        "focus": moved.focus,
        **way(steps, found, language),
    }


def way(steps: Sequence[Step], found: Sequence[Problem], language: str) -> dict[str, Any]:
    return {"picture": drawing.draw(steps, language, KINDS, {problem.key for problem in found}), "problems": found}


def _shown(
    steps: Sequence[Step], number: int, targets: Choices, found: Sequence[Problem], opened: str, language: str
) -> Shown:
    step = steps[number - 1]
    rows = [
        ROW | dict(texts(option)) | ({} if isinstance(option, str) else {"next": option.get("next", "")})
        for option in step.get("options") or ()
    ]
    gone = {row["next"] for row in [*rows, {"next": step.get("next", "")}]} - dict(targets).keys() - {"", walking.END}
    facts = {name: step.get(name, "") for name in ("next", "find", "queue", "address", "formula")}
    facts["formula"] = computing.INPUT.sub(
        lambda name: name[1] if name[1].isidentifier() else name[0], facts["formula"]
    )
    return Shown(
        key=step["key"],
        number=number,
        kind=step["kind"],
        kind_name=str(KINDS[step["kind"]]),
        words=label(step["texts"], language),
        said=[(code, OWN_NAMES[code], step["texts"].get(code, "")) for code in LANGUAGES],
        missing=", ".join(code for code in LANGUAGES if not step["texts"].get(code)) if step["texts"] else "",
        mandatory=bool(step.get("mandatory")),
        rows=[*rows, ROW],
        facts=facts,
        targets=[*((key, name) for key, name in targets if key != step["key"]), (walking.END, _("the end")),
                 *((key, _("a step that is not there")) for key in sorted(gone))],
        problems=[problem.message for problem in found if problem.key == step["key"]],
        opened=step["key"] == opened,
        answers=step["kind"] in ANSWERED,
    )  # fmt: skip


CHANNELS = {
    ChannelKind.CHAT: pgettext_lazy("kind of channel", "chat"),
    ChannelKind.PHONE: pgettext_lazy("kind of channel", "telephone"),
    ChannelKind.EMAIL: pgettext_lazy("kind of channel", "e-mail"),
    ChannelKind.SMS: pgettext_lazy("kind of channel", "SMS"),
    ChannelKind.WRITTEN: pgettext_lazy("kind of channel", "web form"),
    ChannelKind.POST: pgettext_lazy("kind of channel", "post"),
}


def channels() -> Choices:
    return [(kind.value, str(name)) for kind, name in CHANNELS.items()]


def use_in_words(use: Sequence[str], topics: dict[str, str]) -> str:
    topic, channel, language = use
    said = [topics.get(topic, topic) if topic else _("any topic"),
            dict(channels()).get(channel, channel) if channel else _("any channel"),
            OWN_NAMES.get(language, language) if language else _("any language")]  # fmt: skip
    return " · ".join(said)


def topics() -> dict[str, str]:
    """Code → name of every topic."""
    found: dict[str, str] = {}
    for head, group in belonging.topics().codes():
        found |= {head: group} if isinstance(group, str) else dict(group)
    return found
