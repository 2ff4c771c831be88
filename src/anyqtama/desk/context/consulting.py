"""What may be advised beside the talk: what happens where the client lives, what is offered, who answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import label
from anyqtama.knowledge import finding, offering_words
from anyqtama.knowledge.errors import finding as error_finding
from anyqtama.knowledge.errors.words import STATES
from anyqtama.knowledge.models import Body, KnownError, Offering, OfferingLink, Situation
from anyqtama.knowledge.offering_words import Pair, Section
from anyqtama.people import access
from anyqtama.people.models import Person

MOST = 4


@dataclass(frozen=True, slots=True)
class Happening:
    """`near`: on the client's street or of the talk's topic."""

    situation: Situation
    name: str
    text: str
    near: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """In the client's language."""

    offering: Offering
    name: str
    price: str
    whole: str
    sections: Sequence[Section]
    objections: Sequence[Pair]
    alternatives: Sequence[Offering]
    asked_next: Sequence[Offering]

    @property
    def compare(self) -> str:
        return ",".join([self.offering.code, *(other.code for other in self.alternatives[:3])])


@dataclass(frozen=True, slots=True)
class Trouble:
    """A known error in the client's language; `help` is what may be said to the client."""

    error: KnownError
    name: str
    cause: str
    help: str
    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class Consulting:
    near: Sequence[Happening]
    elsewhere: int
    offers: Sequence[Offer]
    bodies: Sequence[tuple[Body, str, str]]
    troubles: Sequence[Trouble]


def consulting(contact: Contact, person: Person, at: datetime, find: str) -> Consulting:
    """Without words searched: what is offered on the topic. The same number of queries whatever is found."""
    happening = [_happening(each, contact) for each in _current(person, at)]
    near = [each for each in happening if each.near]
    if find:
        offered = finding.offerings(person=person, query=find, language=contact.language, limit=MOST)
        bodies = finding.bodies(person=person, query=find, language=contact.language, limit=MOST)
    else:
        offered, bodies = _of_topic(contact, person), []
    told = [
        (body, label(body.names, contact.language), offering_words.body_words(body, contact.language))
        for body in bodies
    ]
    troubles = [_trouble(error, contact.language) for error in _known(contact, person, find)]
    return Consulting(near, len(happening) - len(near), _offers(offered, contact.language, at), told, troubles)


def _known(contact: Contact, person: Person, find: str) -> Sequence[KnownError]:
    topics = [contact.topic.code] if contact.topic and not find else []
    return error_finding.fitting(person=person, said=find, topics=topics, language=contact.language, limit=MOST)


def _trouble(error: KnownError, language: str) -> Trouble:
    """What helps is the fix, else the workaround."""
    fixed = error.text("fix", language) if error.state == KnownError.State.FIXED else ""
    shape, word = STATES[error.state]
    return Trouble(error, label(error.names, language), error.text("cause", language),
                   fixed or error.text("workaround", language), shape, str(word))  # fmt: skip


def _current(person: Person, at: datetime) -> QuerySet[Situation]:
    seen = access.visible(person, Situation).values("pk")
    return Situation.objects.now(at).filter(pk__in=seen).order_by("-began_at")


def _happening(situation: Situation, contact: Contact) -> Happening:
    address = contact.client.address if contact.client else ""
    topic = contact.topic.code if contact.topic else ""
    near = bool(topic and topic in situation.topics) or bool(address and situation.touches(address))
    return Happening(
        situation, label(situation.names, contact.language), label(situation.texts, contact.language), near
    )


def _of_topic(contact: Contact, person: Person) -> list[Offering]:
    if contact.topic is None:
        return []
    rows = (
        access.visible(person, Offering).filter(retired_at=None).select_related("provider").prefetch_related("prices")
    )
    return [each for each in rows if contact.topic.code in each.topics][:MOST]


def _offers(offered: Sequence[Offering], language: str, at: datetime) -> list[Offer]:
    links = OfferingLink.objects.filter(offering__in=offered, other__retired_at=None).select_related("other")
    kept = list(links.order_by("order", "pk"))
    day = timezone.localdate(at)
    return [_offer(each, [link for link in kept if link.offering_id == each.pk], language, day) for each in offered]


def _offer(offering: Offering, links: Sequence[OfferingLink], language: str, day: date) -> Offer:
    sections = offering_words.sections(offering, language=language, day=day)
    return Offer(
        offering=offering,
        name=label(offering.names, language),
        price=next((section.said for section in sections if section.name == "price"), ""),
        whole=offering_words.whole(offering, language=language, day=day),
        sections=sections,
        objections=offering_words.pairs(offering, "objections", language),
        alternatives=[link.other for link in links if link.kind == OfferingLink.Kind.ALTERNATIVE],
        asked_next=[link.other for link in links if link.kind == OfferingLink.Kind.ASKED_NEXT],
    )
