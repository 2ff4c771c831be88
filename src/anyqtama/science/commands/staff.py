"""`anyqtama science staff INTERVALS.csv`: positions that keep the promise in every interval."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from anyqtama.science.commands.plotting import check_figure
from anyqtama.science.commands.reading import (
    Table,
    read_moment,
    read_number,
    read_share,
    read_step,
    read_table,
    safe_cell,
    write_table,
)
from anyqtama.science.queueing import IntervalResult, Intervals, Model, ServiceLevel, Target, staff_intervals
from anyqtama.science.queueing.patience import MOST_TERMS
from anyqtama.science.queueing.values import MOST_SERVERS
from anyqtama.science.refusals import BadInput
from anyqtama.science.staffing import Loss, Shrinkage

COLUMNS = ("interval_start", "positions", "service_level", "asa_seconds", "abandonment", "occupancy", "heads")

EXAMPLES = """examples:
  INTERVALS.csv (one row an interval; with patience_seconds the model is Erlang A, without it Erlang C):
      interval_start,offered,handle_seconds,interval_seconds,patience_seconds
      2026-11-23 09:00,390,210,1800,180
      2026-11-23 09:30,412,214,1800,180

  anyqtama science staff INTERVALS.csv --answer-within 20s --service-level 0.8 --out OUT.csv
  anyqtama science staff INTERVALS.csv --answer-within 30s --service-level 0.9 --max-occupancy 0.85 \\
      --max-abandon 0.05 --shrinkage 0.3 --out OUT.csv --plot day.png

  Several queues: a column `queue` too, in the answer as well; each is staffed with people of its own.
  heads are positions / (1 - shrinkage), rounded up in each interval. Add up positions, not heads.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument(
        "intervals",
        metavar="INTERVALS.csv",
        type=Path,
        help="columns interval_start,offered,handle_seconds,interval_seconds[,patience_seconds][,queue]",
    )
    parser.add_argument("--answer-within", default="20s", metavar="TIME", help="threshold of the promise (default 20s)")
    parser.add_argument(
        "--service-level", type=read_share, default=0.8, metavar="SHARE", help="share answered within it (default 0.8)"
    )
    parser.add_argument(
        "--measured-as",
        choices=[level.value for level in ServiceLevel],
        default="SL-A",
        help="which of the four service levels is meant (default SL-A: answered in time / (answered + abandoned))",
    )
    parser.add_argument("--max-asa", metavar="TIME", help="greatest mean wait of those answered")
    parser.add_argument("--max-abandon", type=read_share, metavar="SHARE", help="greatest share that gives up")
    parser.add_argument("--max-occupancy", type=read_share, metavar="SHARE", help="greatest share of busy time")
    parser.add_argument(
        "--shrinkage",
        type=read_share,
        default=0.0,
        metavar="SHARE",
        help="share of paid time not at the place (default 0)",
    )
    parser.add_argument("--out", metavar="OUT.csv", type=Path, required=True, help="where to write the answer")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw positions and service level (png or svg)")


def run(args: argparse.Namespace) -> int:
    try:
        check_figure(args.plot)
        target = Target(
            service_level=args.service_level,
            answer_within_seconds=seconds(args.answer_within, "--answer-within"),
            measured_as=ServiceLevel(args.measured_as),
            max_asa_seconds=None if args.max_asa is None else seconds(args.max_asa, "--max-asa"),
            max_abandonment=args.max_abandon,
            max_occupancy=args.max_occupancy,
        )
        shrinkage = Shrinkage(((Loss(name="shrinkage", share=args.shrinkage),),))
        table = read_table(args.intervals)
        starts, intervals = read_intervals(table)
        queues = None if "queue" not in table.header else [row[table.column("queue")] for row in table.rows]
        found = staff_intervals(intervals, target)
        heads = [math.ceil(h - 1e-9) for h in shrinkage.heads(found.positions)]
        header: Sequence[str] = COLUMNS
        rows = _rows(starts, found, heads)
        if queues is not None:
            header = ("queue", *COLUMNS)
            rows = [[safe_cell(queue), *row] for queue, row in zip(queues, rows, strict=True)]
        write_table(args.out, header, rows)
        if args.plot is not None:
            _plot(starts, found, target, args.plot)
    except BadInput as refusal:
        print(f"staff: {refusal}", file=sys.stderr)
        return 2
    print(_json(header, rows, found, target) if args.json else _summary(found, target, heads, args.out))
    return 0


def seconds(text: str, where: str) -> float:
    """A length of time such as 20s or 2min; a bare number is seconds."""
    bare = text.strip().replace(",", ".").removesuffix("s")
    if bare.replace(".", "", 1).isdigit():
        return read_number(bare, where)
    try:
        return float(read_step(text, where))
    except BadInput as refusal:
        raise BadInput(
            where=where, what=refusal.what, mend="write seconds, or a length such as 20s or 2min"
        ) from refusal


def read_intervals(table: Table) -> tuple[list[str], Intervals]:
    """The rows as intervals; their order is kept. Doubled and overlapping intervals are refused."""
    if not table.rows:
        raise BadInput(where=table.name, what="has no rows", mend="give one row an interval")
    names = ["offered", "handle_seconds", "interval_seconds"]
    if "patience_seconds" in table.header:
        names.append("patience_seconds")
    columns = {name: table.column(name) for name in names}
    start_at = table.column("interval_start")
    values: dict[str, list[float]] = {name: [] for name in names}
    for i, row in enumerate(table.rows):
        for name in names:
            place = table.place(i, name)
            value = read_number(row[columns[name]], place)
            if math.isnan(value) and name == "handle_seconds" and values["offered"][i] == 0:
                value = 1.0  # nobody came: the time does not matter
            if math.isnan(value):
                raise BadInput(where=place, what="is empty", mend="give a number; forecast unknown intervals first")
            if value < 0 or (value == 0 and name != "offered"):
                least = "0 or more" if name == "offered" else "more than 0"
                raise BadInput(where=place, what=f"is {row[columns[name]]}", mend=f"give {least}")
            values[name].append(value)
        _refuse_too_much(table, i, {name: values[name][i] for name in names})
    _refuse_overlaps(table, start_at, values["interval_seconds"])
    return [row[start_at] for row in table.rows], Intervals(
        offered=values["offered"],
        interval_seconds=values["interval_seconds"],
        handle_seconds=values["handle_seconds"],
        patience_seconds=values.get("patience_seconds"),
    )


