"""Fields of a form that are said in three languages, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES


class InLanguages(forms.Form):
    """`SAID`: name → (title, rows of its field; 1 is one line)."""

    SAID: Mapping[str, tuple[Any, int]] = {}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, (_title, rows) in self.SAID.items():
            for language in LANGUAGES:
                marks = {"lang": language}
                widget = forms.TextInput(attrs=marks) if rows == 1 else forms.Textarea(attrs=marks | {"rows": rows})
                longest = 200 if rows == 1 else 4000
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=OWN_NAMES[language], required=False, max_length=longest, widget=widget
                )

    def groups(self) -> list[dict[str, Any]]:
        """One a name: its title and its three fields."""
        return [
            {"name": name, "title": title, "fields": [self[f"{name}_{language}"] for language in LANGUAGES]}
            for name, (title, _rows) in self.SAID.items()
        ]

    def said(self, name: str) -> dict[str, str]:
        return {code: text for code in LANGUAGES if (text := self.cleaned_data.get(f"{name}_{code}", "").strip())}

    @classmethod
    def filled(cls, names: Mapping[str, str], texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Initial values; `names` belong to the field `name`."""
        all_of_it = {"name": names, **texts}
        return {f"{name}_{language}": said for name in cls.SAID for language, said in all_of_it.get(name, {}).items()}


def codes(text: str) -> Sequence[str]:
    """Words parted by commas or blanks."""
    return [word for word in text.replace(",", " ").replace(";", " ").split() if word]
