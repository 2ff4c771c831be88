"""Support terms by severity; reminders and the ladder: what the clocks of cases run to, and who is told when."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Flag, Names, Reference, Whole
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import yes_no
from anyqtama.cases.models import CaseKind, DateOf, ReminderRule, Rung, SupportTerm
from anyqtama.cases.words import URGENCIES

A_YEAR = 525_600
DATES = {
    DateOf.DUE.value: pgettext_lazy("date of a case", "due time of the case"),
    DateOf.REPLY.value: pgettext_lazy("date of a case", "first reply"),
    DateOf.DIAGNOSIS.value: pgettext_lazy("date of a case", "cause found"),
    DateOf.FIX.value: pgettext_lazy("date of a case", "put right"),
}
RUNGS = {
    Rung.OWNER.value: pgettext_lazy("rung", "who leads the case"),
    Rung.LEAD.value: pgettext_lazy("rung", "lead of the group"),
    Rung.HEAD.value: pgettext_lazy("rung", "head of the unit"),
}


def _minutes(label: Any) -> Whole:
    return Whole(label=label, least=1, most=A_YEAR, required=False, help_text=_("Empty starts no clock."))


class SupportTermForm(SettingForm):
    kind = Reference(CaseKind, label=_("Kind of case"))
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", pgettext_lazy("promise", "any")), *URGENCIES.items()], required=False
    )
    reply_minutes = _minutes(_("First reply within, minutes"))
    diagnosis_minutes = _minutes(_("Cause found within, minutes"))
    fix_minutes = _minutes(_("Put right within, minutes"))
    around_the_clock = Flag(label=_("Counted around the clock, not in working time"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        rows = SupportTerm.objects.filter(kind=given.get("kind"), urgency=given.get("urgency") or "")
        if given.get("kind") and rows.exclude(pk=self.row.pk).exists():
            self.add_error(None, _now("There are terms for just this already. Change those."))
        cause, fix = given.get("diagnosis_minutes"), given.get("fix_minutes")
        if cause and fix and cause > fix:
            self.add_error("diagnosis_minutes", _now("The cause must be found before it is put right."))
        return given


class ReminderForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"), max_length=80)
    date_of = forms.ChoiceField(label=_("Of which date"), choices=list(DATES.items()))
    minutes = forms.IntegerField(
        label=_("Minutes after it"), min_value=-A_YEAR, max_value=A_YEAR, help_text=_("With a minus: before it.")
    )
    rung = forms.ChoiceField(label=_("Who is told"), choices=list(RUNGS.items()))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        ground = {name: given.get(name) for name in ("date_of", "minutes", "rung")}
        if None not in ground.values() and ReminderRule.objects.filter(**ground).exclude(pk=self.row.pk).exists():
            self.add_error(None, _now("There is a reminder for just this already. Change that one."))
        return given


SUPPORT_TERMS = Kind(
    slug="support-terms",
    icon="timer",
    title=_("Support terms"),
    new=_("New support terms"),
    about=_("By kind and severity: within how many minutes the first reply, the cause and the fix come."),
    model=SupportTerm,
    form=SupportTermForm,
    columns=(
        Column("kind", _("Kind of case"), lambda row: str(row.kind), narrow=True),
        Column("urgency", _("Urgency"), lambda row: str(URGENCIES.get(row.urgency, "—"))),
        Column("reply", _("First reply within, minutes"), lambda row: row.reply_minutes, number=True),
        Column("diagnosis", _("Cause found within, minutes"), lambda row: row.diagnosis_minutes, number=True),
        Column("fix", _("Put right within, minutes"), lambda row: row.fix_minutes, number=True),
        Column("clock", _("Counted around the clock, not in working time"), lambda row: yes_no(row.around_the_clock)),
    ),
    rows=lambda: SupportTerm.objects.select_related("kind"),
    search=lambda row: (str(row.kind), str(URGENCIES.get(row.urgency, ""))),
    order=lambda row: (row.kind.order, row.fix_minutes or 0, row.pk),
    active="",
)
REMINDERS = Kind(
    slug="reminders",
    icon="alarm-clock",
    title=_("Reminders"),
    new=_("New reminder"),
    about=_("Who is told how long before and after a date of a case; who is away does not stop it."),
    model=ReminderRule,
    form=ReminderForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("date_of", _("Of which date"), lambda row: str(DATES[row.date_of]), narrow=True),
        Column("minutes", _("Minutes after it"), lambda row: row.minutes, number=True),
        Column("rung", _("Who is told"), lambda row: str(RUNGS[row.rung]), narrow=True),
    ),
    rows=ReminderRule.objects.all,
    search=lambda row: (*row.names.values(), str(DATES[row.date_of])),
    order=lambda row: (row.date_of, row.minutes, row.pk),
)
