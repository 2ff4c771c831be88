"""A field of a form that takes several of a list by their codes: topics, other offerings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms


class ChosenField(forms.MultipleChoiceField):
    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, widget=forms.SelectMultiple(attrs={"size": 6}), **named)

    def offer(self, choices: Sequence[tuple[str, Any]], kept: Iterable[str] = ()) -> None:
        """`kept`: codes that may stand beside the choices under their bare code, such as what is out of use."""
        known = {code for head, group in choices for code in ([head] if isinstance(group, str) else dict(group))}
        self.choices = [*choices, *((code, code) for code in dict.fromkeys(kept) if code not in known)]
