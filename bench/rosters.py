"""Figure 7: Curtois-Qu instances, CP-SAT's plain model and us alternating, both with the same time and two threads.

    python bench/rosters.py [--data ../shared/data/rostering/curtois_qu_2014] [--seconds 60] [--seeds 3] [--only 1,2]

Goal: sum over the instances of our median <= 0.90 x the sum of CP-SAT's; instances 1-4 at the best known value; no hard
rule broken by the checker. Best known (schedulingbenchmarks.org): 607, 828, 1001, 1716, 1143, 1950, 1056, 1300.
`--generated` adds instances of our own drawing up to 150 people x 52 weeks, which must come out feasible.
"""

import argparse
import random
import resource
import statistics
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from anyqtama.science.rostering import (
    Effort,
    Roster,
    RuleKind,
    check_roster,
    make_roster,
    read_curtois_qu,
)

BEST_KNOWN = {1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300}


def add_rules(model: cp_model.CpModel, problem: Any, p: int, x: Any, works: Any) -> None:  # noqa: C901  # one branch a rule
    """The rules of a contract as linear rows and clauses."""
    days, shifts = range(problem.days), problem.shifts
    for rule in problem.people[p].rules:
        names = rule.shifts or frozenset(s.name for s in shifts)
        if rule.kind is RuleKind.MINUTES:
            total = sum(s.minutes * x[p, d, s.name] for d in days for s in shifts)
            model.add_linear_constraint(total, rule.least, rule.most)
        elif rule.kind is RuleKind.SHIFTS:
            model.add(sum(x[p, d, n] for d in days for n in names) <= rule.most)
        elif rule.kind is RuleKind.NOT_AFTER:
            for d in days[1:]:
                for n in names:
                    for later in rule.then:
                        model.add_bool_or(~x[p, d - 1, n], ~x[p, d, later])
        elif rule.kind is RuleKind.WEEKENDS:
            weekends = []
            for saturday in range(5, problem.days, 7):
                weekend = model.new_bool_var("")
                for d in (saturday, saturday + 1):
                    if d < problem.days:
                        model.add_implication(works[d], weekend)
                weekends.append(weekend)
            model.add(sum(weekends) <= rule.most)
        else:
            on = [~w for w in works] if rule.kind is RuleKind.DAYS_OFF else works
            if rule.most is not None:
                for d in range(problem.days - rule.most):
                    model.add_bool_or(~w for w in on[d : d + rule.most + 1])
            for length in range(1, rule.least or 0):
                for d in range(problem.days - length - 1):
                    model.add_bool_or(on[d], *(~w for w in on[d + 1 : d + 1 + length]), on[d + 1 + length])


def plain_cp_sat(problem: Any, seconds: float, seed: int) -> tuple[float, float]:
    """The textbook model: a switch for each person, day and shift. Returns the checked cost and the bound."""
    model = cp_model.CpModel()
    days, shifts, people = range(problem.days), problem.shifts, problem.people
    x = {(p, d, s.name): model.new_bool_var("") for p in range(len(people)) for d in days for s in shifts}
    costs = []
    for p, person in enumerate(people):
        works = [model.new_bool_var("") for _ in days]
        for d in days:
            model.add(sum(x[p, d, s.name] for s in shifts) == works[d])
        for d in person.absent:
            model.add(works[d] == 0)
        for wish in person.wishes:
            taken = x[p, wish.day, wish.shift]
            costs.append(wish.weight * ((1 - taken) if wish.wanted else taken))
        add_rules(model, problem, p, x, works)
    for cover in problem.cover:
        there = sum(x[p, cover.day, n] for p in range(len(people)) for n in cover.shifts)
        under, over = (model.new_int_var(0, len(people) + cover.wanted, "") for _ in range(2))
        model.add(there + under - over == cover.wanted)
        costs += [cover.under * under, cover.over * over]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return float("inf"), solver.best_objective_bound
    roster: Roster = tuple(
        tuple(next((s.name for s in shifts if solver.value(x[p, d, s.name])), None) for d in days)
        for p in range(len(people))
    )
    check = check_roster(problem, roster)
    assert not check.hard, check.hard[:3]
    return check.objective, solver.best_objective_bound


