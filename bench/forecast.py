"""Figures 3 and 4: forecast error, band and time against peers, one origin a week over the last weeks.

    python bench/forecast.py [--data ../shared/data/calls] [--weeks 8] [--skip 0] [--peers boosting,mstl]

The plain peers (six-week median, mean of four, historical average, last week) always run; boosting, mstl,
ets, theta and prophet when asked for and installed. Each origin is forecast by us and by every peer in turn,
in one process, from the same past. Peers get gaps filled with the usual value of the slot; nobody sees a week
it is judged on.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from anyqtama.science.forecasting import ForecastParams, Series, forecast, special_days
from anyqtama.science.forecasting.backtest import interval_score
from anyqtama.science.forecasting.candidates import SIMPLE
from anyqtama.science.forecasting.extras import EXTRAS
from anyqtama.science.forecasting.grid import SECONDS_A_DAY, fold, weekday_of
from anyqtama.science.forecasting.history import History, nan_quantiles_of_weeks, read_history
from anyqtama.science.refusals import BadInput

SERIES = {"us_bank_2003_30min.csv": "US", "il_bank_1999_30min.csv": "IL"}
WEEK = 7 * SECONDS_A_DAY
MEDIAN = "median of 6 weeks"


@dataclass
class Score:
    """Sums by week; NaN intervals of any method are left out for all."""

    error: list[float]
    seconds: list[float]
    processor: list[float]


def load(path: Path) -> Series:
    with path.open() as lines:
        rows = list(csv.DictReader(lines))
    starts = np.array([row["interval_start"] for row in rows], dtype="datetime64[s]").astype(np.int64)
    values = np.array([float(row["offered"]) if row["offered"] else np.nan for row in rows])
    return Series(starts, values, 1800, path.stem)


def prophet_forecast(history: History, days: np.ndarray) -> np.ndarray:
    import logging

    import pandas as pd  # type: ignore[import-untyped]
    from prophet import Prophet  # type: ignore[import-not-found]

    logging.getLogger("cmdstanpy").disabled = True
    grid = history.grid
    moments = grid.days[:, None] * SECONDS_A_DAY + np.arange(grid.values.shape[1]) * grid.step_seconds
    model = Prophet(daily_seasonality=20, weekly_seasonality=10, yearly_seasonality=False)
    known = ~np.isnan(grid.values)
    model.fit(pd.DataFrame({"ds": moments[known].astype("datetime64[s]"), "y": grid.values[known]}))
    ahead = days[:, None] * SECONDS_A_DAY + np.arange(grid.values.shape[1]) * grid.step_seconds
    said = model.predict(pd.DataFrame({"ds": ahead.ravel().astype("datetime64[s]")}))["yhat"].to_numpy()
    return np.where(history.open_at(days), np.maximum(said, 0).reshape(ahead.shape), np.nan)


def measure(path: Path, calendar: str, weeks: int, skip: int, peers: list[str]) -> bool:
    series = load(path)
    first = date(1970, 1, 1) + timedelta(days=int(series.starts[0]) // SECONDS_A_DAY - 14)
    last = date(1970, 1, 1) + timedelta(days=int(series.starts[-1]) // SECONDS_A_DAY + 14)
    special = special_days(calendar, first, last)
    rivals: dict[str, Callable[[History, np.ndarray], np.ndarray]] = {r.name: r.forecast for r in SIMPLE}
    rivals.update({name: EXTRAS[name].forecast for name in peers if name in EXTRAS})
    rivals.update({"prophet": prophet_forecast} if "prophet" in peers else {})
    scores = {name: Score([], [], []) for name in ("ours", *rivals)}
    actual_sums, inside, total, our_score, their_score = [], 0, 0, 0.0, 0.0
    end = (int(series.starts[-1]) // SECONDS_A_DAY + 1) * SECONDS_A_DAY - skip * WEEK
    for back in range(weeks, 0, -1):
        origin = end - back * WEEK
        past, actual, starts = split(series, origin)
        said: dict[str, np.ndarray] = {}
        begin, busy = time.perf_counter(), time.process_time()
        ours = forecast(ForecastParams(origin + WEEK - int(past.starts[-1]) - past.step_seconds), past, special)
        scores["ours"].seconds.append(time.perf_counter() - begin)
        scores["ours"].processor.append(time.process_time() - busy)
        at = np.searchsorted(ours.starts, starts)
        said["ours"] = ours.mean[at]
        history, _ = read_history(fold(past), special)
        days = np.arange(origin // SECONDS_A_DAY, origin // SECONDS_A_DAY + 7)
        place = (starts // SECONDS_A_DAY - days[0], starts % SECONDS_A_DAY // past.step_seconds)
        for name, run in list(rivals.items()):
            begin, busy = time.perf_counter(), time.process_time()
            try:
                said[name] = run(history, days)[place]
            except (BadInput, ImportError) as missing:
                print(f"  {name} left out: {missing}", file=sys.stderr)
                del rivals[name], scores[name]
                continue
            scores[name].seconds.append(time.perf_counter() - begin)
            scores[name].processor.append(time.process_time() - busy)
        known = ~np.isnan(actual) & np.all([~np.isnan(table) for table in said.values()], axis=0)
        truth = actual[known]
        for name, table in said.items():
            scores[name].error.append(float(np.abs(table[known] - truth).sum()))
        actual_sums.append(float(truth.sum()))
        low, high = ours.quantiles[0][at][known], ours.quantiles[-1][at][known]
        inside, total = inside + int(((truth >= low) & (truth <= high)).sum()), total + truth.size
        our_score += interval_score(low, high, truth)
        tables = nan_quantiles_of_weeks(fold(past), 6, (0.1, 0.9))
        slot = (weekday_of(starts // SECONDS_A_DAY)[known], place[1][known])
        their_score += interval_score(tables[0][slot], tables[1][slot], truth)
    return report(path.stem, scores, actual_sums, inside / total, our_score / their_score)


def split(series: Series, origin: int) -> tuple[Series, np.ndarray, np.ndarray]:
    known = int(np.searchsorted(series.starts, origin))
    until = int(np.searchsorted(series.starts, origin + WEEK))
    past = Series(series.starts[:known], series.values[:known], series.step_seconds, series.name)
    return past, series.values[known:until], series.starts[known:until]


def report(name: str, scores: dict[str, Score], actual: list[float], coverage: float, band: float) -> bool:
    total = sum(actual)
    print(f"{name}: {len(actual)} weeks, {total:.0f} contacts")
    for method, score in sorted(scores.items(), key=lambda pair: sum(pair[1].error)):
        wall, busy = np.median(score.seconds), np.median(score.processor)
        error = sum(score.error) / total
        print(f"  {method:24} WAPE {error:.4f}   {wall:8.4f} s an origin, {busy:.4f} s of processor")
    best = min((n for n in scores if n != "ours"), key=lambda n: sum(scores[n].error))
    ours, theirs = np.array(scores["ours"].error), np.array(scores[best].error)
    drawn = np.random.default_rng(1).integers(0, len(actual), (4000, len(actual)))
    low, high = np.quantile(ours[drawn].sum(axis=1) / theirs[drawn].sum(axis=1), [0.025, 0.975])
    ratio, to_median = ours.sum() / theirs.sum(), ours.sum() / sum(scores[MEDIAN].error)
    print(f"  ours / best peer ({best}) {ratio:.3f} (95 % {low:.3f} to {high:.3f}), / six-week median {to_median:.3f}")
    print(f"  80 % band holds {coverage:.3f}; interval score / six-week band {band:.3f}")
    goal = 0.95 if "us_" in name else 0.98
    fine = ratio <= goal and to_median <= 1.01 and 0.74 <= coverage <= 0.86 and band < 1
    print(f"  goal: ratio <= {goal}, median <= 1.01, band 0.74 to 0.86, score < 1: {'reached' if fine else 'MISSED'}")
    return bool(fine)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/calls"))
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--skip", type=int, default=0, help="leave out so many last weeks: other weeks than the usual")
    parser.add_argument("--peers", default="", help="comma-separated: boosting,mstl,ets,theta,prophet")
    chosen = parser.parse_args()
    wanted = [peer for peer in chosen.peers.split(",") if peer]
    reached = [measure(chosen.data / f, c, chosen.weeks, chosen.skip, wanted) for f, c in SERIES.items()]
    sys.exit(0 if all(reached) else 1)
