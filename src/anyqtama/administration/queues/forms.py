"""The forms of one queue's pages; each edits some fields of the row."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Whole
from anyqtama.administration.forms import SettingForm
from anyqtama.contacts import opening_hours
from anyqtama.contacts.written_hours import WEEKDAYS, Hours, intervals, written
from anyqtama.history.bins import EDGES
from anyqtama.metrics.words import FORMULAS

SECONDS, SHORT = _("seconds"), pgettext_lazy("seconds", "s")


class InUnit(forms.NumberInput):
    """A number with its unit behind it."""

    template_name = "administration/number.html"

    def __init__(self, unit: Any) -> None:
        super().__init__()
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context(name, value, attrs)
        shown["widget"]["unit"] = self.unit
        return shown


def seconds(label: Any, help_text: Any, *, least: int = 0, most: int = 86_400) -> Whole:
    return Whole(label=label, help_text=help_text, least=least, most=most, widget=InUnit(SECONDS))


def shown_formula(letter: str) -> Any:
    return FORMULAS[f"service_level_{letter.lower()}"]


class HoursForm(SettingForm):
    always = forms.ChoiceField(
        label=_("The queue takes new contacts"),
        choices=[("always", _("at any time")), ("hours", _("in these hours"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for day, name in WEEKDAYS.items():
            self.fields[day] = forms.CharField(
                label=str(name), required=False, max_length=120,
                widget=forms.TextInput(attrs={"placeholder": "09:00-13:00, 14:00-18:00", "spellcheck": "false"}),
            )  # fmt: skip

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        days = {day: written((row.hours or {}).get(day, [])) for day in WEEKDAYS}
        return {"always": "always" if row.hours is None else "hours"} | days

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.hours: Hours = {}
        for day in WEEKDAYS:
            try:
                if found := intervals(given.get(day, "")):
                    self.hours[day] = found
            except ValidationError as error:
                self.add_error(day, error)
        if given.get("always") == "hours" and not self.hours and not self.errors:
            self.add_error("mon", _("Write the hours of at least one day, or choose “at any time”."))
        opening_hours.validate(self.hours)
        return given

    def edited(self) -> list[str]:
        return ["hours"]

    def values(self) -> dict[str, Any]:
        return {"hours": None if self.cleaned_data["always"] == "always" else self.hours}


class LimitsForm(SettingForm):
    target_percent = Whole(
        label=_("Target"), least=1, most=100, widget=InUnit(_("% of contacts")),
        help_text=_("Counted from joining the queue to the first human reply. Shown on the wall and in every report."),
    )  # fmt: skip
    answer_within_seconds = forms.TypedChoiceField(
        label=_("Answered within"), coerce=int,
        choices=[(edge, format_lazy("{} {}", edge, SHORT)) for edge in EDGES if 10 <= edge <= 14400],
        help_text=_("A step of the histogram of waits, so that every past day can be counted anew exactly."),
    )  # fmt: skip
    formula = forms.ChoiceField(
        label=pgettext_lazy("service level", "Formula"), widget=forms.RadioSelect,
        choices=[(letter, shown_formula(letter)) for letter in "ABCD"],
        help_text=_("Four are in use in the trade; the name of yours is printed beside every figure."),
    )  # fmt: skip
    short_abandon_seconds = forms.TypedChoiceField(
        label=_("Left at once"), coerce=int,
        choices=[(edge, format_lazy("{} {}", edge, SHORT)) for edge in EDGES if edge <= 600],
        help_text=_("Somebody who leaves sooner is not counted as lost: usually a wrong number."),
    )  # fmt: skip
    warn_wait_seconds = seconds(_("Warn the team lead"), _("When the longest wait passes this."), least=1)
    alarm_wait_seconds = seconds(_("Alarm"), _("Sound and notice to the leads on duty."), least=1)
    chats_at_once = Whole(
        label=_("Chats one person may lead at once"), least=1, most=20,
        help_text=_("People keep their own lower limit if they have one."),
    )  # fmt: skip
    offer_seconds = seconds(_("Time to accept an offer"), _("After it the next person is asked."), least=5, most=600)
    reply_within_seconds = seconds(_("Reply within"), _("After it the desk marks the chat as late."), least=10)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        warn, alarm = given.get("warn_wait_seconds"), given.get("alarm_wait_seconds")
        if warn is not None and alarm is not None and warn >= alarm:
            told = _("The warning must come before the alarm: now %(warn)s s, alarm %(alarm)s s.")
            self.add_error("warn_wait_seconds", told % {"warn": warn, "alarm": alarm})
        return given


class SilenceForm(SettingForm):
    silence_warn_seconds = seconds(
        _("Ask a silent visitor after"), _("They are asked whether they are still there."), least=30
    )
    silence_close_seconds = seconds(
        _("Close the silent chat after"), _("Counted from their last words, like the question."), least=60
    )
    long_wait_seconds = seconds(
        _("Offer a written request after"),
        _("When the expected wait is longer, the visitor may leave a request."),
        least=30,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        warn, close = given.get("silence_warn_seconds"), given.get("silence_close_seconds")
        if warn is not None and close is not None and warn >= close:
            told = _("A silent visitor is asked before the chat is closed: now %(warn)s s, closed after %(close)s s.")
            self.add_error("silence_warn_seconds", told % {"warn": warn, "close": close})
        return given
