"""Figure 1: Erlang C positions for 10,000 intervals, pyworkforce and us alternating in one process.

    python bench/erlang_c.py [--data ../shared/data/calls/us_bank_2003_30min.csv] [--rounds 3]

Needs pyworkforce (`pip install pyworkforce==0.5.1`, best in an environment of its own) and, for the compiled figure,
numba. The volumes are the non-empty intervals of the file, repeated to 10,000; without the file, Poisson ones.
Goals: numpy >= 50 x, compiled >= 200 x, all integers equal. Reported: best time of each side.
"""

import argparse
import csv
import time
from pathlib import Path
from typing import Literal

import numpy as np
from pyworkforce.queuing import ErlangC

from anyqtama.science.compiling import can_compile
from anyqtama.science.queueing import Intervals, Target, staff_intervals

HANDLE, INTERVAL, WITHIN, LEVEL = 3.0 * 60, 30.0 * 60, 20.0, 0.8


def volumes(path: Path) -> np.ndarray:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            given = [float(row["offered"]) for row in csv.DictReader(file) if row["offered"]]
        found = np.array([v for v in given if v > 0])
    else:
        found = np.random.default_rng(1).poisson(1200, 2000).astype(float)
    return np.resize(found, 10_000)


def peer(offered: np.ndarray) -> np.ndarray:
    return np.array(
        [
            ErlangC(transactions=v, aht=HANDLE / 60, asa=WITHIN / 60, interval=INTERVAL / 60).required_positions(
                service_level=LEVEL
            )["raw_positions"]
            for v in offered.tolist()
        ]
    )


def ours(offered: np.ndarray, engine: Literal["auto", "compiled", "numpy"]) -> np.ndarray:
    intervals = Intervals(offered=offered, interval_seconds=INTERVAL, handle_seconds=HANDLE)
    return staff_intervals(
        intervals, Target(service_level=LEVEL, answer_within_seconds=WITHIN), engine=engine
    ).positions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/calls/us_bank_2003_30min.csv"))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    whole = volumes(args.data)
    engines: list[Literal["numpy", "compiled"]] = ["numpy", "compiled"] if can_compile() else ["numpy"]
    for name, offered in (("as counted", whole), ("a tenth", whole / 10)):
        for engine in engines:
            ours(offered[:10], engine)  # compile, fill caches
        best = dict.fromkeys(["pyworkforce", *engines], np.inf)
        for _ in range(args.rounds):
            begins = time.perf_counter()
            theirs = peer(offered)
            best["pyworkforce"] = min(best["pyworkforce"], time.perf_counter() - begins)
            for engine in engines:
                for _ in range(5):
                    begins = time.perf_counter()
                    found = ours(offered, engine)
                    best[engine] = min(best[engine], time.perf_counter() - begins)
                differ = int((found != theirs).sum())
                assert differ == 0, f"{differ} positions differ"
        load = (offered * HANDLE / INTERVAL).mean()
        print(f"{name}: mean {load:.0f} erlangs, pyworkforce {best['pyworkforce']:.3f} s; 0 of 10,000 differ")
        for engine in engines:
            print(f"  {engine:9} {best[engine] * 1000:7.2f} ms   {best['pyworkforce'] / best[engine]:7.0f} x")


if __name__ == "__main__":
    main()
