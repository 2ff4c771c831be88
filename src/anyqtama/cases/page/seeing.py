"""What of a case its reader is shown: no field whose class is not for their role, no number that its class covers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import pgettext

from anyqtama.cases.models import Case, FormalRequest
from anyqtama.cases.page.history import CLIENT, Change, Event
from anyqtama.clients.records import masking, telling
from anyqtama.clients.records.telling import Fact
from anyqtama.people.models import Person

SAYS = ("subject", "details", "address")
"""What the case itself says, by the register of fields."""


@dataclass(frozen=True, slots=True)
class Seeing:
    """`whole`: the numbers are shown too, this once."""

    facts: Mapping[str, Fact]
    whole: bool = False

    @property
    def everything(self) -> bool:
        """Whether the reader's role may read, and so change, all that the case says."""
        return all(self.sees(field) for field in SAYS)

    def sees(self, field: str) -> bool:
        return field not in self.facts or self.facts[field].seen

    def shown(self, text: str, field: str = "") -> str:
        if not text:
            return text
        if not self.sees(field):
            return pgettext("data class", "not for your role")
        return text if self.whole else masking.covered(text)

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [
            replace(
                event,
                text=self.shown(event.text, "answer" if event.side == CLIENT else ""),
                changes=[self._change(change) for change in event.changes],
            )
            for event in events
        ]

    def _change(self, change: Change) -> Change:
        return replace(change, old=self.shown(change.old, change.name), new=self.shown(change.new, change.name))


def seeing(person: Person, *, whole: bool = False) -> Seeing:
    return Seeing(telling.facts("case", person=person, level=None), whole)


def says(case: Case, formal: FormalRequest | None, reader: Seeing) -> dict[str, str]:
    """The words of the case and of its formal request."""
    words = {field: reader.shown(getattr(case, field), field) for field in SAYS}
    if formal is not None:
        words["substance"] = reader.shown(formal.substance, "details")
        words["postal_address"] = reader.shown(formal.postal_address, "address")
    return words


def covers(texts: Iterable[str]) -> bool:
    """Whether a number is covered in any of them."""
    return any(masking.covered(text) != text for text in texts)


def texts(case: Case, formal: FormalRequest | None, own: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What stands on the page besides the history, as it was written."""
    yield from (case.subject, case.details, case.address)
    yield from (value for _name, value in own)
    if formal is not None:
        yield from (formal.substance, formal.postal_address)


def told(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        yield event.text
        yield from (text for change in event.changes for text in (change.old, change.new))
