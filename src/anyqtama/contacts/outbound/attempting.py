"""One try: the call begins as a contact, or the message is handed over. May the client be contacted? is asked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.channels import delivery
from anyqtama.clients.models import Client
from anyqtama.contacts import phoning, speaking
from anyqtama.contacts.arrival import NothingSaid
from anyqtama.contacts.models import ListState, OutboundAttempt, OutboundList, OutboundResult, OutboundRow, RowState
from anyqtama.contacts.outbound import entries, fitness
from anyqtama.contacts.outbound.hours import allowed
from anyqtama.contacts.outbound.taking import NotRunning, locked, refused
from anyqtama.contacts.outbound.zones import zones_of
from anyqtama.kernel import journal
from anyqtama.people.models import Person

SENT = "sent"
"""The result that a message has when it was handed over."""


class MayNotBeContacted(Exception):
    """`why`: a code of fitness, or nothing: it is the hour."""

    message = _("This client may not be contacted any more: taken off the list.")

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotAtThisHour(Exception):
    message = _("It is not an allowed hour where the client lives. They come up again when it is.")


class NotByPhone(Exception):
    message = _("This list writes, it does not call.")


class NotByMessage(Exception):
    message = _("This list calls, it does not write.")


def call(*, row: OutboundRow, by: Person, at: datetime) -> OutboundAttempt:
    """Begin the call to the client in hand; its contact opens at the desk with the list's script."""
    address = _ask_again(row, by, at)
    with transaction.atomic():
        row = locked(row, by)
        if not row.list.by_phone:
            raise NotByPhone
        contact = phoning.begin(
            by=by, number=address, language=row.client.language, topic=row.list.topic, outgoing=True, at=at,
            queue_code=row.list.queue.code,
        )  # fmt: skip
        attempt = _attempt(row, by, at)
        attempt.contact = contact
        attempt.save(force_insert=True)
        _tell(row, attempt, by, at)
    return attempt


def send(*, row: OutboundRow, text: str, by: Person, at: datetime) -> OutboundAttempt:
    """Hand the message over; the row is done, its receipt is noted by the delivery."""
    text = speaking.clean(text)
    if not text:
        raise NothingSaid
    address = _ask_again(row, by, at)
    with transaction.atomic():
        row = locked(row, by)
        if row.list.by_phone:
            raise NotByMessage
        known = fitness.address_of(row.list, row.client)
        attempt = _attempt(row, by, at)
        attempt.message = delivery.post(
            channel=row.list.channel, address=address, masked=known.masked if known else "", text=text, at=at,
            language=row.client.language, reference=f"outbound-{row.pk}-{attempt.number}", subject=row.list.name,
        )  # fmt: skip
        attempt.ended_at, attempt.result = at, OutboundResult.objects.filter(code=SENT).first()
        attempt.save(force_insert=True)
        row.state, row.result, row.taken_by, row.taken_at = RowState.DONE, attempt.result, None, None
        row.save(update_fields=["state", "result", "taken_by", "taken_at", "attempts"])
        _tell(row, attempt, by, at)
    return attempt


def _ask_again(row: OutboundRow, by: Person, at: datetime) -> str:
    """The address to use. What forbids the attempt takes the row off in a transaction of its own, so that it stays."""
    with transaction.atomic():
        row = locked(row, by)
        outbound = OutboundList.objects.select_related("channel", "queue").get(pk=row.list_id)
        if outbound.state != ListState.RUNNING:
            raise NotRunning
        row.client = Client.objects.get(pk=row.client.merged_into_id or row.client_id)
        why = refused(outbound, row, by.principal, at)
        known = None if why else fitness.address_of(outbound, row.client)
        address = fitness.value_of(known) if known else ""
        late = not why and not _in_hours(outbound, row, address, at)
    if why:
        raise MayNotBeContacted(why)
    if late:
        raise NotAtThisHour
    return address


def _in_hours(outbound: OutboundList, row: OutboundRow, address: str, at: datetime) -> bool:
    hours, zones = allowed(outbound, at), zones_of(address)
    if hours.now(zones, at):
        return True
    row.state, row.taken_by, row.taken_at = RowState.WAITING, None, None
    row.next_at = hours.opens(zones, at) or at
    row.save(update_fields=["state", "taken_by", "taken_at", "next_at"])
    return False


def _attempt(row: OutboundRow, by: Person, at: datetime) -> OutboundAttempt:
    row.attempts += 1
    row.save(update_fields=["attempts"])
    return OutboundAttempt(row=row, number=row.attempts, person=by, began_at=at)


def _tell(row: OutboundRow, attempt: OutboundAttempt, by: Person, at: datetime) -> None:
    said = entries.Attempted(
        row.pk, row.client_id, attempt.number, by.pk, row.list.channel.code, attempt.contact_id
    )  # fmt: skip
    journal.write(said, subject=row.list, by=by.principal, at=at)
