"""Figure 5: six kinds of contact, 14 erlangs each, 80 % within 30 s for every kind, people with two skills in a ring.

    python bench/ring.py [--seed 1]

Goal: at most 95 people, every kind at least 0.80 by simulation. Pooled bound 92, turbotab 102 (asked if installed).
The answer is judged by a fresh seed with 8 million contacts.
"""

import argparse
import time

from anyqtama.science.simulation import Centre, Duration, Group, Law, SimulatedQueue, simulate
from anyqtama.science.staffing import Crew, SkillQuestion, Wanted, staff_skills

KINDS = range(6)
WORK = Duration(law=Law.EXPONENTIAL, mean_seconds=600)


def queue(kind: int, hours: int = 1) -> SimulatedQueue:
    return SimulatedQueue(
        name=f"kind {kind}",
        offered=(84.0,) * hours,
        handling=WORK,
        skills={f"skill {kind}": 1},
        answer_within_seconds=30,
    )


def skills(kind: int) -> dict[str, int]:
    return {f"skill {kind}": 1, f"skill {(kind + 1) % 6}": 1}


def judged(people: list[int], seed: int) -> list[str]:
    """The service level of every kind over 10 x 0.8 million contacts."""
    hours = 1600
    centre = Centre(
        queues=tuple(queue(kind, hours) for kind in KINDS),
        groups=tuple(
            Group(name=f"crew {kind}", people=people[kind], skills=skills(kind), duty=((0.0, 1e12),)) for kind in KINDS
        ),
        interval_seconds=3600,
        warm_up_seconds=10 * 3600,
    )
    found = simulate(centre, seed=seed, replications=10)
    levels = [found.service_level(f"kind {kind}") for kind in KINDS]
    return [f"{level.mean:.4f}+-{level.error:.4f}" for level in levels if level.error is not None]


def turbotab() -> str:
    try:
        from mod_turbotab.calculations.multi_skill import agents_required_multi
    except ImportError:
        return "turbotab is not installed"
    groups = [{"name": f"skill {k}", "contacts_per_interval": 14.0, "aht": 600} for k in KINDS]
    pools = [{"skills": list(skills(k)), "count": 17} for k in KINDS]
    totals = agents_required_multi(groups, pools, sla=0.8, service_time=30, interval=600.0)["totals"]
    return f"turbotab {totals}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    question = SkillQuestion(
        queues=tuple(queue(kind) for kind in KINDS),
        wanted=tuple(Wanted(queue=f"kind {kind}", service_level=0.8) for kind in KINDS),
        crews=tuple(Crew(name=f"crew {kind}", skills=skills(kind)) for kind in KINDS),
    )
    begins = time.perf_counter()
    plan = staff_skills(question, seed=seed)
    seconds = time.perf_counter() - begins
    people = list(plan.people.values())
    print(f"{plan.status}: {sum(people)} people {people}, bound {plan.lower_bound:.0f}, {seconds:.0f} s")
    print(f"{plan.rounds} rounds, {plan.simulations} plans simulated")
    print("fresh seed, 8 million contacts:", *judged(people, seed + 1000))
    print(turbotab())


if __name__ == "__main__":
    main()
