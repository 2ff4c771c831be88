"""Where due times come from: terms of law, the organisation's promises, the districts they depend on."""

from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Flag, Names, Reference, RuleKey, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import rule_words, yes_no
from anyqtama.cases.deadlines import ADMINISTRATIVE
from anyqtama.cases.models import CaseKind, District, Promise, Responsible, Term
from anyqtama.cases.words import URGENCIES
from anyqtama.contacts.models import Topic
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import Rule
from anyqtama.people.models import Person, Unit

DAYS = ("working_days", "calendar_days")
ANY = pgettext_lazy("promise", "any")


class DistrictForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=80)
    code = code_field(40)


class TermForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=100)
    addressee = Names(label=pgettext_lazy("law", "Addressee"), max_length=200)
    ground = Names(label=pgettext_lazy("law", "Ground"), max_length=200)
    rule_key = RuleKey(label=_("Rule with the term"))
    extension_key = RuleKey(label=_("Rule that lets it be extended"), required=False)
    notice_key = RuleKey(label=_("Rule for telling of it"), required=False)
    forward_key = RuleKey(
        label=_("Rule for forwarding to another body"), required=False, help_text=_("Empty: the rule for requests.")
    )
    starts_next_day = Flag(label=_("Counted from the day after receipt"))
    late_receipt_moves = Flag(label=_("Received after hours or on a day off counts as the next working day"))
    last_day_off_moves = Flag(label=_("A last day that is a day off moves on to the next working day"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(40)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        rules = {rule.key: rule for rule in Rule.objects.order_by("valid_from")}
        named = [(key, rule_words(rule)) for key, rule in sorted(rules.items())]
        days = [pair for pair in named if rules[pair[0]].unit in DAYS]
        months = [pair for pair in named if rules[pair[0]].unit.startswith("months")]
        for name, choices in (
            ("rule_key", days),
            ("extension_key", months),
            ("notice_key", days),
            ("forward_key", days),
        ):
            field: Any = self.fields[name]
            field.widget.choices = [("", "—"), *choices]
            field.known = {key for key, _words in choices}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("rule_key", "extension_key", "notice_key", "forward_key"):
            field: Any = self.fields[name]
            if given.get(name) and given[name] not in field.known:
                self.add_error(name, _now("Choose a rule of law that is loaded."))
        return given


class PromiseForm(SettingForm):
    topic = Reference(Topic, label=_("Topic or group"), required=False, empty=ANY)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[("", ANY), *URGENCIES.items()], required=False)
    district = Reference(District, label=_("District"), required=False, empty=ANY)
    kind = Reference(CaseKind, label=_("Kind of case"), required=False, empty=ANY)
    minutes = Whole(
        label=_("Answered within, minutes"),
        least=1,
        most=525_600,
        help_text=_("480 is one working day of eight hours."),
    )
    around_the_clock = Flag(label=_("Counted around the clock, not in working time"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        ground = {name: given.get(name) or ("" if name == "urgency" else None)
                  for name in ("topic", "urgency", "district", "kind")}  # fmt: skip
        if Promise.objects.filter(**ground).exclude(pk=self.row.pk).exists():
            self.add_error(None, _now("There is a promise for just this already. Change that one."))
        return given


class ResponsibleForm(SettingForm):
    topic = Reference(Topic, label=_("Topic or group"), required=False, empty=ANY)
    district = Reference(District, label=_("District"), required=False, empty=ANY)
    kind = Reference(CaseKind, label=_("Kind of case"), required=False, empty=ANY)
    unit = Reference(Unit, label=_("Department"), empty="")
    person = Reference(
        Person, label=_("Who in it"), required=False, empty=_("whoever of the department takes it"),
        help_text=_("By name only where the work stands and falls with one person."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        ground = {name: given.get(name) for name in ("topic", "district", "kind")}
        if Responsible.objects.filter(**ground).exclude(pk=self.row.pk).exists():
            self.add_error(None, _now("Somebody is responsible for just this already. Change that row."))
        person, unit = given.get("person"), given.get("unit")
        if person and unit and not (person.unit and person.unit.path.startswith(unit.path)):
            self.add_error("person", _now("This person does not work in that department."))
        return given


def terms() -> QuerySet[Term]:
    """Each with what the newest row of its rule says."""
    newest = Rule.objects.filter(key=OuterRef("rule_key")).order_by("-valid_from")
    return Term.objects.annotate(says=Subquery(newest.values("texts")[:1]))


DISTRICTS = Kind(
    slug="districts",
    icon="map-pin",
    title=_("Districts"),
    new=_("New district"),
    about=_("Parts of the territory: promises and who is responsible may differ by them."),
    model=District,
    form=DistrictForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda row: row.code),
    ),
    rows=District.objects.all,
    search=lambda row: (*row.names.values(), row.code),
)
TERMS = Kind(
    slug="terms",
    icon="landmark",
    title=_("Terms of law"),
    new=_("New term"),
    about=_("Regime, addressee and ground of each term, the dated rule with its figure, and how it is counted."),
    model=Term,
    form=TermForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("addressee", pgettext_lazy("law", "Addressee"), lambda row: label(row.addressee)),
        Column("ground", pgettext_lazy("law", "Ground"), lambda row: label(row.ground), narrow=True),
        Column("rule", pgettext_lazy("law", "Rule"), lambda row: label(row.says or {}) or row.rule_key),
        Column("extension", _("May be extended"), lambda row: yes_no(bool(row.extension_key)), narrow=True),
    ),
    rows=terms,
    search=lambda row: (*row.names.values(), *row.addressee.values(), row.rule_key),
    order=lambda row: (row.order, row.pk),
    kept=lambda row, _by: (
        _("A formal request is counted by this term where nobody chooses another.")
        if row.code == ADMINISTRATIVE
        else None
    ),
)
PROMISES = Kind(
    slug="promises",
    icon="calendar-clock",
    title=_("Promises"),
    new=_("New promise"),
    about=_(
        "Within how many hours a case is answered, by topic, urgency, district and kind; the row that says most counts."
    ),
    model=Promise,
    form=PromiseForm,
    columns=(
        Column("topic", _("Topic or group"), lambda row: str(row.topic or "—")),
        Column("urgency", _("Urgency"), lambda row: str(URGENCIES.get(row.urgency, "—")), narrow=True),
        Column("district", _("District"), lambda row: str(row.district or "—"), narrow=True),
        Column("kind", _("Kind of case"), lambda row: str(row.kind or "—"), narrow=True),
        Column("minutes", _("Answered within, minutes"), lambda row: row.minutes, number=True),
        Column("clock", _("Counted around the clock, not in working time"), lambda row: yes_no(row.around_the_clock)),
    ),
    rows=lambda: Promise.objects.select_related("topic", "district", "kind"),
    search=lambda row: (str(row.topic or ""), str(row.district or ""), str(row.kind or "")),
    order=lambda row: (str(row.topic or ""), row.urgency, row.pk),
    active="",
)
RESPONSIBLE = Kind(
    slug="responsible",
    icon="building-2",
    title=_("Who is responsible"),
    new=_("New responsibility"),
    about=_(
        "Which department, and who in it, a case is proposed to: "
        "by topic, district and kind; the row that says most counts."
    ),
    model=Responsible,
    form=ResponsibleForm,
    columns=(
        Column("topic", _("Topic or group"), lambda row: str(row.topic or ANY)),
        Column("district", _("District"), lambda row: str(row.district or ANY), narrow=True),
        Column("kind", _("Kind of case"), lambda row: str(row.kind or ANY), narrow=True),
        Column("unit", _("Department"), lambda row: str(row.unit), narrow=True),
        Column("person", _("Who in it"), lambda row: str(row.person or "—")),
    ),
    rows=lambda: Responsible.objects.select_related("topic", "district", "kind", "unit", "person"),
    search=lambda row: (str(row.topic or ""), str(row.district or ""), str(row.unit), str(row.person or "")),
    order=lambda row: (str(row.topic or ""), str(row.district or ""), row.pk),
    active="",
)
