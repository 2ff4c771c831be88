"""The contacts of a client, as lines beside their card: talks, and what outbound lists wrote."""

from django.urls import reverse
from django.utils.translation import pgettext

from anyqtama.clients.beside import Line, Lines
from anyqtama.clients.models import Client
from anyqtama.contacts.models import Contact, ContactState
from anyqtama.contacts.outbound import sent
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.teamwork.situations.about import About

SHOWN = 50


def lines(person: Person, client: Client) -> Lines:
    contacts = access.visible(person, Contact).filter(client__in=client.family())
    rows = contacts.select_related("queue", "topic", "channel", "owner").order_by("-arrived_at", "-pk")
    talks, written = list(rows[:SHOWN]), sent.sent(person, client.family())
    messages = list(written[:SHOWN])
    count = len(talks) if len(talks) < SHOWN else contacts.count()
    count += len(messages) if len(messages) < SHOWN else written.count()
    opens = access.has_right(person, "desk.use")
    lines = [*(_line(contact, opens) for contact in talks), *(_written(sent.told(one)) for one in messages)]
    return Lines(sorted(lines, key=lambda line: line.at, reverse=True)[:SHOWN], count)


def about(person: Person, known: str) -> About | None:
    """The contact that a situation was met in."""
    if not known.isdecimal() or len(known) > 18:
        return None
    contact = access.visible(person, Contact).select_related("topic", "queue").filter(pk=known).first()
    if contact is None:
        return None
    name = contact.called or str(contact.topic or contact.queue)
    return About(name, reverse("desk_contact", args=[contact.pk]))


def _line(contact: Contact, opens: bool) -> Line:
    running = contact.state not in {ContactState.CLOSED, ContactState.ABANDONED}
    return Line(
        title=str(contact.topic or contact.queue),
        note=" · ".join(str(part) for part in (contact.channel, contact.queue, contact.owner) if part),
        at=contact.arrived_at,
        url=reverse("desk_contact", args=[contact.pk]) if opens else "",
        shape="running" if running else "neutral",
        word=pgettext("contact", "running") if running else pgettext("contact", "closed"),
    )


def _written(one: sent.Sent) -> Line:
    note = f"{one.channel} · {one.by}"
    return Line(title=one.title, note=note, at=one.at, url="", shape=one.shape, word=one.word, text=one.text)
