"""Days, moments and files as people write and choose them, in the page's language whatever the browser speaks."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAY, MOMENT = "%d.%m.%Y", "%d.%m.%Y %H:%M"
DAYS = [DAY, "%d.%m.%y", "%Y-%m-%d"]
MOMENTS = [MOMENT, "%d.%m.%Y, %H:%M", "%d.%m.%y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class DayInput(forms.DateInput):
    """Text with the browser's calendar behind a button; what came as 2026-11-24 is shown as 24.11.2026."""

    template_name = "ui/day_input.html"
    picker, hint, calendar = "date", _("dd.mm.yyyy"), _("Choose in the calendar")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, DAY)

    def format_value(self, value: Any) -> str | None:
        return _shown(DayField(required=False), value, DAY)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        said = super().get_context(name, value, attrs)
        said["widget"] |= {"picker": self.picker, "hint": self.hint, "calendar": self.calendar}
        return said


class MomentInput(DayInput):
    picker, hint, calendar = "datetime-local", _("dd.mm.yyyy hh:mm"), _("Choose day and time")

    def format_value(self, value: Any) -> str | None:
        return _shown(MomentField(required=False), value, MOMENT)


class DayField(forms.DateField):
    widget = DayInput
    input_formats = DAYS
    default_error_messages = {"invalid": _("Write the day as 24.11.2026, or choose it in the calendar.")}


class MomentField(forms.DateTimeField):
    widget = MomentInput
    input_formats = MOMENTS
    default_error_messages = {"invalid": _("Write day and time as 24.11.2026 10:45, or choose them in the calendar.")}


class CodeField(forms.SlugField):
    """What stands in tables and addresses. The framework's own refusal speaks of slugs."""

    default_error_messages = {"invalid": _("Only Latin letters, digits, hyphens and underscores.")}


class HourField(forms.TimeField):
    widget = forms.TimeInput({"placeholder": _("hh:mm"), "autocomplete": "off", "class": "aq-hour"}, "%H:%M")
    input_formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    default_error_messages = {"invalid": _("Write the time of day as 14:30.")}


class FileInput(forms.FileInput):
    """A button in the page's words and the names of what was chosen; the browser's own control lies unseen above it."""

    template_name = "ui/file_input.html"


class ManyFilesInput(FileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True} | (attrs or {}))


def _shown(field: forms.Field, value: Any, form: str) -> str | None:
    """What is no date stays as it was written: the person sees what to put right."""
    try:
        found = field.clean(value)
    except ValidationError:
        return str(value)
    if found is None:
        return None
    if isinstance(found, datetime):
        return timezone.localtime(found).strftime(form)
    return found.strftime(form) if isinstance(found, date) else str(found)
