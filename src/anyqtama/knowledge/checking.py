"""What is wrong with the steps of a script, each thing at its step: told while written, refused when published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.knowledge import computing, walking
from anyqtama.knowledge.computing import Step
from anyqtama.knowledge.walking import Steps, named

ANSWERED = ("ask", "choose", "compute", "look_up")
"""Kinds of steps that leave an answer."""


class WayWrong(Exception):
    """Says which step, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Problem:
    """`key`: the step it is about."""

    key: str
    message: str


def check(steps: Steps) -> None:
    if found := problems(steps):
        raise WayWrong(found[0].message)


def problems(steps: Steps) -> list[Problem]:
    """In the order of the steps; a circle and what nobody reaches come last."""
    found = [Problem(step["key"], message) for step in steps for message in _of_step(steps, step)]
    if not steps:
        return found
    ways = {step["key"]: _ways(steps, step) for step in steps}
    known = {key: [each for each in to if each in ways] for key, to in ways.items()}
    if circle := _circle(known, steps[0]["key"]):
        around = " → ".join(named(steps, key) for key in circle)
        told = _("The way goes round in a circle: %(around)s. Lead one of them elsewhere.") % {"around": around}
        found.append(Problem(circle[-2], told))
    reached, todo = set[str](), [steps[0]["key"]]
    while todo:
        if (key := todo.pop()) not in reached:
            reached.add(key)
            todo += known[key]
    told = _("Nobody ever gets to %(step)s. Lead a step to it, or take it out.")
    lost = [step["key"] for step in steps if step["key"] not in reached]
    return found + [Problem(key, told % {"step": named(steps, key)}) for key in lost]


def _of_step(steps: Steps, step: Step) -> Iterator[str]:
    here = {"step": named(steps, step["key"])}
    keys = {each["key"] for each in steps}
    if not any(text.strip() for text in step["texts"].values()):
        yield _("%(step)s needs a text in at least one language.") % here
    if any(target not in keys for target in _ways(steps, step)):
        yield _("%(step)s leads to a step that is not there.") % here
    if step["kind"] == "choose":
        yield from _of_choice(step, here)
    if step["kind"] == "compute":
        yield from _of_formula(steps, step, here)
    told = {key for text in step["texts"].values() for key in computing.named_in(text)}
    told |= set(computing.named_in(str(step.get("find", ""))))
    if unknown := sorted(told - {each["key"] for each in steps if each["kind"] in ANSWERED}):
        yield _("%(step)s names “%(name)s”, which no step answers.") % (here | {"name": unknown[0]})


def _of_choice(step: Step, here: dict[str, str]) -> Iterator[str]:
    options = step.get("options") or ()
    if not options:
        yield _("%(step)s needs answers to choose from.") % here
    for language in LANGUAGES:
        said = [option.get("texts", option).get(language) for option in options if isinstance(option, Mapping)]
        given = [each for each in said if each]
        if len(set(given)) < len(given):
            yield _("%(step)s has two answers with the same words.") % here
            return


def _of_formula(steps: Steps, step: Step, here: dict[str, str]) -> Iterator[str]:
    formula = str(step.get("formula", ""))
    names = computing.named_in(formula)
    answering = {each["key"]: each for each in steps if each["kind"] in ANSWERED and each["key"] != step["key"]}
    if not names or not computing.readable(formula):
        yield _("%(step)s cannot be counted. Write it with answers and numbers, such as “s2 * 150”.") % here
    for name in names:
        if name not in answering:
            yield _("%(step)s counts with “%(name)s”, which no step answers.") % (here | {"name": name})
        elif not _all_amounts(answering[name]):
            other = named(steps, name)
            yield _("%(step)s counts with the answers of %(other)s, which are not numbers.") % (here | {"other": other})


def _all_amounts(step: Step) -> bool:
    """The answers one chooses from must be numbers where a formula counts with them."""
    options: Sequence[Any] = (step.get("options") or ()) if step["kind"] == "choose" else ()
    return all(computing.is_amount(word) for option in options for word in computing.words(option))


def _ways(steps: Steps, step: Step) -> list[str]:
    if step["kind"] != "choose" or not step.get("options"):
        found = [walking.follow(steps, step, "")]
    else:
        found = [walking.follow_option(steps, step, option) for option in step["options"]]
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
