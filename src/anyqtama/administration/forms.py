"""The base of every settings form: filled from a row, it gives back values by the names of the row's fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from anyqtama.administration import codes
from anyqtama.administration.fields import Names, Reference, Text
from anyqtama.administration.known import Known


class SettingForm(forms.Form):
    """`row` is unsaved for a new one. A `code` is given once; left empty it is made from the name."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, row: models.Model, known: Known) -> None:
        self.row, self.known = row, known
        super().__init__(data, initial=self.initial_of(row), use_required_attribute=False)
        if row.pk is not None:
            self.fields.pop("code", None)
        for name, field in self.fields.items():
            if isinstance(field, Reference):
                field.offer(known, self.initial.get(name))

    @classmethod
    def initial_of(cls, row: models.Model) -> dict[str, Any]:
        found = {}
        for name in cls.base_fields:
            relation = next((field for field in row._meta.many_to_many if field.name == name), None)
            if relation is None:
                found[name] = getattr(row, name, None)
            else:
                found[name] = list(getattr(row, name).all()) if row.pk is not None else []
        return found

    @classmethod
    def data_of(cls, row: models.Model) -> dict[str, Any]:
        """What the form would send for `row` as it is."""
        data: dict[str, Any] = {}
        for name, value in cls.initial_of(row).items():
            field = cls.base_fields[name]
            if isinstance(field, Names):
                for number, text in enumerate(field.widget.decompress(value)):
                    data[f"{name}_{number}"] = text
            elif isinstance(field, forms.BooleanField):
                if value:
                    data[name] = "on"
            else:
                shown = field.prepare_value(value)
                data[name] = "" if shown is None else shown
        return data

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and not codes.CODE.fullmatch(code):
            raise ValidationError(_("Write a code in small Latin letters, digits and hyphens, such as city-services."))
        taken = self.known.table(type(self.row)).get(code) if code else None
        if taken is not None and taken is not self.row:
            raise ValidationError(_("There is a “%(code)s” already: %(name)s.") % {"code": code, "name": taken})
        return code

    def edited(self) -> list[str]:
        """The fields of the row that the form edits."""
        return list(self.fields)

    def values(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.fields}
        if "code" in given and not given["code"]:
            longest = getattr(type(self.row)._meta.get_field("code"), "max_length", None) or 30
            given["code"] = codes.from_names(
                given.get("names") or {}, taken=self.known.table(type(self.row)), longest=longest
            )
        return given


def code_field(longest: int) -> Text:
    return Text(
        label=_("Code"), max_length=longest, required=False,
        help_text=_("For tables and addresses; it stays. Left empty, it is made from the name."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip
