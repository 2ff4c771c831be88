"""The steps of a script as lines of text: two versions are compared by them, a picture is told by them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import label
from anyqtama.knowledge import walking

KINDS = {
    "say": pgettext_lazy("script step", "Say"),
    "ask": pgettext_lazy("script step", "Ask"),
    "choose": pgettext_lazy("script step", "Let choose"),
    "compute": pgettext_lazy("script step", "Compute"),
    "look_up": pgettext_lazy("script step", "Look up"),
    "register": pgettext_lazy("script step", "Register"),
    "hand_over": pgettext_lazy("script step", "Hand over"),
}


def lines(steps: Sequence[Mapping[str, Any]], language: str) -> str:
    """One a step, one below it for each answer, with the number of the step it leads to."""
    numbers = {step["key"]: number for number, step in enumerate(steps, start=1)}
    told: list[str] = []
    for number, step in enumerate(steps, start=1):
        must = f" ({_('must be done')})" if step.get("mandatory") else ""
        own = [step.get(name, "") for name in ("formula", "find", "queue")]
        facts = "".join(f" [{said}]" for said in own if said)
        told.append(f"{number}. {KINDS.get(step['kind'], step['kind'])}{must}: {label(step['texts'], language)}{facts}")
        options = step.get("options") or ()
        for option in options:
            words = label(texts(option), language)
            told.append(f"    – {words} → {_place(numbers, walking.follow_option(steps, step, option))}")
        if not options and step.get("next"):
            told.append(f"    → {_place(numbers, walking.follow(steps, step, ''))}")
    return "\n".join(told)


def texts(option: str | Mapping[str, Any]) -> Mapping[str, str]:
    return {"kk": option} if isinstance(option, str) else option.get("texts", option)


def _place(numbers: Mapping[str, int], key: str) -> str:
    return str(numbers.get(key, "?")) if key else _("the end")
