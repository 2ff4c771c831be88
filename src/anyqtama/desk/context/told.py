"""What may be told to who is at the other end now. The rest stays hidden until they are known better; who compares what
a caller says with a hidden fact looks at it by itself, and the access log keeps that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from anyqtama.clients import looking
from anyqtama.clients.models import Level, Look
from anyqtama.clients.records import telling
from anyqtama.clients.records.telling import Fact
from anyqtama.contacts.models import Contact
from anyqtama.people.models import Person

ON_CARD = ("address", "notes")
"""Facts of the card that are hidden as a whole; a number or mail address is masked by itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """`not_yet`: what this reader sees and may not tell at this level."""

    client: Mapping[str, Fact]
    case: Mapping[str, Fact]
    may: Sequence[Fact]
    not_yet: Sequence[Fact]
    calls: bool


def told(contact: Contact, person: Person, *, peeked: str = "") -> Told:
    """`peeked`: a field of the card that is shown once all the same."""
    level = _level(contact)
    client = dict(telling.facts("client", person=person, level=level))
    case = telling.facts("case", person=person, level=level)
    if peeked in client:
        client[peeked] = replace(client[peeked], told=True)
    seen = [fact for fact in (*client.values(), *case.values()) if fact.seen]
    return Told(
        client,
        case,
        [fact for fact in seen if fact.told],
        [fact for fact in seen if not fact.told],
        contact.channel.kind == "phone",
    )


def hidden(contact: Contact, person: Person) -> set[str]:
    """Fields of the card that this reader is not shown now."""
    facts = telling.facts("client", person=person, level=_level(contact))
    return {field for field in ON_CARD if field in facts and not facts[field].shown}


def unasked(contact: Contact, person: Person, sent: Collection[str]) -> set[str]:
    """Fields of the card that stay as they are: hidden now, or when the form that came was made."""
    return hidden(contact, person) | {field for field in ON_CARD if field not in sent}


def peek(*, contact: Contact, field: str, by: Person, at: datetime) -> str | None:
    """The hidden fact, for comparing; None for what the reader's role does not see or the card does not have."""
    fact = telling.facts("client", person=by, level=None).get(field)
    if contact.client is None or field not in ON_CARD or fact is None or not fact.seen:
        return None
    looking.look(client=contact.client, by=by, why=Look.Why.COMPARING, at=at, field=fact.field.key)
    return str(getattr(contact.client, field))


def _level(contact: Contact) -> str:
    """A caller's as the operator noted it; who writes is known by the address they write from."""
    call = getattr(contact, "call", None)
    return str(call.verification) if call else Level.NUMBER
