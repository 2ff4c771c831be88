"""States and due times of cases as screens say them: a shape and a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import get_day_names, get_month_names
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.kinds import stages
from anyqtama.cases.models import Case, CaseState, LegalType, Urgency
from anyqtama.ui import moments

STATES: Mapping[str, str | Promise] = {
    CaseState.NEW: pgettext_lazy("state of a case", "New"),
    CaseState.WITH_DEPARTMENT: pgettext_lazy("state of a case", "With the department"),
    CaseState.ANSWERED: pgettext_lazy("state of a case", "Answered"),
    CaseState.CLOSED: pgettext_lazy("state of a case", "Closed"),
}
SHAPES: Mapping[str, str] = {
    CaseState.NEW: "neutral",
    CaseState.WITH_DEPARTMENT: "info",
    CaseState.ANSWERED: "good",
    CaseState.CLOSED: "good",
}
URGENCIES: Mapping[str, str | Promise] = {
    Urgency.LOW: pgettext_lazy("urgency", "low"),
    Urgency.NORMAL: pgettext_lazy("urgency", "normal"),
    Urgency.HIGH: pgettext_lazy("urgency", "high"),
    Urgency.CRITICAL: pgettext_lazy("urgency", "critical"),
}
LEGAL_TYPES: Mapping[str, str | Promise] = {
    LegalType.APPLICATION: pgettext_lazy("legal type", "application"),
    LegalType.COMPLAINT: pgettext_lazy("legal type", "complaint"),
    LegalType.MESSAGE: pgettext_lazy("legal type", "message"),
    LegalType.PROPOSAL: pgettext_lazy("legal type", "proposal"),
    LegalType.RESPONSE: pgettext_lazy("legal type", "response"),
    LegalType.INQUIRY: pgettext_lazy("legal type", "inquiry"),
}
WAITING = (CaseState.NEW, CaseState.WITH_DEPARTMENT)
SOON = timedelta(hours=4)
NEAR = timedelta(hours=20)
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class DueWords:
    """`shape` is empty where nothing presses."""

    shape: str
    text: str


def stage(case: Case) -> str:
    """What the case's kind calls where it stands; the state's own word where the kind knows the stage no more.

    What was forwarded stands with the other body.
    """
    if case.body is not None:
        return _("With: %(body)s") % {"body": case.body}
    found = stages.stages(case.kind).get(case.stage)
    return str(found or STATES[case.state])


def due(case: Case, at: datetime) -> DueWords:
    """40 min late; 52 min; far ones and those answered as a moment."""
    left = case.due_at - at
    if case.state not in WAITING:
        return DueWords("", near(case.due_at, at))
    if left < timedelta():
        return DueWords("bad", _("%(time)s late") % {"time": moments.span(-left)})
    if left < NEAR:
        return DueWords("attention" if left < SOON else "", moments.span(left))
    return DueWords("", near(case.due_at, at))


def near(moment: datetime, at: datetime) -> str:
    """Wed 25, 12:30 within a week; 11.12, 18:00 (11 Dec, 18:00) beyond."""
    local = timezone.localtime(moment)
    if abs(moment - at) < WEEK:
        name = get_day_names("abbreviated", "format", moments.language())[local.weekday()]
        return f"{name} {local.day}, {local:%H:%M}"
    if moments.language() == "en":
        return f"{local.day} {get_month_names('abbreviated', 'format', 'en')[local.month]}, {local:%H:%M}"
    return f"{local:%d.%m, %H:%M}"
