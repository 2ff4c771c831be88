"""A simulated operator registers the matter: the client's number first, then the case with its due time."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation

from anyqtama.cases import registering as cases
from anyqtama.cases.models import Case
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts.models import Contact, Topic
from anyqtama.demo.content.shapes import Side
from anyqtama.demo.simulated import matters
from anyqtama.demo.simulated.chances import Chances
from anyqtama.demo.simulated.clients import Who
from anyqtama.demo.simulated.stage import Stage
from anyqtama.kernel.labels import label
from anyqtama.ui import moments

if TYPE_CHECKING:
    from anyqtama.demo.simulated.staff import Player
    from anyqtama.demo.simulated.talks import Talk


def register(talk: "Talk", player: "Player", at: datetime) -> Case:
    """From a talk: the client's own words are kept with the case."""
    words = [line.text.format_map(talk.coming.who.fields()) for line in talk.lines if line.side == Side.VISITOR]
    return register_for(
        client=talk.contact.client, contact=talk.contact, topic=talk.topic, words=words, who=talk.coming.who,
        player=player, chances=talk.chances, stage=talk.stage, at=at,
    )  # fmt: skip


def register_for(
    *, client: Client | None, contact: Contact, topic: Topic, words: list[str], who: Who, player: "Player",
    chances: Chances, stage: Stage, at: datetime,
) -> Case:  # fmt: skip
    sms = None
    if client and chances.happens(0.75):
        given = identifying.add(client=client, kind=IdentityKind.PHONE, value=who.number, at=at)
        if given.client_id == client.pk:
            sms = Channel.objects.filter(kind=ChannelKind.SMS, active=True).first()
    subject = f"{label(topic.names, who.language)}: {who.address}"
    case = cases.register(
        client=client, contact=contact, topic=topic, subject=subject, details="\n".join(words),
        address=who.address, answer_channel=sms if chances.happens(0.8) else None, by=player.person, at=at,
    )  # fmt: skip
    matters.follow(case, stage, at)
    return case


def fields(case: Case | None, player: "Player | None", language: str) -> dict[str, str]:
    """What an operator's lines may name, in the client's language."""
    said = {"operator_name": player.person.short_name if player else "", "case_number": "", "due": ""}
    if case is not None:
        with translation.override(language):
            said |= {"case_number": case.number, "due": moments.moment(case.due_at)}
    return said
