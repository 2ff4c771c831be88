"""By which way a client hears of a case now: in the open talk, by the way they chose, by any address they left."""

from dataclasses import dataclass
from datetime import datetime

from anyqtama.cases import pushing
from anyqtama.cases.models import Case
from anyqtama.cases.pushing import PUSHED
from anyqtama.channels import delivery
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients.models import Identity
from anyqtama.contacts import speaking
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.contacts.models import ContactState, Side
from anyqtama.people.models import Person

CHAT, PAGE = "chat", "page"
TALKING = {ContactState.WAITING, ContactState.OFFERED, ContactState.ACTIVE, ContactState.WRAP_UP}


@dataclass(frozen=True, slots=True)
class Way:
    """`channel` and `identity` only where the word is pushed."""

    name: str
    channel: Channel | None = None
    identity: Identity | None = None


def way(case: Case) -> Way:
    """The page where the client looks the state up is always there."""
    if case.contact is not None and case.contact.state in TALKING and case.contact.channel.kind == ChannelKind.CHAT:
        return Way(CHAT)
    chosen = [case.answer_channel] if case.answer_channel and case.answer_channel.kind in PUSHED else []
    others = Channel.objects.filter(kind__in=list(PUSHED), active=True).order_by("-kind", "pk")
    known = {identity.kind: identity for identity in case.client.identities.order_by("created_at")}
    for channel in [*chosen, *others]:
        identity = known.get(PUSHED[ChannelKind(channel.kind)])
        if identity is not None and delivery.sends(channel):
            return Way(channel.kind, channel, identity)
    return Way(PAGE)


def send(*, case: Case, way: Way, text: str, by: Person, at: datetime) -> str:
    """In the caller's transaction; returns the reference of what is pushed, else nothing."""
    if way.name == CHAT and case.contact is not None:
        contact = locked_contact(case.contact)
        speaking.add(contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by)
    if way.channel is None or way.identity is None:
        return ""
    return pushing.post(case, text, at, channel=way.channel, identity=way.identity)
