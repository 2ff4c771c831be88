"""Registering from a talk: open cases like it are offered, to be joined or related in the same breath."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.cases.relating import alike, offering, registering_beside
from anyqtama.clients import places
from anyqtama.contacts.models import Contact
from anyqtama.desk.context import told
from anyqtama.desk.forms import RegisterForm
from anyqtama.people.models import Person


def offer(form: RegisterForm, contact: Contact, person: Person) -> None:
    """Asks only where there is something to choose from."""
    client, field = contact.client, form.fields["same_as"]
    address = client.address if client and "address" not in told.hidden(contact, person) else ""
    matter = alike.Matter(client, contact.topic, place=places.read(address))
    found = alike.alike(person, matter) if client or contact.topic else []
    choices: Any = field
    choices.choices = offering.choices(found)
    field.label = _("Like it are open. Is it one of these matters?")
    if not found:
        del form.fields["same_as"]


def register(form: RegisterForm, *, contact: Contact, by: Person, at: datetime) -> Case:
    facts = form.facts()
    said = str(facts.pop("same_as", ""))
    return registering_beside.register(
        make=lambda: registering.register(client=contact.client, contact=contact, by=by, at=at, **facts),
        beside=registering_beside.chosen(by, said), by=by, at=at,
    )  # fmt: skip
