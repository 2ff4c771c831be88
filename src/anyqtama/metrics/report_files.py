"""A report as a file: units in the headings, and what it is of: days, queue, channel, language, each queue's T."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from anyqtama.contacts.models import Queue
from anyqtama.metrics.forms import ReportForm
from anyqtama.metrics.indicators import Unit
from anyqtama.metrics.promises import promises_in_words
from anyqtama.metrics.reports import KINDS, Report

UNITS: dict[Unit, str | Promise] = {
    Unit.SECONDS: pgettext_lazy("seconds", "s"),
    Unit.PERCENT: "%",
    Unit.HOURS: pgettext_lazy("hours", "h"),
}


def head(found: Report) -> list[str]:
    return [f"{one.name}, {UNITS[one.unit]}" if one.unit in UNITS else str(one.name) for one in found.columns]


def about(form: ReportForm, asked: Iterable[Queue]) -> list[list[str]]:
    given = form.cleaned_data
    return [
        [_("Report"), str(KINDS[given["by"]])],
        [_("Period"), f"{given['first']:%Y-%m-%d} / {given['last']:%Y-%m-%d}"],
        *([str(form.fields[part].label), _chosen(form, part)] for part in ("queue", "channel", "language")),
        [pgettext("service level", "T"), promises_in_words(asked)],
        [_("Time zone"), settings.TIME_ZONE],
    ]


def _chosen(form: ReportForm, part: str) -> str:
    choices: Any = form.fields[part].choices  # type: ignore[attr-defined]
    return str(dict(choices)[form.cleaned_data[part]])
