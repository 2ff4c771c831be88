"""The next client of a list for one person: never the same for two. Who may not be contacted now is passed over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.models import ListState, OutboundAttempt, OutboundList, OutboundRow, QueueMember, RowState
from anyqtama.contacts.outbound import entries, fitness
from anyqtama.contacts.outbound.hours import allowed
from anyqtama.contacts.outbound.making import put_down
from anyqtama.contacts.outbound.zones import zones_of
from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

RULE = Principal.system("outbound")
LOOKED_AT = 200
PUT_OFF = timedelta(minutes=30)
FORGOTTEN_AFTER = timedelta(minutes=20)
"""A row somebody took and neither tried nor put back is given to others."""


class NotRunning(Exception):
    message = _("This list does not run now: it is paused, stopped or not begun.")


class NotAMember(Exception):
    message = _("This list belongs to a queue that you do not answer. Ask your team lead.")


class NotInHand(Exception):
    message = _("This client is not in your hands any more: a colleague took them, or the list was paused.")


def take_next(*, outbound: OutboundList, by: Person, at: datetime) -> OutboundRow | None:
    """The row in hand already, else the next one that may be contacted now; None when nobody is left for now."""
    with transaction.atomic():
        outbound = OutboundList.objects.select_related("channel", "queue").get(pk=outbound.pk)
        if row := in_hand(by):
            return row
        if outbound.state != ListState.RUNNING:
            raise NotRunning
        if not QueueMember.objects.filter(queue=outbound.queue_id, person=by).exists():
            raise NotAMember
        hours = allowed(outbound, at)
        for _attempt in range(LOOKED_AT):
            row = _locked_next(outbound, at)
            if row is None:
                return None
            known = None if refused(outbound, row, by.principal, at) else fitness.address_of(outbound, row.client)
            if known is None:
                continue
            zones = zones_of(fitness.value_of(known))
            if hours.now(zones, at):
                row.state, row.taken_by, row.taken_at = RowState.TAKEN, by, at
                row.save(update_fields=["state", "taken_by", "taken_at"])
                live.hint("wall")
                return row
            row.next_at = hours.opens(zones, at) or at + timedelta(days=1)
            row.save(update_fields=["next_at"])
    return None


def in_hand(person: Person) -> OutboundRow | None:
    rows = OutboundRow.objects.select_related("list__channel", "list__queue", "list__topic", "list__script", "client")
    return rows.filter(taken_by=person, state=RowState.TAKEN).first()


def refused(outbound: OutboundList, row: OutboundRow, by: Principal, at: datetime) -> str:
    """Take a locked row off the list if its client may not be contacted any more. Returns why, or nothing."""
    why = fitness.why_not(outbound, [row.client], at).get(row.client_id, "")
    if why:
        row.state, row.why, row.taken_by, row.taken_at = RowState.REFUSED, why, None, None
        row.save(update_fields=["state", "why", "taken_by", "taken_at"])
        journal.write(entries.RowRefused(row.pk, row.client_id, why), subject=outbound, by=by, at=at)
    return why


def put_back(*, row: OutboundRow, by: Person, at: datetime) -> OutboundRow:
    """Not now: others may take the client in half an hour."""
    with transaction.atomic():
        row = locked(row, by)
        row.state, row.taken_by, row.taken_at, row.next_at = RowState.WAITING, None, None, at + PUT_OFF
        row.save(update_fields=["state", "taken_by", "taken_at", "next_at"])
    return row


def give_back_forgotten(*, at: datetime) -> int:
    """Recurring: rows taken long ago without a try wait for others again."""
    trying = OutboundAttempt.objects.filter(ended_at=None).values("row")
    forgotten = OutboundRow.objects.filter(state=RowState.TAKEN, taken_at__lt=at - FORGOTTEN_AFTER)
    return forgotten.exclude(pk__in=trying).update(**put_down())


def locked(row: OutboundRow, by: Person) -> OutboundRow:
    """The row in the hands of `by`, without a try that goes on, locked until the transaction ends."""
    rows = OutboundRow.objects.select_related("list__channel", "list__queue", "list__topic", "client")
    found = rows.select_for_update(of=("self",)).get(pk=row.pk)
    if found.state != RowState.TAKEN or found.taken_by_id != by.pk:
        raise NotInHand
    if found.tries.filter(ended_at=None).exists():
        raise NotInHand
    return found


def _locked_next(outbound: OutboundList, at: datetime) -> OutboundRow | None:
    """Rows that another person is just taking are passed over, not waited for."""
    ready = OutboundRow.objects.ready(at).filter(list=outbound).select_related("client").order_by("next_at", "pk")
    return ready.select_for_update(skip_locked=True, of=("self",)).first()
