"""The way through a script: from step to step by what was answered.

A step may name its `next`, a choice the `next` of each answer; `-` ends the script; else the following one comes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from anyqtama.kernel.labels import label
from anyqtama.knowledge.computing import Answers, Step, words

END = "-"
Steps = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Way:
    """`passed`: done or left out with a reason, in order; `now` empty: at the end; `ahead`: as far as is known."""

    passed: Sequence[str]
    now: str
    ahead: Sequence[str]


def walk(steps: Steps, answers: Answers) -> Way:
    known = {step["key"]: step for step in steps}
    passed: list[str] = []
    here = steps[0]["key"] if steps else ""
    while here in known and here not in passed and is_past(answers.get(here, {})):
        passed.append(here)
        here = follow(steps, known[here], answers[here].get("answer", ""))
    ahead: list[str] = []
    after = follow(steps, known[here], "") if here in known else ""
    while after in known and after not in {here, *passed, *ahead}:
        ahead.append(after)
        after = follow(steps, known[after], "")
    return Way(passed, here if here in known and here not in passed else "", ahead)


def follow(steps: Steps, step: Step, answer: str) -> str:
    """The key of the step after this one; empty at the end. Without an answer a choice leads its first way."""
    options = list(step.get("options") or ())
    chosen = next(
        (option for option in options if answer in words(option)), options[0] if options and not answer else {}
    )
    return follow_option(steps, step, chosen)


def follow_option(steps: Steps, step: Step, option: str | Mapping[str, Any]) -> str:
    """The same after one of its answers."""
    target = (option.get("next") if isinstance(option, Mapping) else "") or step.get("next", "")
    if target:
        return "" if target == END else str(target)
    keys = [each["key"] for each in steps]
    place = keys.index(step["key"]) + 1
    return str(keys[place]) if place < len(keys) else ""


def named(steps: Steps, key: str) -> str:
    """Its number and the beginning of its words."""
    number, step = next(
        (pair for pair in enumerate(steps, start=1) if pair[1]["key"] == key), (0, {"texts": {"kk": key}})
    )
    said = label(step["texts"], get_language()) or "…"
    return f"{number}. {said[:40]}{'…' if len(said) > 40 else ''}"


def is_past(answer: Mapping[str, Any]) -> bool:
    return bool(answer.get("done") or answer.get("skipped"))
