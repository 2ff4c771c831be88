"""Settings found from anywhere: people, queues, topics, roles … by the words of their lists."""

from collections.abc import Iterator
from itertools import chain

from anyqtama.administration.areas import areas
from anyqtama.administration.kinds import KINDS
from anyqtama.administration.listing import listing
from anyqtama.administration.ordering import normal
from anyqtama.people import access
from anyqtama.people.models import Person

Line = tuple[str, str, str, str]
"""Title, what it is, address, icon."""


def settings(person: Person, words: str) -> Iterator[Line]:
    """Areas whose name holds all the words first, then their rows; nothing for who may not open the settings."""
    wanted = normal(words).split()
    if not wanted or not access.has_right(person, "settings.edit"):
        return
    for one in chain.from_iterable(group for _title, group in areas()):
        if all(word in normal(str(one.title)) for word in wanted):
            yield str(one.title), str(one.about), one.url, one.icon
    for kind in KINDS.values():
        for row in listing(kind, reader=person, asked={"q": words}).found:
            yield kind.name(row), str(kind.title), kind.url(row), kind.icon
