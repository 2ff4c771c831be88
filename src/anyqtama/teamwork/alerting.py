"""Raising an alert once, taking it, ending it when what it told of is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person, Unit
from anyqtama.teamwork.entries import AlertEnded, AlertRaised, AlertTaken
from anyqtama.teamwork.models import Alert

WATCH = Principal.system("alerts")


class TakenAlready(Exception):
    message = _("A colleague has taken this alert.")


def raise_alert(
    *,
    kind: str,
    subject: str,
    level: Alert.Level,
    names: Mapping[str, str],
    facts: Mapping[str, Any],
    unit: Unit | None,
    at: datetime,
) -> Alert:
    """One open alert a kind and subject; a worse level makes the open one worse, its beginning stays."""
    with transaction.atomic():
        alert = Alert.objects.select_for_update().filter(kind=kind, subject=subject, ended_at=None).first()
        if alert is not None and (alert.level == level or alert.level == Alert.Level.ALARM):
            return alert
        if alert is None:
            alert = Alert(kind=kind, subject=subject, unit=unit, names=dict(names), raised_at=at)
        alert.level, alert.facts = level, dict(facts)
        alert.save()
        journal.write(AlertRaised(kind, subject, level, dict(facts)), subject=alert, by=WATCH, at=at)
        live.hint("wall", "alert")
    return alert


def take(*, alert: Alert, by: Person, at: datetime) -> Alert:
    """ "I see to it": named on the wall. Taking one's own alert again changes nothing."""
    with transaction.atomic():
        alert = Alert.objects.select_for_update().get(pk=alert.pk)
        if alert.taken_by_id == by.pk:
            return alert
        if alert.taken_by_id is not None:
            raise TakenAlready
        alert.taken_by, alert.taken_at = by, at
        alert.save(update_fields=["taken_by", "taken_at"])
        seconds = max(0, int((at - alert.raised_at).total_seconds()))
        journal.write(AlertTaken(alert.kind, alert.subject, seconds), subject=alert, by=by.principal, at=at)
        live.hint("wall", "alert")
    return alert


def end(*, kind: str, subject: str, at: datetime) -> bool:
    """What the alert told of is over. Returns whether there was one."""
    with transaction.atomic():
        alert = Alert.objects.select_for_update().filter(kind=kind, subject=subject, ended_at=None).first()
        if alert is None:
            return False
        alert.ended_at = at
        alert.save(update_fields=["ended_at"])
        seconds = max(0, int((at - alert.raised_at).total_seconds()))
        journal.write(AlertEnded(kind, subject, seconds), subject=alert, by=WATCH, at=at)
        live.hint("wall", "alert")
    return True