def drawn(staff: int, weeks: int, shifts: int, seed: int) -> str:
    """An instance in the benchmark's text format, of the kind of its larger ones."""
    draw = random.Random(seed)
    days, names = weeks * 7, [f"s{i}" for i in range(shifts)]
    starts = sorted(draw.choice(range(6, 23)) for _ in names)
    lengths = [draw.choice([360, 480, 480, 480, 600, 720]) for _ in names]
    lines = ["SECTION_HORIZON", str(days), "SECTION_SHIFTS"]
    for i, name in enumerate(names):
        late = starts[i] * 60 + lengths[i] + 14 * 60 - 24 * 60
        lines.append(f"{name},{lengths[i]},{'|'.join(names[j] for j in range(i) if starts[j] * 60 < late)}")
    lines.append("SECTION_STAFF")
    people = [f"p{i}" for i in range(staff)]
    for person in people:
        full = draw.random() < 0.7
        most = {name: days if draw.random() < 0.5 else 0 for name in names}
        for name in draw.sample(names, min(2, shifts)):
            most[name] = draw.choice([days, days // 2, days // 7])
        usual = min(lengths[j] for j, name in enumerate(names) if most[name])
        minutes = int((4.3 if full else 2.6) * usual) * weeks
        limits = "|".join(f"{name}={count}" for name, count in most.items())
        runs = f"{draw.choice([5, 6])},{2 if full else 1},{draw.choice([2, 2, 3])},{max(1, weeks // 2)}"
        lines.append(f"{person},{limits},{minutes},{int(minutes * 0.85)},{runs}")
    lines.append("SECTION_DAYS_OFF")
    lines += [f"{p}," + ",".join(map(str, sorted(draw.sample(range(days), max(1, weeks // 2))))) for p in people]
    for section, share in (("SECTION_SHIFT_ON_REQUESTS", 6), ("SECTION_SHIFT_OFF_REQUESTS", 9)):
        lines.append(section)
        for person in people:
            wishes = range(days // share)
            lines += [f"{person},{draw.randrange(days)},{draw.choice(names)},{draw.randint(1, 3)}" for _ in wishes]
    lines.append("SECTION_COVER")
    mean = staff * 0.6 / shifts
    lines += [f"{day},{n},{round(mean * draw.uniform(0.5, 1.5))},100,1" for day in range(days) for n in names]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/rostering/curtois_qu_2014"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", default="1,2,3,4,5,6,7,8")
    parser.add_argument("--generated", action="store_true")
    args = parser.parse_args()
    ours_sum = theirs_sum = 0.0
    for number in map(int, args.only.split(",")) if args.only else ():
        problem = read_curtois_qu((args.data / f"Instance{number}.txt").read_text())
        ours, theirs = [], []
        for seed in range(1, args.seeds + 1):
            theirs.append(plain_cp_sat(problem, args.seconds, seed)[0])
            found = make_roster(problem, effort=Effort(seconds=args.seconds), seed=seed)
            assert found.hard_violations == 0
            ours.append(found.objective)
        ours_sum += statistics.median(ours)
        theirs_sum += statistics.median(theirs)
        print(
            f"{number}: CP-SAT {statistics.median(theirs):.0f} {theirs}, ours {statistics.median(ours):.0f} {ours}, "
            f"bound {found.bound:.0f}, best known {BEST_KNOWN[number]}, {found.status}, {found.seconds:.1f} s",
            flush=True,
        )
    if theirs_sum:
        print(f"sum: CP-SAT {theirs_sum:.0f}, ours {ours_sum:.0f}, ratio {ours_sum / theirs_sum:.3f} (goal 0.90)")
    for staff, weeks, shifts in ((30, 8, 6), (60, 26, 10), (150, 52, 32)) if args.generated else ():
        problem = read_curtois_qu(drawn(staff, weeks, shifts, seed=1))
        found = make_roster(problem, effort=Effort(seconds=args.seconds), seed=1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{staff} people x {weeks} weeks x {shifts} shifts: {found.status}, {found.objective:.0f}, "
            f"{found.hard_violations} hard rules broken, {found.seconds:.1f} s, {peak:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
