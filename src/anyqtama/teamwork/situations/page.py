"""What the page of a situation and the list show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from anyqtama.kernel.exporting import Cell
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person
from anyqtama.teamwork.models import Situation, SituationState, WebhookCall
from anyqtama.teamwork.situations.words import SEVERITIES, SEVERITY_SHAPES, STATE_SHAPES, STATES
from anyqtama.teamwork.webhooks.words import EVENTS


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    at: datetime
    who: str
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    situation: Situation
    kind: str
    severity: str
    severity_shape: str
    state: str
    state_shape: str


def row(situation: Situation) -> Row:
    return Row(
        situation,
        label(situation.kind.names),
        str(SEVERITIES[situation.severity]),
        SEVERITY_SHAPES[situation.severity],
        str(STATES[situation.state]),
        STATE_SHAPES[situation.state],
    )


def rows(situations: QuerySet[Situation]) -> QuerySet[Situation]:
    return situations.select_related("kind", "unit", "reported_by", "acknowledged_by", "resolved_by")


def log(situation: Situation) -> list[Line]:
    lines = [Line(situation.reported_at, str(situation.reported_by), _("reported it"), situation.what)]
    for told in situation.told.select_related("person").order_by("at", "pk"):
        how = _("was told on the screen and by e-mail") if told.mailed else _("was told on the screen")
        lines.append(Line(told.at, str(told.person), how))
    lines += [
        Line(call.delivered_at or call.given_up_at or call.made_at, call.webhook.name, _told(call))
        for call in situation.calls.exclude(delivered_at=None, given_up_at=None).select_related("webhook")
    ]
    lines += [
        Line(note.at, str(note.by), _("wrote"), note.text)
        for note in situation.notes.select_related("by").order_by("at")
    ]
    if situation.acknowledged_at:
        lines.append(Line(situation.acknowledged_at, str(situation.acknowledged_by), _("acknowledged it")))
    if situation.resolved_at:
        lines.append(Line(situation.resolved_at, str(situation.resolved_by), _("resolved it"), situation.outcome))
    return sorted(lines, key=lambda one: one.at)


def _told(call: WebhookCall) -> str:
    said = _("was told by webhook: %(event)s") if call.delivered_at else _("could not be told by webhook: %(event)s")
    return said % {"event": EVENTS[call.event]}


def awaited(person: Person) -> QuerySet[Situation]:
    """What waits for this manager's acknowledgement."""
    told = Situation.objects.filter(told__person=person, state=SituationState.REPORTED)
    return rows(told).order_by("reported_at")


def head() -> list[str]:
    """The export's."""
    return [
        _("Number"), _("Reported"), _("Kind"), _("Severity"), _("What happened"), _("Reported by"), _("State"),
        _("Acknowledged by"), _("Minutes to acknowledge"), _("Resolved"), _("Outcome"),
    ]  # fmt: skip


def cells(one: Situation) -> list[Cell]:
    minutes = round((one.acknowledged_at - one.reported_at).total_seconds() / 60, 1) if one.acknowledged_at else None
    shown = row(one)
    return [
        one.number, one.reported_at, shown.kind, shown.severity, one.what, str(one.reported_by), shown.state,
        str(one.acknowledged_by or ""), minutes, one.resolved_at, one.outcome,
    ]  # fmt: skip
