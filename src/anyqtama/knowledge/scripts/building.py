"""A script while it is written: what the page sent as steps, one move of the builder, what the page shows again.

The steps stand here in the form in which they are published, so that nothing is lost between the two.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.knowledge import computing
from anyqtama.knowledge.publishing import STEP_KINDS

MOST_STEPS = 25
LONGEST = {"text": 1000, "option": 200, "formula": 200, "find": 100}
KEY = re.compile(r"[\w-]{1,60}")
Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """`uses`: (topic, channel, language) of the contacts it is for; `gone`: the step taken out last, and its place."""

    steps: Sequence[Step]
    uses: Sequence[Sequence[str]] = ()
    gone: tuple[int, Step] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """`opened`: the step that stands open afterwards; `focus`: the id of what takes the focus."""

    written: Written
    opened: str = ""
    focus: str = ""


def read(sent: QueryDict) -> Written:
    """The order of `step` in what was sent is the order of the steps."""
    keys = [key for key in dict.fromkeys(sent.getlist("step")) if KEY.fullmatch(key)][:MOST_STEPS]
    columns = (sent.getlist(f"use_{name}") for name in ("topic", "channel", "language"))
    uses = [list(use) for use in dict.fromkeys(zip(*columns, strict=False)) if use[0] != "-"]
    return Written([_step(sent, key) for key in keys], uses, _gone(sent.get("gone", "")))


def _step(sent: QueryDict, key: str) -> Step:
    kind = sent.get(f"{key}.kind", "")
    step: Step = {
        "key": key,
        "kind": kind if kind in STEP_KINDS else "say",
        "texts": _texts({code: sent.get(f"{key}.text_{code}", "") for code in LANGUAGES}, "text"),
        "mandatory": f"{key}.mandatory" in sent,
        "options": _options(sent, key),
    }
    return step | {
        name: said for name in ("next", "formula", "find", "queue", "address") if (said := _word(sent, key, name))
    }


def _word(sent: QueryDict, key: str, name: str) -> str:
    said = sent.get(f"{key}.{name}", "").strip()[: LONGEST.get(name, 60)]
    return computing.kept(said) if name == "formula" else said


def _options(sent: QueryDict, key: str) -> list[dict[str, str]]:
    """Rows of answers; those without words are left out."""
    columns = [sent.getlist(f"{key}.option_{name}") for name in (*LANGUAGES, "next")]
    rows = [dict(zip((*LANGUAGES, "next"), row, strict=True)) for row in zip(*columns, strict=False)]
    made = [(_texts(row, "option"), row["next"]) for row in rows[:30]]
    return [{**texts, **({"next": target} if target else {})} for texts, target in made if texts]


def _texts(said: dict[str, str], longest: str) -> dict[str, str]:
    return {code: text for code in LANGUAGES if (text := said.get(code, "").strip()[: LONGEST[longest]])}


def _gone(said: str) -> tuple[int, Step] | None:
    """What the page kept of the step taken out; anything else is nothing."""
    try:
        place, sent = json.loads(said[:20_000])
        texts, options = dict(sent["texts"]), [dict(option) for option in sent.get("options") or ()]
        facts = {
            name: str(sent[name])[:200] for name in ("next", "formula", "find", "queue", "address") if name in sent
        }
        step = {"key": str(sent["key"]), "kind": sent["kind"], "mandatory": bool(sent.get("mandatory"))}
        words = {"texts": _texts(texts, "text"), "options": [_option(option) for option in options[:30]]}
        known = KEY.fullmatch(step["key"]) and step["kind"] in STEP_KINDS
        return (max(0, int(place)), step | words | facts) if known else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _option(said: dict[str, str]) -> dict[str, str]:
    return _texts(said, "option") | ({"next": str(said["next"])[:60]} if said.get("next") else {})


def move(written: Written, act: str) -> Moved:
    """`act`: "verb:key" — add (after it; without a key at the end), remove, up, down, answer (one more); restore."""
    verb, _colon, key = act.partition(":")
    steps = list(written.steps)
    place = next((at for at, step in enumerate(steps) if step["key"] == key), len(steps) - 1)
    match verb:
        case "add" if len(steps) < MOST_STEPS:
            fresh: Step = {"key": _free(written), "kind": "say", "texts": {}, "mandatory": False, "options": []}
            steps.insert(place + 1, fresh)
            return Moved(replace(written, steps=steps), fresh["key"], f"{fresh['key']}-kind")
        case "remove" if steps and key:
            gone = steps.pop(place)
            return Moved(replace(written, steps=steps, gone=(place, gone)), focus="restore")
        case "restore" if written.gone and written.gone[1]["key"] not in {step["key"] for step in steps}:
            at, step = written.gone
            steps.insert(min(at, len(steps)), step)
            return Moved(replace(written, steps=steps, gone=None), step["key"], f"{step['key']}-kind")
        case "up" | "down":
            other = place + (1 if verb == "down" else -1)
            if 0 <= other < len(steps):
                steps[place], steps[other] = steps[other], steps[place]
            return Moved(replace(written, steps=steps), key, f"{key}-{verb}")
        case "answer":
            return Moved(written, key, f"{key}-answer")
    return Moved(written)


def _free(written: Written) -> str:
    """A key that neither a step nor the one just taken out has: what leads to it must not come alive again."""
    taken = {step["key"] for step in written.steps} | ({written.gone[1]["key"]} if written.gone else set())
    taken |= {step.get("next", "") for step in written.steps}
    taken |= {option.get("next", "") for step in written.steps for option in step.get("options") or ()}
    return next(key for number in range(1, 200) if (key := f"s{number}") not in taken)


def lean(steps: Sequence[Step]) -> list[Step]:
    """As they are published: of each kind only what it needs."""
    needs = {"choose": {"options"}, "compute": {"formula"}, "look_up": {"find"}, "register": {"address"},
             "hand_over": {"queue"}}  # fmt: skip
    kept = {"key", "kind", "texts", "mandatory", "next"}
    return [
        {name: said for name, said in step.items() if name in kept | needs.get(step["kind"], set())} for step in steps
    ]
