"""Figure 4, handling time: call-weighted half-hour error against the overall mean and the slot means of day and week.

    python bench/handling.py [--data CALL_BY_CALL.tsv] [--train 14] [--test 7]

Every origin from the shortest history on is forecast, so that one odd week does not decide.

The figure (BASELINES 2.2) is said of 21 days of training and 7 of test: all 28 days of February 1999. They are the file
MTPA_Chapter_6/data_anonymous_bank_february.txt of the public repository github.com/mtpa/mtpa (anonymous bank of the
Technion). `../shared/data/` holds its first 21 days, which leave one origin with 14. Ours / slot mean, goal 0.97:

    all 28 days, --train 21   1 origin    0.965  reached
    all 28 days, --train 14   8 origins   0.987  missed
    the first 21, --train 14  1 origin    1.011  missed

and 0.868, 0.867 and 0.868 of the slot of the week.
"""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

import numpy as np

from anyqtama.science.forecasting import RatioParams, Series, forecast_ratio
from anyqtama.science.forecasting.events import days_since

SLOTS, DAY, STEP = 48, 86400, 1800


def load(path: Path) -> tuple[np.ndarray, np.ndarray, int]:
    """Calls served and their service seconds by day and half hour, and the first day."""
    served: list[tuple[int, int, float]] = []
    with path.open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            seconds = float(row["ser_time"])
            if row["outcome"] != "AGENT" or seconds <= 0:
                continue
            text = row["date"]
            when = date(1900 + int(text[:2]), int(text[2:4]), int(text[4:]))
            hour, minute, _ = (int(part) for part in row["ser_start"].split(":"))
            served.append((days_since(when), (hour * 60 + minute) // 30, seconds))
    first, last = min(served)[0], max(served)[0]
    calls, total = np.zeros((last - first + 1, SLOTS)), np.zeros((last - first + 1, SLOTS))
    for day, half_hour, spent in served:
        calls[day - first, half_hour] += 1
        total[day - first, half_hour] += spent
    return calls, total, first


def slot_of_the_week(calls: np.ndarray, seconds: np.ndarray, ahead: int, otherwise: np.ndarray) -> np.ndarray:
    """The mean of the same half hour of the same weekday; the day's slot mean where there was no call."""
    days = len(calls)
    same = [range((days + day) % 7, days, 7) for day in range(ahead)]
    n = np.array([calls[list(each)].sum(axis=0) for each in same]).ravel()
    total = np.array([seconds[list(each)].sum(axis=0) for each in same]).ravel()
    found: np.ndarray = np.divide(total, n, out=otherwise.copy(), where=n > 0)
    return found


def main(path: Path, shortest: int, ahead: int) -> int:
    if not path.is_file():
        print(f"{path} is no file: give it by --data (see --help for its source)", file=sys.stderr)
        return 2
    calls, seconds, first = load(path)
    days = len(calls)
    if shortest < 1 or ahead < 1 or days < shortest + ahead:
        print(
            f"{path} has {days} days, too few for {shortest} of training and {ahead} of test: "
            "give the whole month by --data (see --help), or a smaller --train",
            file=sys.stderr,
        )
        return 2
    average = np.divide(seconds, calls, out=np.full(calls.shape, np.nan), where=calls > 0)
    sums: dict[str, list[float]] = {}
    total, held, cells = 0.0, 0, 0
    for origin in range(shortest, days - ahead + 1):
        starts = ((first + np.arange(origin))[:, None] * DAY + np.arange(SLOTS) * STEP).ravel()
        values, weights = (
            Series(starts, average[:origin].ravel(), STEP),
            Series(starts, calls[:origin].ravel(), STEP),
        )
        said = forecast_ratio(RatioParams(ahead * DAY), values, weights)
        n, actual = (
            calls[origin : origin + ahead].ravel(),
            np.nan_to_num(average[origin : origin + ahead]).ravel(),
        )
        weekly = slot_of_the_week(calls[:origin], seconds[:origin], ahead, said.rivals["slot mean"])
        for name, table in {"ours": said.mean, **said.rivals, "slot of the week": weekly}.items():
            sums.setdefault(name, []).append(float((n * np.abs(actual - table)).sum()))
        total += float((n * actual).sum())
        known = n > 0
        held += int(((actual >= said.quantiles[0]) & (actual <= said.quantiles[-1]))[known].sum())
        cells += int(known.sum())
    print(f"{days - ahead + 1 - shortest} origins, {ahead} days each, from {shortest} days of history")
    for name, errors in sums.items():
        print(f"  {name:14} WAPE {sum(errors) / total:.4f}")
    ratio = sum(sums["ours"]) / sum(sums["slot mean"])
    print(f"  ours / slot of the week {sum(sums['ours']) / sum(sums['slot of the week']):.3f}")
    print(f"  ours / slot mean {ratio:.3f}; 80 % band holds {held / cells:.3f}")
    print(f"  goal: ratio <= 0.97: {'reached' if ratio <= 0.97 else 'MISSED'}")
    return 0 if ratio <= 0.97 else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shipped = Path("../shared/data/calls/il_bank_1999_02_call_by_call.tsv")
    parser.add_argument("--data", type=Path, default=shipped)
    parser.add_argument("--train", type=int, default=14, help="days of the shortest history")
    parser.add_argument("--test", type=int, default=7, help="days ahead")
    chosen = parser.parse_args()
    sys.exit(main(chosen.data, chosen.train, chosen.test))
