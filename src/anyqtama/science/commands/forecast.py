"""`anyqtama science forecast HISTORY.csv`: contacts by interval with their band, from the history a centre
already has."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from anyqtama.science.forecasting import (
    Backtest,
    BacktestParams,
    Forecast,
    ForecastParams,
    Series,
    SpecialDay,
    backtest,
    forecast,
)
from anyqtama.science.forecasting.calendars import unknown_days
from anyqtama.science.forecasting.candidates import Candidate
from anyqtama.science.forecasting.extras import extra_candidates
from anyqtama.science.forecasting.grid import wall_clock
from anyqtama.science.refusals import BadInput

from .events_file import Events, read_calendar, read_events
from .history_file import read_histories
from .plotting import check_figure
from .reading import read_step, read_table, safe_cell, write_table

COLUMNS = ("queue", "interval_start", "mean", "q10", "q50", "q90")
DAY = 86400

EXAMPLES = """examples:
  HISTORY.csv (several queues: a column `queue` too; empty offered = unknown; hours without rows are closed):
      interval_start,offered
      2026-11-02 09:00,41
      2026-11-02 09:30,57

  anyqtama science forecast HISTORY.csv --horizon 7d --interval 30min --calendar KZ --out OUT.csv
  anyqtama science forecast HISTORY.csv --events EVENTS.csv --backtest 8 --out OUT.csv --plot next-week.png

  EVENTS.csv: `date,event` learns the effect from like days; `factor` or `add` states it; kind `outage`
  forgets it:
      date,end,event,kind,factor
      2026-10-05,,bill run,,
      2026-12-05,,bill run,,
      2026-12-20,2026-12-24,campaign,,1.25
      2026-09-14,,switch failure,outage,
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("history", metavar="HISTORY.csv", type=Path, help="columns interval_start,offered[,queue]")
    parser.add_argument("--horizon", default="7d", help="how far after the last row (default 7d)")
    parser.add_argument("--interval", help="length of an interval, such as 30min (default: the file's own)")
    parser.add_argument("--events", metavar="EVENTS.csv", type=Path, help="days unlike their weekday, outages, effects")
    parser.add_argument("--calendar", default="none", metavar="KZ|US|IL|none|FILE", help="holidays (default none)")
    parser.add_argument("--out", metavar="OUT.csv", type=Path, help=f"where to write {','.join(COLUMNS)}")
    parser.add_argument("--backtest", metavar="WEEKS", type=int, help="also measure on the last weeks")
    parser.add_argument("--explain", metavar="FILE.csv", type=Path, help="write the components of each interval")
    parser.add_argument(
        "--with",
        dest="extras",
        action="append",
        default=[],
        metavar="METHOD",
        help="further rivals, when installed: ets, theta, mstl, boosting",
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw the last weeks and the forecast (png or svg)")


def run(args: argparse.Namespace) -> int:
    try:
        return _run(args)
    except BadInput as refusal:
        print(f"forecast: {refusal}", file=sys.stderr)
        return 2


def _run(args: argparse.Namespace) -> int:
    if args.out is None and args.backtest is None:
        raise BadInput(where="--out", what="is missing", mend="say where to write, for example --out OUT.csv")
    check_figure(args.plot)
    params = ForecastParams(read_step(args.horizon, "--horizon"))
    interval = read_step(args.interval, "--interval") if args.interval else None
    histories = read_histories(read_table(args.history), interval)
    events = read_events(read_table(args.events)) if args.events else Events()
    notes = [*histories.notes, *_unused(events, histories.series, params)]
    notes += unknown_days(args.calendar, *_span(histories.series, params))
    extra = extra_candidates(args.extras)
    said: list[tuple[Series, Forecast]] = []
    measured: dict[str, Backtest] = {}
    for series in histories.series:
        series = _without_outages(series, events)
        special = _special(args.calendar, events, series, params)
        if args.backtest is not None:
            try:
                measured[series.name] = _backtest(args.backtest, series, special, extra)
            except BadInput as refusal:  # one new queue does not stop the others
                if len(histories.series) == 1 or args.backtest < 1:
                    raise
                notes.append(f"backtest: {refusal}")
        layers = [layer for queue, layer in events.adjustments if queue in ("", series.name)]
        if args.out is not None:
            said.append((series, forecast(params, series, special, adjustments=layers, extra=extra)))
    if args.out is not None:
        _write(args, said)
    _report(args, said, measured, notes)
    return 1 if any(not f.starts.size for _, f in said) else 0


def _unused(events: Events, histories: Sequence[Series], params: ForecastParams) -> list[str]:
    """What a row of the events cannot do, said aloud: it names no queue of the history, or states an effect on days
    that are not forecast."""
    strange = sorted(events.queues() - {series.name for series in histories})
    notes = [f"events: the history has no queue {name!r}, its rows are not used" for name in strange]
    spans = [(int(s.starts[-1]) + s.step_seconds, s.name) for s in histories]
    for queue, layer in events.adjustments:
        if queue in strange:
            continue
        meant = [begin for begin, name in spans if queue in ("", name)]
        if all(layer.end_seconds <= b or layer.start_seconds >= b + params.horizon_seconds for b in meant):
            when = wall_clock(layer.start_seconds)[:10]
            notes.append(f"events: {layer.name} of {when} is outside the forecast, its stated effect is not used")
    return notes


def _backtest(weeks: int, series: Series, special: Sequence[SpecialDay], extra: Sequence[Candidate]) -> Backtest:
    return backtest(BacktestParams(weeks), series, special, extra=extra, stopwatch=time.perf_counter)


def _special(choice: str, events: Events, series: Series, params: ForecastParams) -> list[SpecialDay]:
    first, last = _span([series], params)
    around = timedelta(days=14)
    own = [day for queue, day in events.special if queue in ("", series.name)]
    return [*read_calendar(choice, first - around, last + around), *own]


def _span(histories: Sequence[Series], params: ForecastParams) -> tuple[date, date]:
    """The first day of history and the last of the forecast."""
    first = min(int(series.starts[0]) for series in histories)
    last = max(int(series.starts[-1]) for series in histories) + params.horizon_seconds
    return date(1970, 1, 1) + timedelta(days=first // DAY), date(1970, 1, 1) + timedelta(days=last // DAY)


def _without_outages(series: Series, events: Events) -> Series:
    values = series.values.copy()
    for outage in events.outages:
        if outage.queue in ("", series.name):
            touched = (series.starts < outage.end_seconds) & (
                series.starts + series.step_seconds > outage.start_seconds
            )
            values[touched] = np.nan
    return Series(series.starts, values, series.step_seconds, series.name)


def _write(args: argparse.Namespace, said: Sequence[tuple[Series, Forecast]]) -> None:
    if not any(f.starts.size for _, f in said):
        series, nothing = said[0]
        where = f"queue {series.name}" if series.name else args.history.name
        raise BadInput(where=where, what=f"gives no forecast ({nothing.status})", mend="; ".join(nothing.notes))
    rows, parts = [], []
    for series, f in said:
        name = safe_cell(series.name)
        for i, start in enumerate(f.starts):
            numbers = [f.mean[i], *f.quantiles[:, i]]
            rows.append([name, wall_clock(int(start)), *(f"{value:.4f}" for value in numbers)])
            if args.explain is not None:
                shown = {**f.explanation, **{f"rival: {rival}": table for rival, table in f.rivals.items()}}
                parts += [[name, wall_clock(int(start)), part, f"{table[i]:.6f}"] for part, table in shown.items()]
    write_table(args.out, COLUMNS, rows)
    if args.explain is not None:
        write_table(args.explain, ("queue", "interval_start", "component", "contacts"), parts)
    if args.plot is not None:
        _plot(args.plot, said)


def _report(
    args: argparse.Namespace,
    said: Sequence[tuple[Series, Forecast]],
    measured: dict[str, Backtest],
    notes: Sequence[str],
) -> None:
    report: dict[str, Any] = {
        "calendar": args.calendar,
        "notes": list(notes),
        "queues": [
            {
                "queue": series.name,
                "status": str(f.status),
                "intervals": int(f.starts.size),
                "mean_total": float(f.mean.sum()),
                "historical_average_total": float(np.nansum(f.rivals.get("historical average", np.zeros(0)))),
                "weights": f.weights,
                "past_wape": {name: None if np.isnan(e) else e for name, e in f.past_wape.items()},
                "notes": list(f.notes),
                "version": f.version,
            }
            for series, f in said
        ],
        "backtest": {name: asdict(result) for name, result in measured.items()},
    }
    if args.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for note in notes:
        print(note)
    for queue in report["queues"]:
        label = queue["queue"] or "forecast"
        print(
            f"{label}: {queue['status']}, {queue['intervals']} intervals, {queue['mean_total']:.0f} contacts",
            end="",
        )
        print(f" (historical average {queue['historical_average_total']:.0f})")
        for note in queue["notes"]:
            print(f"  {note}")
    for name, result in measured.items():
        print(_backtest_text(name, result))


def _backtest_text(name: str, result: Backtest) -> str:
    lines = [f"backtest {name}: {result.weeks} weeks, {result.intervals} intervals".replace(" :", ":")]
    for method, error in sorted(result.wape.items(), key=lambda pair: pair[1]):
        lines.append(f"  {method:32} WAPE {error:7.2%}  bias {result.bias[method]:+7.2%}")
    if result.ratio_to_best is not None:
        doubt = "" if result.ratio_low is None else f" (95 %: {result.ratio_low:.3f} to {result.ratio_high:.3f})"
        lines.append(f"  forecast / {result.best_rival}: {result.ratio_to_best:.3f}{doubt}")
    if result.coverage is not None:
        lines.append(f"  80 % band holds {result.coverage:.1%}")
    if result.interval_score_ratio is not None:
        lines.append(f"  interval score / six-week band: {result.interval_score_ratio:.3f}")
    if result.seconds_an_origin is not None:
        lines.append(f"  {result.seconds_an_origin:.3f} s an origin")
    return "\n".join(lines)


def _plot(path: Path, said: Sequence[tuple[Series, Forecast]]) -> None:
    from .plotting import new_figure, save

    figure, axes = new_figure()
    for series, f in said:
        recent = series.starts >= series.starts[-1] - 14 * DAY
        at = series.starts[recent].astype("datetime64[s]")
        axes.plot(at, series.values[recent], color="#8a8f98", linewidth=0.8)
        ahead = f.starts.astype("datetime64[s]")
        axes.fill_between(ahead, f.quantiles[0], f.quantiles[-1], color="#8aa4b8", alpha=0.4, linewidth=0)
        axes.plot(ahead, f.mean, linewidth=1.2, label=series.name or "forecast")
    axes.set_ylabel("contacts an interval")
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    save(figure, path)
