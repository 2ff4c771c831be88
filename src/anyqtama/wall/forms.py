"""What a lead types on the wall's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.contacts.models import Queue
from anyqtama.history.bins import EDGES
from anyqtama.ui.inputs import MomentField
from anyqtama.wall.words import formula


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("Kept with the change."))


class BannerForm(forms.Form):
    """The line that visitors and operators see; all empty takes it down."""

    kk = forms.CharField(label="Қазақша", max_length=300, required=False)
    ru = forms.CharField(label="Русский", max_length=300, required=False)
    en = forms.CharField(label="English", max_length=300, required=False)
    until = MomentField(label=_("Until"), required=False, help_text=_("Empty: until it is taken down."))

    def texts(self) -> dict[str, str]:
        return {language: self.cleaned_data[language] for language in ("kk", "ru", "en")}


class LimitsForm(forms.ModelForm):  # type: ignore[type-arg]  # ModelForm is generic for checkers only
    """The queue's promise and thresholds. The answer threshold is an edge of the histogram of waits."""

    answer_within_seconds = forms.TypedChoiceField(
        label=_("Answer within, seconds"),
        coerce=int,
        choices=[(edge, str(edge)) for edge in EDGES if 10 <= edge <= 14400],
    )

    formula = forms.ChoiceField(
        label=pgettext_lazy("service level", "Formula"), choices=[(letter, formula(letter)) for letter in "ABCD"]
    )

    class Meta:
        model = Queue
        fields = ("answer_within_seconds", "target_percent", "formula", "warn_wait_seconds", "alarm_wait_seconds")
        labels = {
            "target_percent": _("Target, %"),
            "warn_wait_seconds": _("Warn when somebody waits longer than, seconds"),
            "alarm_wait_seconds": _("Alarm when somebody waits longer than, seconds"),
        }

    def clean_target_percent(self) -> int:
        percent = int(self.cleaned_data["target_percent"])
        if not 1 <= percent <= 100:
            raise forms.ValidationError(_("A share lies between 1 and 100 %."))
        return percent

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        warn, alarm = given.get("warn_wait_seconds"), given.get("alarm_wait_seconds")
        if warn is not None and alarm is not None and warn >= alarm:
            told = _("The warning must come before the alarm: now %(warn)s s, alarm %(alarm)s s.")
            self.add_error("warn_wait_seconds", told % {"warn": warn, "alarm": alarm})
        return given
