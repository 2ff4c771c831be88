"""The way through a script: from step to step by what was answered; circles and dead ends found before publishing.

A step may name its `next`, a choice the `next` of each answer; `-` ends the script; else the following one comes.
"""

import ast
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anyqtama.kernel.labels import LANGUAGES, label

END = "-"
Step = Mapping[str, Any]
Steps = Sequence[Step]
Answers = Mapping[str, Mapping[str, Any]]
INPUT = re.compile(r"\{([\w-]+)\}")
SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


class WayWrong(Exception):
    """Says which step, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


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
    while here and here not in passed and (answers.get(here, {}).get("done") or answers.get(here, {}).get("skipped")):
        passed.append(here)
        here = follow(steps, known[here], answers[here].get("answer", ""))
    ahead: list[str] = []
    after = follow(steps, known[here], "") if here else ""
    while after and after not in {here, *passed, *ahead}:
        ahead.append(after)
        after = follow(steps, known[after], "")
    return Way(passed, here if here not in passed else "", ahead)


def follow(steps: Steps, step: Step, answer: str) -> str:
    """The key of the step after this one; empty at the end. Without an answer a choice leads its first way."""
    options = list(step.get("options") or ())
    chosen = next(
        (option for option in options if answer in words(option)), options[0] if options and not answer else {}
    )
    target = (chosen.get("next") if isinstance(chosen, Mapping) else "") or step.get("next", "")
    if target:
        return "" if target == END else str(target)
    keys = [each["key"] for each in steps]
    place = keys.index(step["key"]) + 1
    return str(keys[place]) if place < len(keys) else ""


def words(option: str | Mapping[str, Any]) -> set[str]:
    """What an answer is called in each language."""
    if isinstance(option, str):
        return {option}
    said = option.get("texts", option)
    return {said[language] for language in LANGUAGES if said.get(language)}


def check(steps: Steps) -> None:
    """Refuses what leads nowhere, round in a circle, or is never reached; and a formula that cannot be counted."""
    known = {step["key"]: number for number, step in enumerate(steps, start=1)}
    ways = {step["key"]: _ways(steps, step) for step in steps}
    for step in steps:
        for target in ways[step["key"]]:
            if target not in known:
                raise WayWrong(_("%(step)s leads to a step that is not there.") % {"step": _named(steps, step["key"])})
        if step["kind"] == "compute":
            _check_formula(steps, step)
    if circle := _circle(ways, steps[0]["key"]):
        around = " → ".join(_named(steps, key) for key in circle)
        raise WayWrong(
            _("The way goes round in a circle: %(around)s. Lead one of them elsewhere.") % {"around": around}
        )
    reached, todo = set[str](), [steps[0]["key"]]
    while todo:
        if (key := todo.pop()) not in reached:
            reached.add(key)
            todo += ways[key]
    if lost := [step["key"] for step in steps if step["key"] not in reached]:
        raise WayWrong(
            _("Nobody ever gets to %(step)s. Lead a step to it, or take it out.") % {"step": _named(steps, lost[0])}
        )


def computed(step: Step, answers: Answers) -> str:
    """The formula over what was answered; empty until all of it is known and a number."""
    try:
        formula = INPUT.sub(lambda found: f"({_number(answers.get(found[1], {}).get('answer', ''))})", step["formula"])
        result = _count(ast.parse(formula, mode="eval").body).quantize(Decimal("0.01"))
    except (InvalidOperation, DivisionByZero, ZeroDivisionError, SyntaxError, KeyError, TypeError):
        return ""
    return f"{result.normalize():f}".replace(".", ",")


def _ways(steps: Steps, step: Step) -> list[str]:
    if step["kind"] != "choose":
        found = [follow(steps, step, "")]
    else:
        found = [follow(steps, step, next(iter(words(option)), "")) for option in step.get("options") or ()]
    return [key for key in dict.fromkeys(found) if key]


def _circle(ways: Mapping[str, Sequence[str]], start: str) -> list[str]:
    """The steps of a circle, the first one again at its end; empty without one."""
    done: set[str] = set()
    path: list[str] = []

    def visit(key: str) -> list[str]:
        if key in path:
            return [*path[path.index(key) :], key]
        if key in done:
            return []
        path.append(key)
        for target in ways.get(key, ()):
            if found := visit(target):
                return found
        done.add(path.pop())
        return []

    for key in [start, *ways]:
        if found := visit(key):
            return found
    return []


def _check_formula(steps: Steps, step: Step) -> None:
    keys = {each["key"] for each in steps if each["key"] != step["key"]}
    formula = str(step.get("formula", ""))
    bare = INPUT.sub("1", formula)
    try:
        _count(ast.parse(bare, mode="eval").body)
        fine = bool(INPUT.search(formula)) and set(INPUT.findall(formula)) <= keys
    except (SyntaxError, TypeError, ValueError, InvalidOperation):
        fine = False
    except (DivisionByZero, ZeroDivisionError):
        fine = True
    if not fine:
        told = _("%(step)s cannot be counted. Write it with steps and numbers, such as “s2 * 150”.")
        raise WayWrong(told % {"step": _named(steps, step["key"])})


def _count(node: ast.AST) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        return Decimal(SIGNS[type(node.op)](_count(node.left), _count(node.right)))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_count(node.operand)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Decimal(str(node.value))
    raise TypeError(type(node).__name__)


def _number(said: str) -> Decimal:
    if not re.fullmatch(r"\s*-?[\d\s]{1,15}([.,]\d{1,6})?\s*", said, re.ASCII):
        raise InvalidOperation
    return Decimal(re.sub(r"\s", "", said).replace(",", "."))


def _named(steps: Steps, key: str) -> str:
    """Its number and the beginning of its words."""
    number, step = next(
        (pair for pair in enumerate(steps, start=1) if pair[1]["key"] == key), (0, {"texts": {"kk": key}})
    )
    said = label(step["texts"], get_language())
    return f"{number}. {said[:40]}{'…' if len(said) > 40 else ''}"
