"""Files of special days: events with or without a stated effect, outages, and a calendar of one's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from anyqtama.science.forecasting import CALENDARS, Adjustment, SpecialDay, special_days
from anyqtama.science.forecasting.grid import seconds_of
from anyqtama.science.refusals import BadInput

from .reading import Table, read_moment, read_number, read_table

LONGEST_EVENT_DAYS = 366
OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Outage:
    """Counts between the two moments (wall clock, seconds) are not believed. queue "" is every queue."""

    start_seconds: int
    end_seconds: int
    queue: str


@dataclass(frozen=True, slots=True)
class Events:
    """Special days and adjustments each with its queue, "" for every queue."""

    special: tuple[tuple[str, SpecialDay], ...] = ()
    adjustments: tuple[tuple[str, Adjustment], ...] = ()
    outages: tuple[Outage, ...] = ()

    def queues(self) -> set[str]:
        """The queues named in the file."""
        named = [queue for queue, _ in (*self.special, *self.adjustments)] + [outage.queue for outage in self.outages]
        return {queue for queue in named if queue}


def read_events(table: Table) -> Events:
    """Columns `date` (or `start`), `event`, and perhaps `end`, `kind`, `factor`, `add`, `queue`.

    A row with factor or add states its effect and becomes a layer over the forecast; kind `outage` takes
    history out; any other row is a special day whose effect is learnt from days of its name and kind.
    """
    start_at = table.column("start" if "start" in table.header else "date")
    name_at = table.column("event" if "event" in table.header else "name")
    special: list[tuple[str, SpecialDay]] = []
    layers: list[tuple[str, Adjustment]] = []
    outages: list[Outage] = []
    for i, row in enumerate(table.rows):
        cell = {name: row[j] for j, name in enumerate(table.header)}
        place = table.place(i, table.header[start_at])
        start = read_moment(row[start_at], place)
        end = read_moment(cell["end"], table.place(i, "end")) if cell.get("end") else start
        if not row[name_at]:
            raise BadInput(where=table.place(i, "event"), what="is empty", mend="name the event")
        if end < start or (end - start).days > LONGEST_EVENT_DAYS:
            raise BadInput(
                where=table.place(i, "end"),
                what=f"is {end}",
                mend="give an end within a year after the start",
            )
        until = end + timedelta(days=1) if end.time().isoformat() == "00:00:00" else end
        begin_seconds, end_seconds = seconds_of(start), seconds_of(until)
        kind, queue = cell.get("kind") or row[name_at], cell.get("queue", "")
        factor, add = (_stated(table, i, cell, name) for name in ("factor", "add"))
        if factor is not None or add is not None:
            effect = Adjustment(row[name_at], begin_seconds, end_seconds, 1.0 if factor is None else factor, add or 0.0)
            layers.append((queue, effect))
        elif kind == OUTAGE:
            outages.append(Outage(begin_seconds, end_seconds, queue))
        else:
            days = range((end.date() - start.date()).days + 1)
            special += [(queue, SpecialDay(start.date() + timedelta(days=d), row[name_at], kind)) for d in days]
    return Events(tuple(special), tuple(layers), tuple(outages))


def read_calendar(choice: str, first: date, last: date) -> tuple[SpecialDay, ...]:
    """A shipped calendar by its code, or a file with `date,name` and perhaps `kind` (holiday when absent)."""
    if choice in CALENDARS:
        return special_days(choice, first, last)
    path = Path(choice)
    if not path.exists():
        codes = ", ".join(CALENDARS)
        raise BadInput(where="--calendar", what=f"is {choice!r}", mend=f"use one of {codes}, or a CSV file")
    table = read_table(path)
    date_at, name_at = table.column("date"), table.column("name")
    kind_at = table.header.index("kind") if "kind" in table.header else None
    found = []
    for i, row in enumerate(table.rows):
        day = read_moment(row[date_at], table.place(i, "date")).date()
        kind = row[kind_at] if kind_at is not None and row[kind_at] else "holiday"
        found.append(SpecialDay(day, row[name_at], kind))
    return tuple(s for s in found if first <= s.day <= last)


def _stated(table: Table, row: int, cell: dict[str, str], name: str) -> float | None:
    value = read_number(cell.get(name, ""), table.place(row, name))
    return None if value != value else value
