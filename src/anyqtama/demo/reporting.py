"""Situations in the demo centre by the verbs: reported, acknowledged, one of them resolved. Again changes nothing."""

from datetime import datetime, timedelta

from anyqtama.demo.content.situations import situations
from anyqtama.people.models import Person
from anyqtama.teamwork.models import Severity, Situation, SituationKind
from anyqtama.teamwork.situations import handling, reporting


def set_up(*, at: datetime) -> None:
    if Situation.objects.exists():
        return
    for row in situations():
        kind = SituationKind.objects.filter(code=row.kind, active=True).first()
        if kind is None:
            continue
        began, manager = at - timedelta(hours=row.hours), Person.objects.get(login=row.manager)
        situation = reporting.report(
            kind=kind, severity=Severity(row.severity), what=row.what, by=Person.objects.get(login=row.by), at=began
        )
        handling.acknowledge(situation=situation, by=manager, at=began + timedelta(minutes=2))
        handling.note(situation=situation, text=row.note, by=manager, at=began + timedelta(minutes=9))
        if row.outcome:
            handling.resolve(situation=situation, outcome=row.outcome, by=manager, at=began + timedelta(hours=3))
