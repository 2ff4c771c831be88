"""The part of a form that asks for the kind of a case and for the kind's own fields; shared by desk and register."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from anyqtama.cases.kinds import fields, shipped
from anyqtama.cases.models import CaseKind


class AsksKind(forms.Form):
    """Knows the kinds in use by one query. Asks for the fields of the kind sent, else of `kind`, else of the usual."""

    kind = forms.ChoiceField(label=pgettext_lazy("of a case", "Kind"), required=False)

    def __init__(self, *given: Any, kind: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.kinds = {each.code: each for each in CaseKind.objects.filter(active=True)}
        field: Any = self.fields["kind"]
        field.choices = [(code, str(each)) for code, each in self.kinds.items()]
        said = str(self.data.get(self.add_prefix("kind")) or kind or shipped.INQUIRY)
        self.chosen = self.kinds.get(said) or next(iter(self.kinds.values()), None) or shipped.usual()
        self.initial["kind"] = self.chosen.code
        fields.add_to(self, fields.asked_at_start(self.chosen))

    def common(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith(fields.PREFIX)]

    def own(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(fields.PREFIX)]

    def facts(self) -> dict[str, Any]:
        """What registering takes: the common fields as cleaned, `kind`, and `fields` of the kind by their keys."""
        common = {name: value for name, value in self.cleaned_data.items() if not name.startswith(fields.PREFIX)}
        return common | {"kind": self.chosen, "fields": fields.said(self)}


class KindForm(AsksKind):
    """The kind and its fields alone: what the page shows when another kind is chosen."""
