"""Which topics an article belongs to, which queues there are. Both stand a floor above: asked by the wiring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from anyqtama.kernel.principal import Principal
from anyqtama.knowledge.models import Article

CodeChoices = list[tuple[str, str | list[tuple[str, str]]]]
Choices = list[tuple[str, str | list[tuple[int, str]]]]


class Put(Protocol):
    def __call__(self, *, article: Article, topic_ids: Sequence[int], by: Principal, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Topics:
    """`choices`: all that can be chosen, in groups, by id; `codes`: the same by code; `of`: ids and names of
    an article's topics; `put`: the verb."""

    choices: Callable[[], Choices]
    of: Callable[[Article], Sequence[tuple[int, str]]]
    put: Put
    codes: Callable[[], CodeChoices]


_connected: list[Topics] = []


def connect(topics: Topics) -> None:
    _connected[:] = [topics]


def topics() -> Topics:
    return _connected[0]


QueueChoices = Callable[[], Sequence[tuple[str, str]]]
_queues: list[QueueChoices] = []


def connect_queues(choices: QueueChoices) -> None:
    """Codes and names of the queues a script may hand a contact over to; they stand a floor above too."""
    _queues[:] = [choices]


def queues() -> Sequence[tuple[str, str]]:
    return _queues[0]()
