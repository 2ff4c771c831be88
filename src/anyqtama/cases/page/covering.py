"""The blocks of a case's page as their reader sees them, and what stands in them as it was written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from anyqtama.cases.models import Case, FormalRequest
from anyqtama.cases.page.history import CLIENT, Change, Event
from anyqtama.cases.page.work import Part
from anyqtama.cases.seeing import Seeing, Written


def events(reader: Seeing, events: Sequence[Event]) -> list[Event]:
    return [
        replace(
            event,
            what=reader.shown(event.what),
            text=reader.shown(event.text, _field_of(event)),
            changes=[_change(reader, change) for change in event.changes],
        )
        for event in events
    ]


def parts(reader: Seeing, parts: Sequence[Part]) -> list[Part]:
    return [replace(part, task=reader.shown(part.task), answer=reader.shown(part.answer)) for part in parts]


def texts(
    case: Case,
    formal: FormalRequest | None,
    own: Sequence[tuple[str, Written]],
    parts: Sequence[Part],
    *,
    all_fields: bool,
) -> Iterator[Written]:
    """What stands on the page besides the history; `all_fields`: its fields are open."""
    yield case.subject, "subject"
    if all_fields:
        yield from ((case.details, "details"), (case.address, "address"))
    yield from (written for _name, written in own)
    if formal is not None:
        yield from ((formal.substance, "details"), (formal.postal_address, "address"))
    for part in parts:
        yield from ((part.task, ""), (part.answer, ""))


def told(events: Sequence[Event]) -> Iterator[Written]:
    for event in events:
        yield from ((event.what, ""), (event.text, _field_of(event)))
        yield from ((text, change.name) for change in event.changes for text in (change.old, change.new))


def _change(reader: Seeing, change: Change) -> Change:
    return replace(change, old=reader.shown(change.old, change.name), new=reader.shown(change.new, change.name))


def _field_of(event: Event) -> str:
    return "answer" if event.side == CLIENT else ""
