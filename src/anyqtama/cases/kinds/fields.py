"""The typed fields of a kind: what they are, the form fields that ask for them, and how their values are kept."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import dropwhile, takewhile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.models import CaseKind
from anyqtama.kernel.labels import label, quoted
from anyqtama.people.models import Person
from anyqtama.ui import moments
from anyqtama.ui.inputs import DayField

AT_START = "start"
"""`required`: "" never, AT_START when the case is registered, else the code of the stage that needs it."""
PREFIX = "field_"
OPEN, CLASS = "open", "class:"
GONE = CLASS
"""How a field is seen that the kind no longer has: nobody knows what it was."""
TYPES: Mapping[str, Promise] = {
    "text": pgettext_lazy("type of a field", "one line"),
    "lines": pgettext_lazy("type of a field", "several lines"),
    "number": pgettext_lazy("type of a field", "whole number"),
    "money": pgettext_lazy("type of a field", "amount of money"),
    "date": pgettext_lazy("type of a field", "day"),
    "flag": pgettext_lazy("type of a field", "yes or no"),
    "choice": pgettext_lazy("type of a field", "one of a list"),
    "choices": pgettext_lazy("type of a field", "several of a list"),
    "person": pgettext_lazy("type of a field", "a person of the staff"),
}
LONGEST = {"text": 300, "lines": 4000}
SIGNS = {"9": "[0-9]", "A": r"[^\W\d_]", "*": r"\w"}


@dataclass(frozen=True, slots=True)
class Field:
    """`options`: [{"value", "names"}] of choices; `mask`: 9 a digit, A a letter, * either, other signs themselves.

    `aside`: the person named here takes no part in the decision (a complaint about them). `data_class`: who sees it.
    """

    key: str
    names: Mapping[str, str]
    type: str
    required: str = ""
    options: Sequence[Mapping[str, Any]] = ()
    mask: str = ""
    aside: bool = False
    data_class: str = OPEN

    def __str__(self) -> str:
        return label(self.names)

    @property
    def input_name(self) -> str:
        return PREFIX + self.key

    @property
    def seen_as(self) -> str:
        """What stands for it where the register of fields has a name: its class; nothing where everybody sees it."""
        return "" if self.data_class == OPEN else CLASS + self.data_class


class FieldWrong(Exception):
    """A value that the kind does not allow, or one that is missing."""

    def __init__(self, field: Field, said: str) -> None:
        super().__init__(field.key)
        self.field = field
        self.message = f"{field}: {said}"


class FieldsMissing(Exception):
    def __init__(self, missing: Sequence[Field]) -> None:
        super().__init__(", ".join(field.key for field in missing))
        names = quoted(missing)
        self.message = _("Fill in first: %(fields)s.") % {"fields": names}


def fields(kind: CaseKind) -> list[Field]:
    return [Field(**row) for row in kind.fields]


def asked_at_start(kind: CaseKind) -> list[Field]:
    """In their order, up to the first that a later stage needs: what is only known then is not asked before."""
    known = fields(kind)
    return list(takewhile(lambda field: field.required in {"", AT_START}, known)) + [
        field
        for field in dropwhile(lambda field: field.required in {"", AT_START}, known)
        if field.required == AT_START
    ]


def form_field(field: Field, *, required: bool = False) -> forms.Field:
    given: dict[str, Any] = {"label": str(field), "required": required}
    return _MAKERS[field.type](field, given)


def _text(field: Field, given: dict[str, Any]) -> forms.Field:
    made = forms.CharField(max_length=LONGEST[field.type], **given)
    if field.type == "lines":
        made.widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST["lines"]})
    if field.mask:
        made.help_text = _("Written as %(mask)s: 9 is a digit, A a letter.") % {"mask": field.mask}
        made.validators.append(_fits(field.mask))
    return made


def _fits(mask: str) -> Callable[[str], None]:
    pattern = re.compile("".join(SIGNS.get(sign, re.escape(sign)) for sign in mask))

    def check(value: str) -> None:
        if not pattern.fullmatch(value):
            raise ValidationError(_("Write it as %(mask)s: 9 is a digit, A a letter.") % {"mask": mask})

    return check


def _choices(field: Field) -> list[tuple[str, str]]:
    return [(str(option["value"]), label(option["names"])) for option in field.options]


def _staff() -> Any:
    return Person.objects.get_queryset().working().order_by("family_name", "given_name", "pk")


_MAKERS: Mapping[str, Callable[[Field, dict[str, Any]], forms.Field]] = {
    "text": _text,
    "lines": _text,
    "number": lambda field, given: forms.IntegerField(min_value=0, max_value=10**12, **given),
    "money": lambda field, given: forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **given),
    "date": lambda field, given: DayField(**given),
    "flag": lambda field, given: forms.BooleanField(**(given | {"required": False})),
    "choice": lambda field, given: forms.ChoiceField(choices=[("", "—"), *_choices(field)], **given),
    "choices": lambda field, given: forms.MultipleChoiceField(
        choices=_choices(field), widget=forms.CheckboxSelectMultiple, **given
    ),
    "person": lambda field, given: forms.ModelChoiceField(_staff(), empty_label="—", **given),
}


def plain(value: Any) -> Any:
    """As it is kept: JSON; nothing stays away."""
    if isinstance(value, Person):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def empty(value: Any) -> bool:
    return value in (None, "", [], False)


def check(kind: CaseKind, values: Mapping[str, Any], *, stage: str = AT_START) -> dict[str, Any]:
    """The values of the kind's own fields, each checked by its type; those that `stage` needs must be there.

    `stage` "" needs none.
    """
    kept: dict[str, Any] = {}
    for field in fields(kind):
        try:
            value = plain(form_field(field).clean(values.get(field.key)))
        except ValidationError as wrong:
            raise FieldWrong(field, " ".join(wrong.messages)) from None
        if not empty(value):
            kept[field.key] = value
    if stage:
        lacking(kind, kept, stage)
    return kept


def lacking(kind: CaseKind, values: Mapping[str, Any], stage: str) -> None:
    """Raises FieldsMissing where `stage` needs a field that says nothing."""
    missing = [field for field in fields(kind) if field.required == stage and empty(values.get(field.key))]
    if missing:
        raise FieldsMissing(missing)


def add_to(form: forms.Form, wanted: Sequence[Field], needed: Collection[str] = (AT_START,)) -> None:
    """Form fields for `wanted`, each as field_<key>; those that one of `needed` asks for must be filled."""
    for field in wanted:
        form.fields[field.input_name] = form_field(field, required=bool(field.required) and field.required in needed)


def said(form: forms.Form) -> dict[str, Any]:
    """What the kind's fields of a valid form say, by key, as it is kept."""
    found = {name.removeprefix(PREFIX): value for name, value in form.cleaned_data.items() if name.startswith(PREFIX)}
    return {key: plain(value) for key, value in found.items() if not empty(value)}


def shown(field: Field, value: Any, people: Mapping[int, Person] | None = None) -> str:
    """A kept value in words; "—" for none."""
    if empty(value):
        return "—"
    if field.type in {"choice", "choices"}:
        names = dict(_choices(field))
        return ", ".join(names.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if field.type == "date":
        return moments.day_year(date.fromisoformat(value))
    if field.type == "flag":
        return _("yes")
    if field.type == "money":
        return f"{Decimal(value):,.2f}".replace(",", "\u00a0")
    if field.type == "person":
        return str((people or {}).get(int(value), "—"))
    return str(value)
