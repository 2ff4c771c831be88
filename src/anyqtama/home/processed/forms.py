"""Which days, and whose papers."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anyqtama.people.models import Person
from anyqtama.ui.inputs import DayField

LONGEST = timedelta(days=366)
MINE, ALL = "mine", "all"


class ProcessedForm(forms.Form):
    first = DayField(label=_("From"))
    last = DayField(label=_("To"))
    person = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, data: Any, *, people: QuerySet[Person], reader: Person, today: date) -> None:
        asked = {"first": data.get("first") or today.replace(day=1).isoformat(), "last": data.get("last") or ""}
        asked |= {"last": asked["last"] or today.isoformat(), "person": data.get("person") or MINE}
        super().__init__(asked)
        others = [one for one in people if one.pk != reader.pk]
        choices = [(MINE, str(reader)), *((str(one.pk), str(one)) for one in others)]
        if others:
            choices.insert(1, (ALL, str(_("all my people"))))
        self.fields["person"] = forms.ChoiceField(label=_("Person"), required=False, choices=choices)
        self.names = dict(choices)
        self.several, self.people, self.reader = bool(others), people, reader

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and given["last"] < given["first"]:
            raise forms.ValidationError(_("The last day lies before the first. Exchange them."))
        if not self.errors and given["last"] - given["first"] > LONGEST:
            raise forms.ValidationError(_("A report covers at most 366 days. Choose a shorter period."))
        return given

    @property
    def whose(self) -> str:
        said = self.cleaned_data["person"] or MINE
        return self.names[said]

    @property
    def chosen(self) -> QuerySet[Person]:
        said = self.cleaned_data["person"]
        if said == ALL:
            return self.people
        return Person.objects.filter(pk=self.reader.pk if said == MINE else said)
