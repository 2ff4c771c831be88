"""What the form of a script accepts: its name, and its steps as a list."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.knowledge import walking
from anyqtama.knowledge.articles.forms import OWN_NAMES
from anyqtama.knowledge.models import Script

MOST_STEPS = 25
KINDS = {
    "say": pgettext_lazy("script step", "Say"),
    "ask": pgettext_lazy("script step", "Ask"),
    "choose": pgettext_lazy("script step", "Let choose"),
    "compute": pgettext_lazy("script step", "Compute"),
    "look_up": pgettext_lazy("script step", "Look up"),
    "register": pgettext_lazy("script step", "Register"),
    "hand_over": pgettext_lazy("script step", "Hand over"),
}


class NamesForm(forms.Form):
    code = forms.SlugField(label=_("Code"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *given: Any, script: Script | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        for language in LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(label=OWN_NAMES[language], required=False, max_length=120)
        if script is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = script.code

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not self.fields["code"].disabled and (code == "new" or Script.objects.filter(code=code).exists()):
            raise forms.ValidationError(_("This code is taken. Choose another one."))
        return code

    def names(self) -> dict[str, str]:
        return {code: said for code in LANGUAGES if (said := self.cleaned_data[f"name_{code}"].strip())}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"name_{code}") for code in LANGUAGES):
            raise forms.ValidationError(_("Write the name in at least one language."))
        return given


class StepForm(forms.Form):
    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), initial="say")
    mandatory = forms.BooleanField(label=_("Must be done"), required=False)
    then = forms.RegexField(
        r"^(\d{1,2}|-)?$",
        label=_("Then step No."),
        required=False,
        help_text=_("Empty: the next one; - ends the script."),
    )
    leads = forms.CharField(
        label=_("Each answer leads to step No., one a line"), required=False, max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    formula = forms.CharField(
        label=_("Formula"), required=False, max_length=200, help_text=_("With answers by step, such as s2 * 150.")
    )
    find = forms.CharField(label=_("What is looked up"), required=False, max_length=100)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for language in LANGUAGES:
            self.fields[f"text_{language}"] = forms.CharField(
                label=OWN_NAMES[language], required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"options_{language}"] = forms.CharField(
                label=OWN_NAMES[language], required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"text_{code}") for code in LANGUAGES):
            self.add_error("text_kk", _("A step needs a text in at least one language."))
        lengths = {len(lines) for code in LANGUAGES if (lines := _lines(given.get(f"options_{code}", "")))}
        if len(lengths) > 1:
            self.add_error("options_kk", _("Each language needs the same number of answers, one a line."))
        if given.get("kind") == "choose" and not lengths:
            self.add_error("options_kk", _("Write the answers to choose from, one a line."))
        if given.get("kind") == "compute" and not given.get("formula"):
            self.add_error("formula", _("Write what is computed."))
        if any(not re.fullmatch(r"\d{1,2}|-|", line.strip()) for line in given.get("leads", "").split("\n")):
            self.add_error("leads", _("Write the number of a step, - for the end, or nothing, one a line."))
        return given

    def step(self, key: str, keys: Mapping[str, str]) -> Mapping[str, Any]:
        """`keys`: number of a step on the page → its key."""
        said = self.cleaned_data
        texts = {code: said[f"text_{code}"] for code in LANGUAGES if said[f"text_{code}"]}
        columns = {code: _lines(said[f"options_{code}"]) for code in LANGUAGES}
        longest = max(len(lines) for lines in columns.values())
        options = [{code: lines[row] for code, lines in columns.items() if lines} for row in range(longest)]
        made = {"key": key, "kind": said["kind"], "texts": texts, "mandatory": said["mandatory"]}
        if said["then"]:
            made["next"] = keys.get(said["then"], f"step No. {said['then']}")
        if said["kind"] == "compute":
            made["formula"] = re.sub(
                r"s(\d{1,2})", lambda found: f"{{{keys.get(found[1], found[0])}}}", said["formula"]
            )
        if said["kind"] == "look_up" and said["find"]:
            made["find"] = said["find"]
        if said["kind"] != "choose":
            return made
        leads = [line.strip() for line in said["leads"].splitlines()]
        for option, lead in zip(options, leads, strict=False):
            if lead:
                option["next"] = keys.get(lead, f"step No. {lead}")
        return {**made, "options": options}


StepFormSet = forms.formset_factory(
    StepForm, extra=2, can_order=True, can_delete=True, max_num=MOST_STEPS, validate_max=True
)


def steps_of(formset: Any) -> list[Mapping[str, Any]]:
    """In the order asked for; a new step gets a key that no other has. Numbers mean the places on the page."""
    chosen = list(formset.ordered_forms)
    taken = {form.cleaned_data["key"] for form in chosen}
    keys: dict[str, str] = {"-": walking.END}
    for form in chosen:
        key, number = form.cleaned_data["key"], len(keys)
        while not key or key in keys.values():
            key, number = (f"step-{number}" if f"step-{number}" not in taken else ""), number + 1
        keys[str(int(form.prefix.rpartition("-")[2]) + 1)] = key
    return [form.step(keys[str(int(form.prefix.rpartition("-")[2]) + 1)], keys) for form in chosen]


def begun(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Initial values of the step forms."""
    numbers = {step["key"]: str(number) for number, step in enumerate(steps, start=1)} | {walking.END: "-"}
    found = []
    for number, step in enumerate(steps, start=1):
        initial = {"key": step["key"], "kind": step["kind"], "mandatory": bool(step.get("mandatory")), "ORDER": number}
        options = step.get("options") or ()
        leads = [numbers.get(each.get("next", ""), "") if isinstance(each, Mapping) else "" for each in options]
        initial |= {
            "then": numbers.get(step.get("next", ""), ""),
            "leads": "\n".join(leads) if any(leads) else "",
            "formula": walking.INPUT.sub(lambda seen: f"s{numbers.get(seen[1], seen[1])}", step.get("formula", "")),
            "find": step.get("find", ""),
        }
        for code in LANGUAGES:
            initial[f"text_{code}"] = step["texts"].get(code, "")
            initial[f"options_{code}"] = "\n".join(_option(option, code) for option in options)
        found.append(initial)
    return found


def _option(option: str | Mapping[str, Any], language: str) -> str:
    if isinstance(option, str):
        return option
    said: str = option.get("texts", option).get(language, "")
    return said


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
