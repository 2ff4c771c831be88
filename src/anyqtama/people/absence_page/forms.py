"""From which day to which, and who stands in: those nearest in the organisation first."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anyqtama.people.models import Person
from anyqtama.ui.inputs import DayField


class AbsenceForm(forms.Form):
    begins_on = DayField(label=gettext_lazy("First day away"))
    ends_on = DayField(label=gettext_lazy("Last day away"))
    deputy = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Deputy"))
    reason = forms.CharField(label=gettext_lazy("Reason, if you wish"), required=False, max_length=200)

    def __init__(self, *given: Any, person: Person, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["deputy"]
        field.queryset = Person.objects.get_queryset().working().exclude(pk=person.pk)
        people = list(field.queryset.select_related("unit").order_by("family_name", "given_name", "pk"))
        groups = [
            (_("Of the same unit, above or below"), [one for one in people if near(person, one)]),
            (_("Others"), [one for one in people if not near(person, one)]),
        ]
        chosen = [(name, [(one.pk, _named(one)) for one in group]) for name, group in groups if group]
        field.choices = [("", "—"), *chosen]


def near(person: Person, other: Person) -> bool:
    """The same unit, its parent or a child of it."""
    if person.unit is None or other.unit is None:
        return False
    one, two = sorted((person.unit, other.unit), key=lambda unit: len(unit.path))
    return one.pk == two.pk or two.parent_id == one.pk


def _named(person: Person) -> str:
    return f"{person} · {person.unit}" if person.unit else str(person)
