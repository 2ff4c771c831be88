"""The contacts of a client, as lines beside their card."""

from django.urls import reverse
from django.utils.translation import pgettext

from anyqtama.clients.beside import Line, Lines
from anyqtama.clients.models import Client
from anyqtama.contacts.models import Contact, ContactState
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.teamwork.situations.about import About

SHOWN = 50


def lines(person: Person, client: Client) -> Lines:
    contacts = access.visible(person, Contact).filter(client__in=client.family())
    rows = contacts.select_related("queue", "topic", "channel", "owner").order_by("-arrived_at", "-pk")
    shown = list(rows[:SHOWN])
    count = len(shown) if len(shown) < SHOWN else contacts.count()
    opens = access.has_right(person, "desk.use")
    return Lines([_line(contact, opens) for contact in shown], count)


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
