"""Classes of data and the register of fields: who sees what, how it is shown, from which level it may be told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Flag, Names, Reference, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import yes_no
from anyqtama.clients.models import DataClass, Level, RecordField
from anyqtama.clients.records import fields as register
from anyqtama.people.roles import Role

SEES = [(role.value, role.label) for role in Role if role != Role.SYSADMIN]


class DataClassForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=60)
    roles = forms.MultipleChoiceField(label=_("Who sees it"), choices=SEES, widget=forms.CheckboxSelectMultiple)
    masked = Flag(label=_("Shown covered; each look at the whole is noted"))
    tell_from = forms.ChoiceField(label=_("May be told to"), choices=Level.choices)
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(20)


class RecordFieldForm(SettingForm):
    data_class = Reference(DataClass, label=_("Data class"))
    meaning = Names(label=_("What it means"), max_length=300, lines=True)
    owner = forms.ChoiceField(label=_("Answers for it"), choices=SEES)
    clause = forms.CharField(label=_("Clause of the internal rule"), max_length=20)

    def clean_clause(self) -> str:
        said: str = self.cleaned_data["clause"].strip()
        if not any(sign.isdigit() for sign in said):
            raise ValidationError(_("A clause has a number, such as 2.1."))
        return said


def _told(row: DataClass) -> str:
    return str(Level(row.tell_from).label)


def _anew(_row: Any, _changed: Any, _by: Any, _at: Any) -> None:
    register.changed()


DATA_CLASSES = Kind(
    slug="data-classes",
    icon="shield",
    title=_("Data classes"),
    new=_("New data class"),
    about=_("Who sees open, personal and secret data, how it is shown and from which level a caller may be told it."),
    model=DataClass,
    form=DataClassForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda row: row.code),
        Column("masked", _("Covered"), lambda row: yes_no(row.masked)),
        Column("told", _("May be told to"), _told),
        Column("fields", _("Fields"), lambda row: row.number, number=True),
    ),
    rows=lambda: DataClass.objects.annotate(number=models.Count("fields")),
    search=lambda row: (*row.names.values(), row.code),
    order=lambda row: (row.order, row.pk),
    active="",
    done=_anew,
)
RECORD_FIELDS = Kind(
    slug="record-fields",
    icon="list-checks",
    title=_("Register of fields"),
    new=_("Register of fields"),
    about=_("What each field means, its data class, who answers for it and the clause of the internal rule."),
    model=RecordField,
    form=RecordFieldForm,
    columns=(
        Column("name", _("Field"), str),
        Column("record", _("Key"), lambda row: row.key),
        Column("class", _("Data class"), lambda row: str(row.data_class), narrow=True),
        Column("owner", _("Answers for it"), lambda row: str(Role(row.owner).label), narrow=True),
        Column("clause", _("Clause"), lambda row: row.clause),
    ),
    rows=lambda: RecordField.objects.select_related("data_class"),
    search=lambda row: (*row.names.values(), *row.meaning.values(), row.key),
    order=lambda row: (row.order, row.pk),
    active="",
    addable=False,
    kept=lambda _row, _by: _("The product itself asks about this field: it stays in the register."),
    done=_anew,
)