def _refuse_too_much(table: Table, row: int, value: dict[str, float]) -> None:
    """Refuse a row that no centre has: mostly minutes given for seconds, or a day's volume in a half-hour."""
    load = value["offered"] * value["handle_seconds"] / value["interval_seconds"]
    if load > MOST_SERVERS / 2:
        what = f"keeps {load:.4g} people busy (offered x handle_seconds / interval_seconds)"
        raise BadInput(
            where=table.place(row), what=what, mend=f"check the units; up to {MOST_SERVERS // 2} is answered"
        )
    if "patience_seconds" in value and load * value["patience_seconds"] / value["handle_seconds"] > MOST_TERMS:
        mend = "nobody gives up so late: leave the column out, or give it for a file of its own"
        what = f"is {value['patience_seconds']:g}"
        raise BadInput(where=table.place(row, "patience_seconds"), what=what, mend=mend)


def _refuse_overlaps(table: Table, start_at: int, lengths: list[float]) -> None:
    moments = [read_moment(row[start_at], table.place(i, "interval_start")) for i, row in enumerate(table.rows)]
    aware = {moment.utcoffset() is not None for moment in moments}
    if len(aware) > 1:
        raise BadInput(
            where=f"{table.name}, interval_start", what="has an offset in some rows only", mend="give it in all or none"
        )
    queue_at = table.column("queue") if "queue" in table.header else None
    queues = ["" if queue_at is None else row[queue_at] for row in table.rows]
    order = sorted(range(len(moments)), key=lambda i: (queues[i], moments[i]))
    for before, after in pairwise(order):
        if queues[before] != queues[after]:
            continue
        gap = (moments[after] - moments[before]).total_seconds()
        if gap == 0:
            what = f"is there twice (first line {table.lines[before]})"
            mend = "keep one row an interval; where clocks are set back, write the offset, such as +05:00"
            raise BadInput(where=table.place(after, "interval_start"), what=what, mend=mend)
        if gap < lengths[before]:
            what = f"begins before the interval of line {table.lines[before]} ends"
            raise BadInput(where=table.place(after, "interval_start"), what=what, mend="check interval_seconds")


def _rows(starts: list[str], found: IntervalResult, heads: list[int]) -> list[list[str]]:
    def shown(value: float, digits: int) -> str:
        return "" if math.isnan(value) else f"{value:.{digits}f}"

    return [
        [
            safe_cell(start),
            str(found.positions[i]),
            shown(found.service_level[i], 6),
            shown(found.asa_seconds[i], 3),
            shown(found.abandonment[i], 6),
            shown(found.occupancy[i], 6),
            str(heads[i]),
        ]
        for i, start in enumerate(starts)
    ]


def _json(header: Sequence[str], rows: list[list[str]], found: IntervalResult, target: Target) -> str:
    """The table as it was written, numbers as numbers and null where a figure has no value."""
    words = {"queue", "interval_start"}
    told = {
        "status": "ok",
        "model": found.model.value,
        "measured_as": target.measured_as.value,
        "answer_within_seconds": target.answer_within_seconds,
        "engine": found.engine,
        "version": found.version,
        "intervals": [
            {
                name: cell if name in words else json.loads(cell or "null")
                for name, cell in zip(header, row, strict=True)
            }
            for row in rows
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _summary(found: IntervalResult, target: Target, heads: list[int], out: Path) -> str:
    model = "Erlang A, with patience" if found.model is Model.ERLANG_A else "Erlang C, nobody gives up"
    promise = f"{target.service_level:.0%} within {target.answer_within_seconds:g} s ({target.measured_as.value})"
    people = f"positions {found.positions.min()} to {found.positions.max()}, heads {min(heads)} to {max(heads)}"
    lines = [f"{len(found.positions)} intervals, {model}; promise: {promise}", f"{people}; written to {out}"]
    if found.empty.any():
        lines.append(f"{int(found.empty.sum())} intervals without contacts: 0 positions, figures left empty")
    crowded = int((found.occupancy > 0.9).sum())
    if crowded:
        lines.append(f"{crowded} intervals above 90 % occupancy: consider --max-occupancy 0.85")
    return "\n".join(lines)


def _plot(starts: list[str], found: IntervalResult, target: Target, path: Path) -> None:
    from anyqtama.science.commands.plotting import new_figure, save

    figure, axes = new_figure()
    at = np.arange(len(starts))
    axes.bar(at, found.positions, color="#8aa4b8", label="positions")
    axes.set_ylabel("positions")
    step = max(len(starts) // 12, 1)
    axes.set_xticks(at[::step], starts[::step], rotation=30, ha="right")
    other = axes.twinx()
    other.plot(at, found.service_level, color="#173f5f", label=found.measured_as.value)
    other.axhline(target.service_level or 0.0, color="#173f5f", linestyle=":", linewidth=1)
    other.set_ylim(0, 1.02)
    other.set_ylabel(f"{found.measured_as.value} within {target.answer_within_seconds:g} s")
    save(figure, path)
