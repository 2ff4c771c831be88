"""Rules of law: dated facts that are never rewritten; a new fact is a new row with its own date."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Day, Names, RuleKey, Text
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import CONFIDENCE, RULE_UNITS, rule_words
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import Rule


class RuleForm(SettingForm):
    """`key` must be one the product reads: another would change nothing."""

    key = RuleKey(label=pgettext_lazy("law", "Rule"))
    value = Text(label=pgettext_lazy("law", "Value"), max_length=100)
    texts = Names(label=_("What it says"), max_length=1000, lines=True)
    act = Text(label=pgettext_lazy("law", "Act"), max_length=200)
    article = Text(label=pgettext_lazy("law", "Article"), max_length=60, required=False)
    valid_from = Day(label=_("In force from"))
    valid_until = Day(label=_("In force until"), required=False, help_text=_("Empty: until a later row takes over."))
    source = Text(label=_("Where it was read"), max_length=200)
    verified_on = Day(label=_("Checked on"))
    confidence = forms.ChoiceField(label=_("How sure we are"), choices=list(CONFIDENCE.items()))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.newest = {rule.key: rule for rule in Rule.objects.order_by("valid_from")}
        self.fields["key"].widget.choices = [
            ("", "—"), *((key, rule_words(rule)) for key, rule in sorted(self.newest.items()))
        ]  # fmt: skip

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key not in self.newest:
            raise ValidationError(_("Choose a rule of the list: the product reads no other."))
        return key

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = given.get("valid_from"), given.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("It cannot end before it begins."))
        if begins and Rule.objects.filter(key=given.get("key", ""), valid_from=begins).exists():
            self.add_error("valid_from", _("This rule has a row of that date already. A new fact has a new date."))
        rule = self.newest.get(given.get("key", ""))
        value = given.get("value", "")
        if rule is not None and rule.value.isdecimal() and not (value.isdecimal() and len(value) < 7):
            self.add_error("value", _("Write a whole number, as it was: %(value)s.") % {"value": rule.value})
        return given

    def values(self) -> dict[str, Any]:
        return super().values() | {"unit": self.newest[self.cleaned_data["key"]].unit}


def _figure(rule: Rule) -> str:
    """Figures read the same in every language; a value in words is for programs, and the text beside it says it."""
    return "" if any(sign.isalpha() for sign in rule.value) else rule.value


def _unit(rule: Rule) -> str:
    return str(RULE_UNITS.get(rule.unit, "")) if _figure(rule) else ""


RULES = Kind(
    slug="rules",
    icon="scale",
    title=_("Rules of law"),
    new=_("New dated row"),
    about=_("Terms and duties by law, each with its act, date and how sure we are."),
    model=Rule,
    form=RuleForm,
    columns=(
        Column("says", _("What it says"), lambda rule: label(rule.texts)),
        Column("value", pgettext_lazy("law", "Value"), _figure),
        Column("unit", pgettext_lazy("law", "Counted in"), _unit),
        Column("from", _("In force from"), lambda rule: rule.valid_from),
        Column("confidence", _("How sure we are"), lambda rule: str(CONFIDENCE[rule.confidence]), narrow=True),
        Column("checked", _("Checked on"), lambda rule: rule.verified_on),
        Column("key", _("Key"), lambda rule: rule.key, listed=False),
    ),
    rows=Rule.objects.all,
    search=lambda rule: (*rule.texts.values(), rule.key, rule.act, rule.article),
    order=lambda rule: (rule.key, rule.valid_from),
    active="",
    editable=False,
)
