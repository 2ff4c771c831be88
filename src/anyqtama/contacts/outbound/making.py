"""A list begins: purpose, channel, hours, attempts. It is worked when it is set running; paused, stopped for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.channels.models import ChannelKind
from anyqtama.contacts import opening_hours
from anyqtama.contacts.models import ListState, OutboundAttempt, OutboundList, RowState
from anyqtama.contacts.outbound import entries, fitness
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person

WAYS = (ChannelKind.PHONE, ChannelKind.SMS, ChannelKind.EMAIL)
MOVES: Mapping[str, frozenset[str]] = {
    ListState.DRAFT: frozenset({ListState.RUNNING, ListState.STOPPED}),
    ListState.RUNNING: frozenset({ListState.PAUSED, ListState.STOPPED}),
    ListState.PAUSED: frozenset({ListState.RUNNING, ListState.STOPPED}),
    ListState.STOPPED: frozenset(),
}


class NotAWay(Exception):
    message = _("A list calls, or writes by SMS or e-mail. Choose one of these channels.")


class NoAttempts(Exception):
    message = _("At least one attempt, at most twenty.")


class TextMissing(Exception):
    message = _("Write the message in Kazakh or Russian: a list of messages needs its text.")


class NotThatWay(Exception):
    message = _("The list is in another state now. Reload the page.")


class NobodyToContact(Exception):
    message = _("Nobody on the list may be contacted yet. Add clients first.")


def make(*, outbound: OutboundList, by: Person, at: datetime) -> OutboundList:
    """Store a list that is filled in but not saved yet."""
    if outbound.channel.kind not in WAYS:
        raise NotAWay
    if not 1 <= outbound.most_attempts <= 20:
        raise NoAttempts
    opening_hours.validate(outbound.hours)
    if not outbound.by_phone and not any(text.strip() for text in outbound.texts.values()):
        raise TextMissing
    with transaction.atomic():
        outbound.needs_consent = fitness.asks_consent(outbound)
        outbound.state, outbound.state_at, outbound.made_by, outbound.made_at = ListState.DRAFT, at, by, at
        outbound.save(force_insert=True)
        made = entries.ListMade(
            outbound.purpose, outbound.channel.code, outbound.queue.code, outbound.topic.code
        )  # fmt: skip
        journal.write(made, subject=outbound, by=by.principal, at=at)
    return outbound


def turn(*, outbound: OutboundList, to: str, by: Person, at: datetime) -> OutboundList:
    """Set it running, pause it, stop it. Rows in somebody's hands without a call go back when it no longer runs."""
    with transaction.atomic():
        outbound = locked(outbound)
        if to not in MOVES[outbound.state]:
            raise NotThatWay
        if to == ListState.RUNNING and not outbound.rows.filter(state=RowState.WAITING).exists():
            raise NobodyToContact
        before, outbound.state, outbound.state_at = outbound.state, to, at
        outbound.save(update_fields=["state", "state_at"])
        if to != ListState.RUNNING:
            trying = OutboundAttempt.objects.filter(ended_at=None).values("row")
            outbound.rows.filter(state=RowState.TAKEN).exclude(pk__in=trying).update(**put_down())
        journal.write(entries.ListState(before, to), subject=outbound, by=by.principal, at=at)
        live.hint("wall")
    return outbound


def put_down() -> dict[str, Any]:
    return {"state": RowState.WAITING, "taken_by": None, "taken_at": None}


def locked(outbound: OutboundList) -> OutboundList:
    rows = OutboundList.objects.select_related("channel", "queue", "topic", "script")
    return rows.select_for_update(of=("self",)).get(pk=outbound.pk)
