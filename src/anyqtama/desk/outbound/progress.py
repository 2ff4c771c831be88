"""How a list goes: how many are to contact, done, refused; what attempts ended in; its rows on screen and in a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.seeing import Seeing
from anyqtama.contacts.models import OutboundAttempt, OutboundList, OutboundResult, OutboundRow, RowState
from anyqtama.desk.outbound.noting import notes
from anyqtama.desk.outbound.words import LISTS, ROWS, WHY
from anyqtama.kernel.exporting import Cell

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Card:
    """A list in the list of lists."""

    outbound: OutboundList
    word: str
    shape: str
    total: int
    """Those that may be contacted."""
    done: int
    waiting: int
    refused: int

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Progress:
    card: Card
    results: list[tuple[str, int]]
    refusals: list[tuple[str, int]]
    attempts: int
    reached: int
    people: list[tuple[str, int]]


def cards(lists: Sequence[OutboundList]) -> list[Card]:
    """One query for all of them."""
    counts: dict[int, Counter[str]] = {outbound.pk: Counter() for outbound in lists}
    rows = OutboundRow.objects.filter(list__in=counts).order_by().values_list("list", "state")
    for pk, state, number in rows.annotate(Count("id")):
        counts[pk][state] = number
    return [_card(outbound, counts[outbound.pk]) for outbound in lists]


def progress(outbound: OutboundList) -> Progress:
    [card] = cards([outbound])
    tries = OutboundAttempt.objects.filter(row__list=outbound)
    names = {result.pk: result for result in OutboundResult.objects.all()}
    by_result = dict(tries.exclude(result=None).order_by().values_list("result").annotate(Count("id")))
    why = dict(outbound.rows.exclude(why="").order_by().values_list("why").annotate(Count("id")))
    people = tries.order_by().values("person__family_name", "person__given_name").annotate(n=Count("id"))
    return Progress(
        card=card,
        results=[(str(names[pk]), by_result[pk]) for pk in sorted(by_result, key=lambda pk: names[pk].order)],
        refusals=[(str(WHY.get(code, code)), number) for code, number in sorted(why.items())],
        attempts=sum(by_result.values()),
        reached=sum(number for pk, number in by_result.items() if names[pk].reached),
        people=[(f"{row['person__family_name']} {row['person__given_name']}", row["n"]) for row in people],
    )


def rows(outbound: OutboundList, state: str) -> QuerySet[OutboundRow]:
    found = outbound.rows.select_related("client", "result", "taken_by").order_by("pk")
    return found.filter(state=state) if state in RowState.values else found


def row_words(row: OutboundRow) -> tuple[str, str, str]:
    """(word, shape, why) of a row's state."""
    word, shape = ROWS[row.state]
    if row.state == RowState.DONE and row.why:
        shape = "attention"
    return str(word), shape, str(WHY.get(row.why, row.why))


def head() -> list[str]:
    return [
        _("Client"), _("Number of the card"), pgettext("of a client of a list", "State"), _("Why not"), _("Attempts"),
        _("Result"), _("Next attempt"), _("Note"),
    ]  # fmt: skip


def cells(outbound: OutboundList, found: QuerySet[OutboundRow], reader: Seeing) -> Iterator[Sequence[Cell]]:
    rows = found.iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        noted = notes(outbound, some, reader)
        for row in some:
            word, _shape, why = row_words(row)
            due = row.next_at if row.state == RowState.WAITING else None
            yield row.client.name, row.client_id, word, why, row.attempts, str(row.result or ""), due, noted[row.pk]


def _card(outbound: OutboundList, counts: Counter[str]) -> Card:
    word, shape = LISTS[outbound.state]
    done, waiting = counts[RowState.DONE], counts[RowState.WAITING] + counts[RowState.TAKEN]
    return Card(outbound, str(word), shape, done + waiting, done, waiting, counts[RowState.REFUSED])
