"""What stands beside a client's card: contacts and cases live on the floors above and are handed over by the wiring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from anyqtama.clients.models import Client
from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    note: str
    at: datetime
    url: str
    shape: str
    word: str
    text: str = ""
    """What was written, where it is no talk that can be opened."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The newest of what the reader may see, and how many there are."""

    shown: Sequence[Line]
    count: int


Beside = Callable[[Person, Client], Lines]

_beside: dict[str, Beside] = {}


def connect(*, contacts: Beside, cases: Beside) -> None:
    _beside.update(contacts=contacts, cases=cases)


def contacts(person: Person, client: Client) -> Lines:
    return _beside["contacts"](person, client)


def cases(person: Person, client: Client) -> Lines:
    return _beside["cases"](person, client)
