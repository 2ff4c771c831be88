"""Figure 9: one routing decision among 1,000 people with 50 skills, by the board of `science.routing`.

    python bench/routing.py [--decisions 50000]

Goal: p99 <= 20 us. Every hundredth decision is compared with the plain reference, whose time is shown too.
"""

import argparse
import gc
import time

import numpy as np

from anyqtama.science.routing import Board, Candidate, Policy, Waiting, choose_person

SKILLS = [f"skill {i}" for i in range(50)]
LANGUAGES = ["kk", "ru", "en"]


def people(rng: np.random.Generator) -> list[Candidate]:
    return [
        Candidate(
            person_id=i,
            skills={str(s): int(rng.integers(1, 6)) for s in rng.choice(SKILLS, rng.integers(3, 16), replace=False)},
            languages={str(s): int(rng.integers(1, 6)) for s in rng.choice(LANGUAGES, 2, replace=False)},
            load=int(rng.integers(0, 3)),
            capacity=3,
            free_since_seconds=float(rng.uniform(0, 900)),
        )
        for i in range(1000)
    ]


def ask(rng: np.random.Generator, i: int) -> Waiting:
    needed = rng.choice(SKILLS, rng.integers(0, 4), replace=False)
    return Waiting(
        contact_id=i,
        queue="q",
        queue_skills={str(s): int(rng.integers(1, 4)) for s in needed},
        language=str(rng.choice(LANGUAGES)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decisions", type=int, default=50_000)
    args = parser.parse_args()
    rng = np.random.default_rng(1)
    crew, policy = people(rng), Policy()
    board = Board(crew, policy)
    asks = [ask(rng, i) for i in range(args.decisions)]
    choose, changes = np.empty(len(asks)), np.empty(len(asks))
    gc.disable()  # as a server does between requests
    for i, waiting in enumerate(asks):
        begins = time.perf_counter_ns()
        board.choose(waiting)
        choose[i] = time.perf_counter_ns() - begins
    for i in range(len(asks)):
        begins = time.perf_counter_ns()
        board.set_load(i % 1000, crew[i % 1000].load)
        changes[i] = time.perf_counter_ns() - begins
    gc.enable()
    plain = []
    for waiting in asks[:: max(len(asks) // 50, 1)]:
        begins = time.perf_counter_ns()
        choice = choose_person(waiting, crew, policy)
        plain.append(time.perf_counter_ns() - begins)
        assert board.choose(waiting) == (None if choice is None else choice.person_id)
    for name, times in (("decision", choose), ("change of load", changes), ("plain, explained", np.array(plain))):
        p50, p99 = np.percentile(times, [50, 99]) / 1000
        print(f"{name:17} p50 {p50:9.1f} us   p99 {p99:9.1f} us")


if __name__ == "__main__":
    main()
