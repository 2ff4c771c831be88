"""The working calendar: years whose days off are known, and the days that differ from their weekday."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Day, Flag, Names, Text, Whole
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import yes_no
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import CalendarDay, CalendarYear

ON_DAY = {"off": _("nobody works"), "worked": _("people work, in exchange for another day")}


class DayForm(SettingForm):
    date = Day(label=pgettext_lazy("calendar", "Day"))
    working = forms.ChoiceField(label=_("On this day"), choices=list(ON_DAY.items()))
    names = Names(label=_("Why"))
    decreed = Flag(label=_("Decreed"), help_text=_("Untick while the government has not decided yet."))

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"working": "worked" if row.working else "off"}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if self.row.pk is not None:
            self.fields.pop("date")

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if str(day.year) not in self.known.table(CalendarYear):
            raise ValidationError(_("The year %(year)s is not loaded. Add the year first.") % {"year": day.year})
        if str(day) in self.known.table(CalendarDay):
            raise ValidationError(_("This day is in the calendar already. Change it there."))
        return day

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"working": given["working"] == "worked"}


class YearForm(SettingForm):
    year = Whole(label=pgettext_lazy("calendar", "Year"), least=2020, most=2100)
    source = Text(label=_("Where it was read"), max_length=200)
    verified_on = Day(label=_("Checked on"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if self.row.pk is not None:
            self.fields.pop("year")

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if str(year) in self.known.table(CalendarYear):
            raise ValidationError(_("This year is loaded already."))
        return year


DAYS = Kind(
    slug="days",
    icon="calendar-days",
    title=_("Working calendar"),
    new=_("New day"),
    about=_("Days off, and days worked in exchange: due times are counted by them."),
    model=CalendarDay,
    form=DayForm,
    columns=(
        Column("date", pgettext_lazy("calendar", "Day"), lambda day: day.date),
        Column("name", _("Why"), lambda day: label(day.names)),
        Column("year", pgettext_lazy("calendar", "Year"), lambda day: str(day.date.year), narrow=True),
        Column("working", _("People work"), lambda day: yes_no(day.working), narrow=True),
        Column("decreed", _("Decreed"), lambda day: yes_no(day.decreed), narrow=True),
    ),
    rows=CalendarDay.objects.all,
    search=lambda day: (*day.names.values(), day.date),
    order=lambda day: day.date,
    active="",
    says={"working": lambda _day, works: str(ON_DAY["worked" if works else "off"])},
)
YEARS = Kind(
    slug="years",
    icon="calendar-check",
    title=_("Years of the calendar"),
    new=_("New year"),
    about=_("A year that is not here refuses every due time in it. Add it, then its days off."),
    model=CalendarYear,
    form=YearForm,
    columns=(
        Column("year", pgettext_lazy("calendar", "Year"), lambda year: str(year.year)),
        Column("source", _("Where it was read"), lambda year: year.source),
        Column("checked", _("Checked on"), lambda year: year.verified_on),
    ),
    rows=CalendarYear.objects.all,
    search=lambda year: (year.year, year.source),
    order=lambda year: year.year,
    active="",
)
