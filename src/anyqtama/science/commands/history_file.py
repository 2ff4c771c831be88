"""A history file as checked series: one queue or several, summed to the interval wanted, its oddities said
aloud."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from anyqtama.science.forecasting import Series
from anyqtama.science.forecasting.grid import seconds_of, wall_clock
from anyqtama.science.refusals import BadInput

from .reading import Table, read_moment, read_number

DAY = 86400
LONGEST_GAP_DAYS = 366
EARLIEST, LATEST = 365 * DAY, 230 * 365 * DAY


@dataclass(frozen=True, slots=True)
class Histories:
    """Series by queue, in order of appearance, and what was done to the rows."""

    series: tuple[Series, ...]
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    offset: float | None
    value: float
    place: str


def read_histories(table: Table, interval_seconds: int | None) -> Histories:
    """Columns interval_start, offered and perhaps queue; an empty offered is unknown.

    interval_seconds : wanted length, a multiple of the file's; None for the file's own
    """
    if not table.rows:
        raise BadInput(where=table.name, what="has no rows", mend="give one row an interval, a week at least")
    start_at, value_at = table.column("interval_start"), table.column("offered")
    queue_at = table.header.index("queue") if "queue" in table.header else None
    by_queue: dict[str, list[_Row]] = {}
    for i, row in enumerate(table.rows):
        moment = read_moment(row[start_at], table.place(i, "interval_start"))
        value = read_number(row[value_at], table.place(i, "offered"))
        if value < 0:
            mend = "give 0 or more, or leave it empty when unknown"
            raise BadInput(where=table.place(i, "offered"), what=f"is {row[value_at]}", mend=mend)
        offset = moment.utcoffset()
        by_queue.setdefault(row[queue_at] if queue_at is not None else "", []).append(
            _Row(
                seconds_of(moment),
                None if offset is None else offset.total_seconds(),
                value,
                table.place(i),
            )
        )
    notes: list[str] = []
    series = tuple(_series(name, rows, interval_seconds, notes) for name, rows in by_queue.items())
    latest = max(int(s.starts[-1]) for s in series)
    for s in series:
        if latest - int(s.starts[-1]) >= DAY:
            end = wall_clock(int(s.starts[-1]))
            notes.append(f"queue {s.name} ends {end}, before others: its forecast begins there")
    return Histories(series, tuple(notes))


def _series(name: str, rows: list[_Row], wanted: int | None, notes: list[str]) -> Series:
    label = f"queue {name}" if name else "the history"
    ordered = sorted(rows, key=lambda row: (row.start, -(row.offset or 0.0)))
    if any(a.start > b.start for a, b in pairwise(rows)):
        notes.append(f"{label}: rows were out of order and were sorted")
    if len({row.offset is None for row in rows}) > 1:
        odd = next(row for row in rows if (row.offset is None) != (rows[0].offset is None))
        what = "has an offset where others have none, or none where others have one"
        raise BadInput(where=odd.place, what=what, mend="write all moments alike")
    starts, values = _without_doubles(ordered, label, notes)
    _refuse_far(ordered, label)
    step = _step(starts, label)
    _refuse_mixed(starts, step, label)
    if step > DAY or DAY % step:
        raise BadInput(
            where=label,
            what=f"has rows every {step} s",
            mend="give intervals that divide a day, such as 30 min",
        )
    if wanted is None or wanted == step:
        return Series(starts, values, step, name)
    return _summed(starts, values, step, wanted, name, label)


def _without_doubles(rows: Sequence[_Row], label: str, notes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """One value a wall-clock start. The hour that the clock repeats is the mean of its two passes."""
    starts: list[int] = []
    passes: list[list[float]] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is None or row.start != before.start:
            starts.append(row.start)
            passes.append([row.value])
            continue
        if row.offset == before.offset:
            what = f"and {before.place} are both {wall_clock(row.start)}"
            mend = "keep one row an interval; if the clocks were set back, write offsets such as +02:00"
            raise BadInput(where=row.place, what=what, mend=mend)
        passes[-1].append(row.value)
    repeated = sum(len(values) > 1 for values in passes)
    if repeated:
        notes.append(f"{label}: {repeated} intervals came twice when the clocks were set back; their mean is used")
    return np.array(starts, dtype=np.int64), np.array([float(np.mean(values)) for values in passes])


def _refuse_far(rows: Sequence[_Row], label: str) -> None:
    """A year without a row is mostly a year mistyped; so is one that calendars do not reach."""
    for row in (rows[0], rows[-1]):
        if not EARLIEST <= row.start < LATEST:
            what = f"is {wall_clock(row.start)}"
            raise BadInput(where=row.place, what=what, mend="check the year; 1971 to 2199 are read")
    for before, after in pairwise(rows):
        if after.start - before.start > LONGEST_GAP_DAYS * DAY:
            what = f"is {wall_clock(after.start)}, more than a year after {wall_clock(before.start)} ({before.place})"
            raise BadInput(where=after.place, what=what, mend=f"check the year, or leave out the older part of {label}")


def _step(starts: np.ndarray, label: str) -> int:
    if starts.size < 2:
        raise BadInput(where=label, what=f"has {starts.size} interval", mend="a week of history is needed")
    gaps, counts = np.unique(np.diff(starts), return_counts=True)
    step = int(gaps[np.argmax(counts)])
    odd = gaps[(gaps < step) | ((gaps < DAY) & (gaps % step != 0))]
    if odd.size:
        at = int(np.flatnonzero(np.diff(starts) == odd[0])[0])
        what = f"has {wall_clock(int(starts[at + 1]))} only {int(odd[0])} s after {wall_clock(int(starts[at]))}"
        raise BadInput(where=label, what=what, mend=f"use one interval length throughout (most are {step} s)")
    return step


def _refuse_mixed(starts: np.ndarray, step: int, label: str) -> None:
    """A day whose rows all stand two steps or more apart is a day of longer intervals, not a day of gaps."""
    days = starts // DAY
    edges = np.flatnonzero(np.r_[True, np.diff(days) > 0, True])
    for begin, end in pairwise(edges):
        gaps = np.diff(starts[begin:end])
        if gaps.size >= 4 and (gaps == gaps[0]).all() and gaps[0] > step:
            day = wall_clock(int(starts[begin]))[:10]
            what = f"has intervals of {int(gaps[0])} s on {day}, elsewhere of {step} s"
            raise BadInput(where=label, what=what, mend="use one interval length throughout")


def _summed(starts: np.ndarray, values: np.ndarray, step: int, wanted: int, name: str, label: str) -> Series:
    if wanted % step or DAY % wanted:
        what = f"has intervals of {step} s, which do not make up {wanted} s"
        mend = f"leave --interval out, or give a multiple of {step} s that divides a day"
        raise BadInput(where=label, what=what, mend=mend)
    group = starts // wanted
    firsts = np.unique(group)
    place = np.searchsorted(firsts, group)
    count = np.bincount(place)
    total = np.asarray(np.bincount(place, values), dtype=np.float64)  # NaN where a part is unknown
    # At opening and closing a long interval has fewer rows every week; one that lacks rows of its own week's shape is
    # not known.
    slot = firsts % (7 * DAY // wanted)
    usual = {each: np.median(count[slot == each]) for each in np.unique(slot).tolist()}
    total[count < [usual[each] for each in slot.tolist()]] = np.nan
    return Series(firsts * wanted, total, wanted, name)
