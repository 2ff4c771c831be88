"""A level for each skill or language: one select a row."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.fields import LANGUAGE_NAMES
from anyqtama.administration.ordering import by_name
from anyqtama.people.models import Skill

HAS = [(0, "—"), (1, _("1, beginner")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, teaches others"))]
NEEDS = [
    (0, _("not needed")),
    (1, _("1 or higher")),
    (2, _("2 or higher")),
    (3, _("3 or higher")),
    (4, _("4 or higher")),
    (5, "5"),
]


def select(label: Any, choices: Any, level: int) -> forms.TypedChoiceField:
    field = forms.TypedChoiceField(label=label, choices=choices, coerce=int, initial=level)
    field.error_messages["invalid_choice"] = _("A level is a whole number from 1 to 5.")
    return field


class LevelsForm(forms.Form):
    """`held`: skill's pk → level. Skills out of use are shown only where they are held."""

    def __init__(
        self, data: Any = None, *, skills: Iterable[Skill], held: Mapping[int, int], choices: Any = HAS,
        languages: Mapping[str, int] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)
        for code, level in (languages or {}).items():
            self.fields[f"language_{code}"] = select(LANGUAGE_NAMES[code], choices, level)
        self.skills = {f"skill_{skill.pk}": skill for skill in skills if skill.active or held.get(skill.pk)}
        for name, skill in sorted(self.skills.items(), key=lambda item: by_name(item[1])):
            self.fields[name] = select(skill, choices, held.get(skill.pk, 0))

    def skill_levels(self) -> dict[Skill, int]:
        return {skill: self.cleaned_data[name] for name, skill in self.skills.items()}

    def language_levels(self) -> dict[str, int]:
        return {
            name.removeprefix("language_"): level
            for name, level in self.cleaned_data.items()
            if name.startswith("language_")
        }
