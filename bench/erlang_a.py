"""Figure 2: Erlang A, our error against long sums, our speed against turbotab, and what turbotab answers.

    python bench/erlang_a.py [--rounds 3]

Needs turbotab (`pip install turbotab==0.8.0`) and numba. Goals: relative error <= 1e-9 to 2,000 servers; >= 20 x.
The truth is the stationary birth-death chain summed in 50 decimal digits.
"""

import argparse
import time
from decimal import Decimal, getcontext

import numpy as np
from mod_turbotab.calculations.erlang import erlang_a as turbotab_erlang_a

from anyqtama.science.queueing import Intervals, Target, Traffic, erlang_a, perform_intervals, staff_intervals

HANDLE, WITHIN = 180.0, 20.0


def chain(load: float, servers: int, ratio: float) -> tuple[float, float]:
    """P(wait > 0) and P(abandon); `ratio` is patience / handling."""
    getcontext().prec = 50
    a, leave = Decimal(load), 1 / Decimal(ratio)
    weight, total, late, lost, m = Decimal(1), Decimal(1), Decimal(0), Decimal(0), 0
    while m <= servers or weight * m > late * Decimal(10) ** -30:
        m += 1
        beyond = max(m - servers, 0)
        weight *= a / (min(m, servers) + beyond * leave)
        total += weight
        if m >= servers:
            late += weight
            lost += weight * beyond * leave
    return float(late / total), float(lost / total / a)


def errors() -> None:
    worst_late = worst_lost = 0.0
    for servers in (1, 5, 20, 100, 500, 1000, 2000):
        for part in (0.7, 0.9, 1.0, 1.1, 1.5):
            for ratio in (0.1, 1.0, 5.0):
                traffic = Traffic(
                    offered=servers * part,
                    interval_seconds=HANDLE,
                    handle_seconds=HANDLE,
                    patience_seconds=ratio * HANDLE,
                )
                found = erlang_a(traffic, servers, Target())
                late, lost = chain(traffic.load_erlangs, servers, ratio)
                assert found.wait_probability is not None
                assert found.abandonment is not None
                worst_late = max(worst_late, abs(found.wait_probability / late - 1))
                worst_lost = max(worst_lost, abs(found.abandonment / lost - 1))
    print(f"to 2,000 servers, 105 cases: worst relative error P(wait) {worst_late:.1e}, P(abandon) {worst_lost:.1e}")


def speed(rounds: int) -> None:
    rng = np.random.default_rng(1)
    for name, mean in (("mean 122 erlangs", 122.0), ("mean 12 erlangs", 12.0)):
        load = rng.uniform(0.5 * mean, 1.5 * mean, 10_000)
        intervals = Intervals(offered=load, interval_seconds=HANDLE, handle_seconds=HANDLE, patience_seconds=120.0)
        servers = staff_intervals(intervals, Target()).positions
        perform_intervals(intervals, servers, Target())
        theirs, ours = np.inf, np.inf
        for _ in range(rounds):
            begins = time.perf_counter()
            answers = [turbotab_erlang_a(float(n), float(a), 120.0, HANDLE) for a, n in zip(load, servers, strict=True)]
            theirs = min(theirs, time.perf_counter() - begins)
            for _ in range(5):
                begins = time.perf_counter()
                found = perform_intervals(intervals, servers, Target())
                ours = min(ours, time.perf_counter() - begins)
        lost = np.array([answer["abandon_rate"] for answer in answers])
        print(
            f"{name}, given n, 10,000: turbotab {theirs * 1000:.0f} ms, ours {ours * 1000:.2f} ms, "
            f"{theirs / ours:.0f} x; P(abandon) turbotab {lost.mean():.4f}, exact {found.abandonment.mean():.4f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    errors()
    speed(parser.parse_args().rounds)


if __name__ == "__main__":
    main()
