"""Figure 6: events a second on M/M/100+M, simpy and us alternating in one process; then the six-kind ring.

    python bench/simulation.py [--rounds 3] [--contacts 2000000]

Needs simpy (`pip install simpy==4.1.2`) and numba. Goals: >= 40 x simpy with P(abandon) within 3 standard errors of the
exact .03303; the ring >= 1 million events/s. An event is an arrival, an ending or a giving up, on both sides. Our time
includes drawing the clients and laying out the centre; both sides are timed by the clock of the process.
"""

import argparse
import random
import time
from collections.abc import Iterator
from typing import Any

import simpy
from ring import KINDS, queue, skills

from anyqtama.science.queueing import Target, Traffic, erlang_a
from anyqtama.science.simulation import Centre, Duration, Group, Law, SimulatedQueue, simulate

SERVERS, HANDLE, PATIENCE = 100, 60.0, 120.0


def with_simpy(contacts: int, seed: int) -> tuple[int, int, float]:
    """(events, gave up, seconds)."""
    draw = random.Random(seed)
    env = simpy.Environment()
    desk = simpy.Resource(env, SERVERS)
    tally = [0, 0]

    def client() -> Iterator[Any]:
        tally[0] += 1
        with desk.request() as request:
            patience = env.timeout(draw.expovariate(1 / PATIENCE))
            found = yield request | patience
            tally[0] += 1
            if request in (found or ()):
                yield env.timeout(draw.expovariate(1 / HANDLE))
            else:
                tally[1] += 1

    def arrivals() -> Iterator[Any]:
        for _ in range(contacts):
            yield env.timeout(draw.expovariate(SERVERS / HANDLE))
            env.process(client())

    begins = time.process_time()
    env.process(arrivals())
    env.run()
    return tally[0], tally[1], time.process_time() - begins


def centre(contacts: int) -> Centre:
    interval = contacts / 20 * HANDLE / SERVERS
    return Centre(
        queues=(
            SimulatedQueue(
                name="q",
                offered=(contacts / 20,) * 20,
                handling=Duration(law=Law.EXPONENTIAL, mean_seconds=HANDLE),
                patience=Duration(law=Law.EXPONENTIAL, mean_seconds=PATIENCE),
                skills={"s": 1},
            ),
        ),
        groups=(Group(name="g", people=SERVERS, skills={"s": 1}, duty=((0.0, 1e12),)),),
        interval_seconds=interval,
        warm_up_seconds=interval,
    )


def ring(contacts: int) -> Centre:
    hours = contacts // (6 * 84)
    people = (16, 16, 16, 16, 16, 15)
    return Centre(
        queues=tuple(queue(kind, hours) for kind in KINDS),
        groups=tuple(
            Group(name=f"crew {kind}", people=people[kind], skills=skills(kind), duty=((0.0, 1e12),)) for kind in KINDS
        ),
        interval_seconds=3600,
        warm_up_seconds=10 * 3600,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contacts", type=int, default=2_000_000)
    args = parser.parse_args()
    exact = erlang_a(
        Traffic(offered=SERVERS, interval_seconds=HANDLE, handle_seconds=HANDLE, patience_seconds=PATIENCE),
        SERVERS,
        Target(),
    ).abandonment
    assert exact is not None
    simulate(centre(20_000), seed=0, replications=1)  # compile
    theirs = ours = 0.0
    for r in range(args.rounds):
        events, _, seconds = with_simpy(args.contacts // 20, r)
        theirs = max(theirs, events / seconds)
        begins = time.process_time()
        found = simulate(centre(args.contacts // 10), seed=r, replications=10)
        ours = max(ours, found.events / (time.process_time() - begins))
    share = simulate(centre(args.contacts // 10), seed=99, replications=20).abandonment("q")
    assert share.error is not None
    print(f"M/M/100+M: simpy {theirs:,.0f} events/s, ours {ours:,.0f}, {ours / theirs:.0f} x")
    off = abs(share.mean - exact) / share.error
    print(f"P(abandon) {share.mean:.5f}+-{share.error:.5f}, exact {exact:.5f}, {off:.1f} standard errors")
    best = 0.0
    for r in range(args.rounds):
        begins = time.process_time()
        found = simulate(ring(args.contacts // 10), seed=r, replications=10)
        best = max(best, found.events / (time.process_time() - begins))
    print(f"ring: {best:,.0f} events/s")


if __name__ == "__main__":
    main()
