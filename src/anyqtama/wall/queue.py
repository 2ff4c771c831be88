"""One queue now: who waits, which contacts run, who answers it, what its limits are."""

from dataclasses import dataclass, replace
from datetime import datetime

from anyqtama.contacts.facts import seconds
from anyqtama.contacts.models import CallBack, Contact, ContactState, Queue, QueueClosure
from anyqtama.contacts.models.call_back import OVERDUE_AFTER
from anyqtama.kernel.labels import label
from anyqtama.people import access
from anyqtama.people.models import Person

MOST = 200


@dataclass(frozen=True, slots=True)
class ContactNow:
    contact: Contact
    name: str
    topic: str
    since: datetime
    seconds: int
    shape: str
    unanswered: bool = False
    """Taken, but its client has heard no human word yet; counted since it came into the queue."""


@dataclass(frozen=True, slots=True)
class QueuePage:
    queue: Queue
    waiting: list[ContactNow]
    running: list[ContactNow]
    members: list[Person]
    others: list[Person]
    closure: QueueClosure | None
    call_backs: list[CallBack]
    at: datetime
    banner: dict[str, str]

    @property
    def overdue(self) -> int:
        return sum(one.due_at <= self.at - OVERDUE_AFTER for one in self.call_backs)

    @property
    def name(self) -> str:
        return label(self.queue.names)


def page(reader: Person, queue: Queue, *, at: datetime) -> QueuePage:
    contacts = Contact.objects.open().filter(queue=queue).select_related("owner", "topic", "channel")
    waiting = contacts.filter(state__in=[ContactState.WAITING, ContactState.OFFERED])
    running = contacts.filter(state__in=[ContactState.ACTIVE, ContactState.WRAP_UP])
    people = list(access.visible(reader, Person).filter(is_active=True).order_by("family_name", "given_name"))
    inside = set(queue.members.values_list("person", flat=True))
    promised = CallBack.objects.open().filter(queue=queue)
    return QueuePage(
        queue=queue,
        waiting=[_row(one, one.queued_at, queue, at) for one in waiting.order_by("-priority", "queued_at")[:MOST]],
        running=[_running(one, queue, at) for one in running.order_by("accepted_at")[:MOST]],
        members=[person for person in people if person.pk in inside],
        others=[person for person in people if person.pk not in inside],
        closure=QueueClosure.objects.select_related("by").filter(queue=queue, reopened_at=None).first(),
        banner=queue.banner_at(at),
        call_backs=list(promised.select_related("client", "person").order_by("due_at")[:MOST]),
        at=at,
    )


def _running(contact: Contact, queue: Queue, at: datetime) -> ContactNow:
    if not contact.is_unanswered():
        return _row(contact, contact.accepted_at or contact.arrived_at, None, at)
    row = _row(contact, contact.queued_at, queue, at)
    return replace(row, shape="bad" if row.shape == "bad" else "attention", unanswered=True)


def _row(contact: Contact, since: datetime, waits_in: Queue | None, at: datetime) -> ContactNow:
    length = seconds(since, at)
    shape = "running"
    if waits_in is not None:
        past_alarm, past_warning = length >= waits_in.alarm_wait_seconds, length >= waits_in.warn_wait_seconds
        shape = "bad" if past_alarm else "attention" if past_warning else "neutral"
    elif contact.state == ContactState.WRAP_UP:
        shape = "info"
    topic = label(contact.topic.names) if contact.topic else ""
    return ContactNow(contact, contact.called, topic, since, length, shape)
