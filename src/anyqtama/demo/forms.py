"""What directs the simulation, as the page gives it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.demo.directing import MOST_PER_HOUR
from anyqtama.demo.models import PER_HOUR
from anyqtama.people.models import Person


class DirectionForm(forms.Form):
    running = forms.BooleanField(label=_("Simulated visitors come"), required=False)
    per_hour = forms.IntegerField(
        label=_("Contacts an hour"),
        min_value=0,
        max_value=MOST_PER_HOUR,
        initial=PER_HOUR,
        widget=forms.NumberInput(attrs={"list": "demo-paces", "inputmode": "numeric"}),
        help_text=_("From 0 to 240. A quiet evening has 10, a working noon 30, an accident in the city 120."),
    )
    acting = forms.MultipleChoiceField(
        label=_("Act by themselves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever signs in as one of them takes that person over until they sign out."),
    )

    def __init__(self, data: Any = None, *, people: Sequence[Person], **facts: Any) -> None:
        super().__init__(data, **facts)
        acting = self.fields["acting"]
        assert isinstance(acting, forms.MultipleChoiceField)
        acting.choices = [(person.login, str(person)) for person in people]
