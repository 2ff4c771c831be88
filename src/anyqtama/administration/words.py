"""Words of the settings that several pages share."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import CaseState, ClockOf
from anyqtama.channels.models import ChannelKind
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import Rule
from anyqtama.people.models import StateKind

STATE_KINDS: dict[str, Promise] = {
    StateKind.AVAILABLE.value: pgettext_lazy("state kind", "available"),
    StateKind.BREAK.value: pgettext_lazy("state kind", "a break"),
    StateKind.MEETING.value: pgettext_lazy("state kind", "a meeting"),
    StateKind.TRAINING.value: pgettext_lazy("state kind", "training"),
    StateKind.OTHER.value: pgettext_lazy("state kind", "other work"),
    StateKind.AWAY.value: pgettext_lazy("state kind", "away from the desk"),
    StateKind.OFFLINE.value: pgettext_lazy("state kind", "off shift"),
}
CHANNEL_KINDS: dict[str, Promise] = {
    ChannelKind.CHAT.value: pgettext_lazy("channel", "chat"),
    ChannelKind.PHONE.value: pgettext_lazy("channel", "telephone"),
    ChannelKind.WRITTEN.value: pgettext_lazy("channel", "written request"),
    ChannelKind.EMAIL.value: pgettext_lazy("channel", "e-mail"),
    ChannelKind.SMS.value: pgettext_lazy("channel", "SMS"),
    ChannelKind.POST.value: pgettext_lazy("channel", "post"),
}
CONFIDENCE: dict[str, Promise] = {
    Rule.Confidence.HIGH.value: _("the text was seen"),
    Rule.Confidence.MEDIUM.value: _("likely, to be checked"),
    Rule.Confidence.LOW.value: _("doubtful, to be checked"),
    Rule.Confidence.OPEN.value: _("no answer found"),
}
RULE_UNITS: dict[str, Promise] = {
    "working_days": pgettext_lazy("unit of a rule", "working days"),
    "calendar_days": pgettext_lazy("unit of a rule", "calendar days"),
    "months": pgettext_lazy("unit of a rule", "months"),
    "months_at_most": pgettext_lazy("unit of a rule", "months, at most"),
    "years_at_most": pgettext_lazy("unit of a rule", "years, at most"),
    "hours": pgettext_lazy("unit of a rule", "hours"),
    "hours_at_least": pgettext_lazy("unit of a rule", "hours, at least"),
    "hours_at_most": pgettext_lazy("unit of a rule", "hours, at most"),
    "hours_a_day": pgettext_lazy("unit of a rule", "hours a day"),
    "hours_a_week": pgettext_lazy("unit of a rule", "hours a week"),
    "minutes_at_least": pgettext_lazy("unit of a rule", "minutes, at least"),
    "minutes_each_3_hours": pgettext_lazy("unit of a rule", "minutes each 3 hours"),
    "days_off_a_week": pgettext_lazy("unit of a rule", "days off a week"),
    "times_at_least": pgettext_lazy("unit of a rule", "times the pay, at least"),
    "local_time": pgettext_lazy("unit of a rule", "local time"),
    "local_hours": pgettext_lazy("unit of a rule", "local time"),
    "month_day": pgettext_lazy("unit of a rule", "month and day"),
    "utc_offset": pgettext_lazy("unit of a rule", "from UTC"),
}
"""A figure of law means nothing without what it counts; units of values in words are left out."""

STAGE_STATES: dict[str, Promise] = {
    CaseState.NEW.value: pgettext_lazy("meaning of a stage", "new"),
    CaseState.WITH_DEPARTMENT.value: pgettext_lazy("meaning of a stage", "being worked at"),
    CaseState.ANSWERED.value: pgettext_lazy("meaning of a stage", "answered"),
    CaseState.CLOSED.value: pgettext_lazy("meaning of a stage", "closed"),
}
CLOCKS: dict[str, Promise] = {
    ClockOf.DIAGNOSIS.value: pgettext_lazy("clock", "to the cause"),
    ClockOf.FIX.value: pgettext_lazy("clock", "to the fix"),
}
LONGEST_RULE = 110


def rule_words(rule: Rule) -> str:
    """A rule of law in a list of choices: what it says, as far as fits a line."""
    said = label(rule.texts)
    return said if len(said) <= LONGEST_RULE else f"{said[:LONGEST_RULE].rstrip(' ,;:')}…"


def yes_no(value: bool) -> str:
    return gettext("yes") if value else gettext("no")
