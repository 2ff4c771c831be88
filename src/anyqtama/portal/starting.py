"""Before the first word: the visitor agrees and gives a name, or asks a general question without either."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anyqtama.clients import consenting, meeting
from anyqtama.clients.models import Client, Notice
from anyqtama.contacts import introducing
from anyqtama.contacts.models import Contact, Topic
from anyqtama.kernel.principal import Principal
from anyqtama.portal import visiting
from anyqtama.portal.models import Visit

HOW = "visit"


@dataclass(frozen=True, slots=True)
class Started:
    """`token` is set when the visit is new and its browser needs the cookie."""

    visit: Visit
    token: str


def start(
    *,
    visit: Visit | None,
    language: str,
    topic: Topic | None,
    address: str | None,
    name: str,
    notice: Notice | None,
    at: datetime,
    key: str = "",
) -> Started:
    """Open the visit, or go on with the browser's own. `notice` None: nothing was agreed to, so no name is kept.

    `key`: of the form that was sent; sent again, it opens no second visit.
    """
    with transaction.atomic():
        token = ""
        if visit is None:
            visit, token = visiting.begin(language=language, address=address, at=at, key=key)
        visit = Visit.objects.select_for_update().get(pk=visit.pk)
        visit.language, visit.topic = language, topic or visit.topic
        if notice is not None and visit.client_id is None:
            visit.client = agree(visit=visit, name=name, notice=notice, at=at)
        visit.save(update_fields=["language", "topic", "client"])
        return Started(visit, token)


def agree(*, visit: Visit, name: str, notice: Notice, at: datetime) -> Client:
    """A card with the name and the consent; a talk that runs already gets the card too."""
    by: Principal = visit.principal
    client = meeting.meet(name=name, language=visit.language, by=by, at=at)
    consenting.consent(client=client, notice=notice, language=visit.language, how=HOW, by=by, at=at)
    contact = Contact.objects.open().filter(pk=visit.contact_id or 0).first()
    if contact:
        introducing.introduce(contact=contact, client=client, by=by, at=at)
    return client


def withdraw(*, visit: Visit, at: datetime) -> None:
    """Take the consent back: nothing more is kept under this card."""
    with transaction.atomic():
        visit = Visit.objects.select_for_update().get(pk=visit.pk)
        if visit.client is None:
            return
        for given in visit.client.consents.filter(withdrawn_at=None):
            consenting.withdraw(consent=given, by=visit.principal, at=at)
        visit.client = None
        visit.save(update_fields=["client"])
