"""Clients with numbers and consents, and a list that calls them, for the tests of outgoing contacts."""

from datetime import datetime
from typing import Any

from anyqtama.channels.models import ChannelKind
from anyqtama.clients import consenting, identifying
from anyqtama.clients.models import Client, Consent, IdentityKind, Notice
from anyqtama.contacts.models import OutboundList, Queue
from anyqtama.contacts.outbound import making
from anyqtama.contacts.outbound import shipped as shipped_results
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from tests import centre
from tests.cast import NOW


def reachable(number: int, *, agrees: str = Consent.Purpose.SERVICE, **facts: Any) -> Client:
    """A client with a telephone who agreed to be contacted for a purpose (none: empty)."""
    made = centre.client(facts.pop("name", f"Клиент {number}"), **facts)
    identifying.add(client=made, kind=IdentityKind.PHONE, value=f"+7701{number:07d}", at=NOW)
    if agrees:
        consent(made, agrees)
    return made


def consent(client: Client, purpose: str = Consent.Purpose.SERVICE) -> Consent:
    notice, _new = Notice.objects.get_or_create(
        version=800, defaults={"points": {}, "texts": {}, "valid_from": NOW.replace(year=2025)}
    )
    return consenting.consent(
        client=client, notice=notice, language="kk", how="oral", by=centre.VISITOR, at=NOW, purpose=purpose
    )


def calling(queue: Queue, by: Person, *, at: datetime = NOW, **facts: Any) -> OutboundList:
    """A list of calls, still a draft."""
    shipped_data.load()
    shipped_results.load()
    given: dict[str, Any] = {
        "name": "Су өшірілетіні туралы", "channel": centre.channel(ChannelKind.PHONE), "queue": queue,
        "topic": centre.topic(queue=queue),
    }  # fmt: skip
    return making.make(outbound=OutboundList(**given | facts), by=by, at=at)
