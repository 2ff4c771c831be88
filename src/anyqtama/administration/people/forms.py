"""The small forms of one person's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Reference, Text
from anyqtama.administration.known import Known
from anyqtama.people.models import Unit
from anyqtama.people.roles import Role


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=pgettext_lazy("setting", "Role"), choices=Role.choices)
    unit = Reference(Unit, label=_("Holds for"), required=False, empty=_("the whole centre"))

    def __init__(self, data: Any = None, *, known: Known, unit: Unit | None) -> None:
        super().__init__(data, initial={"unit": unit})
        field = self.fields["unit"]
        assert isinstance(field, Reference)
        field.offer(known, unit)


class ResetForm(forms.Form):
    reason = Text(
        label=_("Why"), max_length=200, help_text=_("Such as: the telephone was lost. It is kept with the change.")
    )
