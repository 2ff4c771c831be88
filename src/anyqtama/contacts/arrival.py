"""A message comes in: it joins its open contact, or opens one and puts it into a queue."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.channels.messages import Inbound
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients.models import Client
from anyqtama.contacts import opening_hours, routing, speaking
from anyqtama.contacts.entries import Arrived, Refused
from anyqtama.contacts.facts import place
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, Message, Queue, Side, Topic
from anyqtama.kernel import journal, live
from anyqtama.kernel.models import StoredFile
from anyqtama.kernel.principal import Principal


class NothingSaid(Exception):
    message = _("The message is empty. Write a few words or attach a file.")


class Blocked(Exception):
    message = _("Writing from here is paused. Call us if the matter is urgent.")


class QueueShut(Exception):
    """The queue takes no new contacts now: closed by a lead or out of hours. A written request can still be left."""

    message = _("Nobody answers here right now. You can leave a written request.")

    def __init__(self, queue: Queue) -> None:
        super().__init__(queue.code)
        self.queue = queue


def receive(
    *, inbound: Inbound, by: Principal, at: datetime, client: Client | None, files: Sequence[StoredFile] = ()
) -> Message:
    """Store one message of a client. The same key again returns the message already stored."""
    text = speaking.clean(inbound.text)
    if not text and not files:
        raise NothingSaid
    if client and client.blocked_until and at < client.blocked_until:
        raise Blocked
    channel = Channel.objects.get(code=inbound.channel)
    try:
        with transaction.atomic():
            contact = _open_contact(channel, inbound.conversation)
            if contact is None:
                contact = _arrive(channel, inbound, client, by, at)
            elif already := speaking.known(contact, inbound.key):
                return already
            return _say(contact, text, inbound.key, by, at, files)
    except QueueShut as shut:  # outside the transaction that it ended: the attempt is counted
        refused = Refused(shut.queue.code, channel.code, inbound.language, "queue_shut")
        journal.write(refused, subject=shut.queue, by=by, at=at)
        raise
    except IntegrityError:  # the same message or the same conversation arrived twice at once: the other one is stored
        contact = Contact.objects.open().get(channel=channel, conversation=inbound.conversation)
        if already := speaking.known(contact, inbound.key):
            return already
        with transaction.atomic():
            return _say(locked(contact), text, inbound.key, by, at, files)


def choose_queue(*, topic: Topic | None, queue_code: str) -> Queue:
    """The queue asked for, else the topic's (or its parent's), else the first in order."""
    queues = Queue.objects.in_use()
    if queue_code and (queue := queues.filter(code=queue_code).first()):
        return queue
    if topic and topic.queue and topic.queue.active:
        return topic.queue
    if topic and topic.parent and topic.parent.queue and topic.parent.queue.active:
        return topic.parent.queue
    return queues.order_by("order", "id")[0]


def _open_contact(channel: Channel, conversation: str) -> Contact | None:
    contact = Contact.objects.open().filter(channel=channel, conversation=conversation).first()
    return locked(contact) if contact else None


def _arrive(channel: Channel, inbound: Inbound, client: Client | None, by: Principal, at: datetime) -> Contact:
    topic = Topic.objects.select_related("queue", "parent__queue").filter(code=inbound.topic, active=True).first()
    queue = choose_queue(topic=topic, queue_code=inbound.queue)
    if channel.kind == ChannelKind.CHAT and not opening_hours.is_open(queue, at):
        raise QueueShut(queue)
    contact = Contact(
        client=client,
        channel=channel,
        conversation=inbound.conversation,
        queue=queue,
        topic=topic,
        language=inbound.language,
        priority=queue.priority,
        called=inbound.called[:200],
        arrived_at=at,
        queued_at=at,
        client_spoke_at=at,
        client_seen_at=at,
    )
    contact.save(force_insert=True)
    arrived = Arrived(**place(contact), client=client.pk if client else None, outgoing=False, owner=None)
    journal.write(arrived, subject=contact, by=by, at=at)
    live.hint("wall")
    routing.soon(at=at)
    return contact


def _say(contact: Contact, text: str, key: str, by: Principal, at: datetime, files: Sequence[StoredFile]) -> Message:
    if contact.state == ContactState.WRAP_UP:
        contact = _take_up_again(contact, by, at)
    contact.client_spoke_at = max(at, contact.client_spoke_at)
    contact.client_seen_at = max(at, contact.client_seen_at)
    contact.silence_warned_at = None
    return speaking.add(contact=contact, side=Side.CLIENT, by=by, at=at, text=text, key=key, files=files)


def _take_up_again(contact: Contact, by: Principal, at: datetime) -> Contact:
    """The client writes on while the operator still wraps up: the talk goes on with the same person."""
    segment = contact.segments.filter(ended_at=None).first()
    if segment:
        segment.talk_ended_at = None
        segment.save(update_fields=["talk_ended_at"])
    contact.state, contact.ended_at, contact.ended_how = ContactState.ACTIVE, None, ""
    speaking.event(contact, "taken_up_again", at=at, by=by)
    return contact
