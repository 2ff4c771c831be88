"""Names and shapes of what a situation can be."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from anyqtama.teamwork.models import Severity, SituationState

SEVERITIES: Mapping[str, str | Promise] = {
    Severity.MINOR: pgettext_lazy("severity", "Minor"),
    Severity.SERIOUS: pgettext_lazy("severity", "Serious"),
    Severity.CRITICAL: pgettext_lazy("severity", "Critical"),
}
SEVERITY_SHAPES: Mapping[str, str] = {
    Severity.MINOR: "neutral",
    Severity.SERIOUS: "attention",
    Severity.CRITICAL: "bad",
}
STATES: Mapping[str, str | Promise] = {
    SituationState.REPORTED: pgettext_lazy("situation", "Nobody has acknowledged"),
    SituationState.ACKNOWLEDGED: pgettext_lazy("situation", "A manager sees to it"),
    SituationState.RESOLVED: pgettext_lazy("situation", "Resolved"),
}
STATE_SHAPES: Mapping[str, str] = {
    SituationState.REPORTED: "bad",
    SituationState.ACKNOWLEDGED: "running",
    SituationState.RESOLVED: "good",
}
