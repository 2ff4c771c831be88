"""A small centre for tests: a queue with people who answer it, a chat channel, a topic, results, a client's words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from anyqtama.channels.messages import Inbound
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients import indexed_words
from anyqtama.clients.models import Client
from anyqtama.contacts import accepting, arrival
from anyqtama.contacts.models import Contact, ContactResult, Queue, QueueMember, Topic
from anyqtama.kernel.principal import Principal
from anyqtama.people import shipped_states
from anyqtama.people.models import Person, PersonLanguage, Presence, Unit, WorkingState
from anyqtama.people.roles import Role
from tests import cast

NOW = cast.NOW
_numbers = count(1)
VISITOR = Principal.visitor(1)


def names(text: str) -> dict[str, str]:
    return {"kk": f"{text} (kk)", "ru": f"{text} (ru)", "en": text}


def queue(code: str = "", *, unit: Unit | None = None, **facts: Any) -> Queue:
    code = code or f"queue-{next(_numbers)}"
    return Queue.objects.create(code=code, names=names(code), unit=unit, **facts)


def channel(kind: ChannelKind = ChannelKind.CHAT, *, adapter: str = "") -> Channel:
    made, _ = Channel.objects.get_or_create(
        code=kind.value, defaults={"kind": kind, "adapter": adapter or kind.value, "names": names(kind.value)}
    )
    return made


def topic(code: str = "", *, queue: Queue | None = None, **facts: Any) -> Topic:
    code = code or f"topic-{next(_numbers)}"
    return Topic.objects.create(code=code, names=names(code), queue=queue, **facts)


def result(code: str = "answered", *, resolved: bool = True) -> ContactResult:
    made, _ = ContactResult.objects.get_or_create(code=code, defaults={"names": names(code), "resolved": resolved})
    return made


def operator(
    *queues: Queue,
    at: datetime = NOW,
    state: str = "available",
    languages: Sequence[str] = ("kk", "ru", "en"),
    unit: Unit | None = None,
    role: Role = Role.OPERATOR,
    **facts: Any,
) -> Person:
    """A person at their desk since `at`, member of `queues`."""
    if not WorkingState.objects.exists():
        shipped_states.load(at=at)
    made = cast.person(role, unit=unit, **facts)
    for language in languages:
        PersonLanguage.objects.create(person=made, language=language, level=4)
    for one in queues:
        QueueMember.objects.create(queue=one, person=made, added_at=at)
    Presence.objects.create(
        person=made, state=WorkingState.objects.get(code=state), since=at, free_since=at, heartbeat_at=at
    )
    return made


def client(name: str = "Жүнісова Айгерім Бауыржанқызы", **facts: Any) -> Client:
    made = Client.objects.create(name=name, created_at=facts.pop("created_at", NOW), **facts)
    indexed_words.write(made)
    return made


def inbound(text: str = "Сәлеметсіз бе!", *, conversation: str = "", key: str = "", **facts: Any) -> Inbound:
    number = next(_numbers)
    return Inbound(
        channel=facts.pop("channel", "chat"),
        conversation=conversation or f"visit-{number}",
        key=key or f"key-{number}",
        text=text,
        language=facts.pop("language", "kk"),
        **facts,
    )


def waiting(queue: Queue, *, at: datetime = NOW, client: Client | None = None, **facts: Any) -> Contact:
    """A chat that has just arrived in `queue`."""
    channel()
    message = arrival.receive(inbound=inbound(queue=queue.code, **facts), by=VISITOR, at=at, client=client)
    return message.contact


def running(queue: Queue, owner: Person, *, at: datetime = NOW, client: Client | None = None, **facts: Any) -> Contact:
    """A chat that `owner` accepted five seconds after it came in at `at`."""
    contact = waiting(queue, at=at, client=client, **facts)
    return accepting.accept(contact=contact, by=owner, at=at + timedelta(seconds=5))


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)
