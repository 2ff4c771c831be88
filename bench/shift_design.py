"""Figure 8: weekly cover, minimum shift design, breaks.

    python bench/shift_design.py [--data ../shared/data] [--seconds 5]

Goals: paid time of the full cover <= 1.001 x the bound of the linear program; instances 1, 2, 3, 5 proven in 5 s (480,
300, 600, 480) and 4 no worse than the best peer (HiGHS and CP-SAT on the plain model, 20 s each); shifts with breaks
<= 1.01 x the bound of their linear program. The week is the last five full days of the bank's calls (without the
file: a drawn one), 7:00-21:00 in half-hours, staffed by Erlang C at 80 % in 20 s.
"""

import argparse
import csv
import time
from pathlib import Path
from typing import Any

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_matrix, hstack, identity, kron

from anyqtama.science.queueing import Intervals, Target, staff_intervals
from anyqtama.science.rostering import Break, Design, DesignQuestion, ShiftShape, design_shifts, read_shift_design

OPENS, SLOTS, STEP = 14, 28, 30
LENGTHS = (8, 16, 17, 18)


def week(path: Path) -> list[int]:
    """People wanted in every half-hour of five days, midnight to midnight."""
    if path.exists():
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        by_day: dict[str, list[float]] = {}
        for row in rows:
            begin = row["interval_start"]
            slot = int(begin[11:13]) * 2 + int(begin[14:16]) // 30
            if OPENS <= slot < OPENS + SLOTS:
                by_day.setdefault(begin[:10], []).append(float(row["offered"] or 0))
        full = [counts for counts in by_day.values() if len(counts) == SLOTS and min(counts) > 0]
        days = full[-5:]
    else:
        shape = 300 + 900 * np.exp(-(((np.arange(SLOTS) - 8) / 6.0) ** 2))
        days = [np.random.default_rng(day).poisson(shape).tolist() for day in range(5)]
    offered = np.array(days).ravel()
    found = staff_intervals(
        Intervals(offered=offered, interval_seconds=1800.0, handle_seconds=180.0),
        Target(service_level=0.8, answer_within_seconds=20.0),
    )
    wanted = np.zeros((5, 48), int)
    wanted[:, OPENS : OPENS + SLOTS] = np.array(found.positions).reshape(5, SLOTS)
    return [int(n) for n in wanted.ravel()]


def told(name: str, design: Design, linear: float) -> None:
    print(
        f"{name}: paid {design.paid_minutes} min, linear bound {linear:.1f}, ratio {design.objective / linear:.5f}, "
        f"missing {design.missing}, {design.duties} duties, {design.status}, {design.seconds:.2f} s",
        flush=True,
    )


def peers(text: str, seconds: float) -> str:
    """HiGHS and CP-SAT on the plain model: whole people, big-M ties."""
    question: Any = read_shift_design(text)
    slots, step, days = len(question.wanted), question.slot_minutes, question.days
    wanted = np.array(question.wanted)
    columns = [
        ((day * 1440 + shape.begins + np.arange(0, shape.lasts, step)) // step % slots, k)
        for k, shape in enumerate(question.shapes)
        for day in range(days)
    ]
    size, shapes, big = len(columns), len(question.shapes), int(wanted.max())
    index = np.concatenate([at for at, _ in columns])
    ptr = np.concatenate([[0], np.cumsum([len(at) for at, _ in columns])])
    cover = csc_matrix((np.ones(len(index)), index, ptr), shape=(slots, size))
    left = hstack([cover, csc_matrix((slots, shapes)), identity(slots), -identity(slots)]).tocsc()
    ties = hstack([identity(size), -big * kron(identity(shapes), np.ones((days, 1))), csc_matrix((size, 2 * slots))])
    prices = [0.0, question.shape, question.under * step, question.over * step]
    costs = np.repeat(prices, [size, shapes, slots, slots])
    found = milp(
        costs,
        constraints=[LinearConstraint(left, wanted, wanted), LinearConstraint(ties.tocsc(), -np.inf, 0)],
        bounds=Bounds(0, np.concatenate([np.full(size, np.inf), np.ones(shapes), np.full(2 * slots, np.inf)])),
        integrality=np.ones(len(costs)),
        options={"time_limit": seconds},
    )
    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in range(shapes)]
    people = [model.new_int_var(0, big, "") for _ in columns]
    there: list[list[Any]] = [[] for _ in range(slots)]
    for (at, k), n in zip(columns, people, strict=True):
        model.add(n <= big * used[k])
        for slot in at.tolist():
            there[slot].append(n)
    costs_of = [int(question.shape) * y for y in used]
    for slot in range(slots):
        under, over = model.new_int_var(0, big, ""), model.new_int_var(0, 10 * big, "")
        model.add(sum(there[slot]) + under - over == int(wanted[slot]))
        costs_of += [int(question.under * step) * under, int(question.over * step) * over]
    model.minimize(sum(costs_of))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    solver.solve(model)
    highs = "none" if found.x is None else f"{found.fun:.0f}"
    return f"HiGHS {highs}, CP-SAT {solver.objective_value:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seconds", type=float, default=5)
    args = parser.parse_args()
    wanted = tuple(week(args.data / "calls" / "us_bank_2003_30min.csv"))
    spans = [(OPENS + s, length) for length in LENGTHS for s in range(SLOTS - length + 1)]
    plain = tuple(ShiftShape(begins=s * STEP, lasts=n * STEP) for s, n in spans)
    question = DesignQuestion(wanted=wanted, slot_minutes=STEP, days=5, shapes=plain, paid=1.0, cyclic=False)
    design = design_shifts(question, seconds=args.seconds)
    print(f"wanted {sum(wanted)} half-hours, {len(plain)} shapes")
    told("full cover", design, design.linear_bound)
    meal = Break(name="meal", minutes=30, earliest=180, latest=300, paid=False)
    rests = tuple(Break(name=f"rest {i}", minutes=30, earliest=e, latest=e + 90) for i, e in enumerate((60, 330)))
    with_breaks = tuple(
        ShiftShape(begins=s * STEP, lasts=n * STEP, breaks=(rests[0], meal, rests[1]) if n >= 16 else rests[:1])
        for s, n in spans
    )
    question = DesignQuestion(wanted=wanted, slot_minutes=STEP, days=5, shapes=with_breaks, paid=1.0, cyclic=False)
    design = design_shifts(question, seconds=6 * args.seconds)
    told("full cover with breaks", design, design.linear_bound)
    for number in range(1, 6):
        text = (args.data / "rostering" / "min_shift_design" / f"RandomExample{number}.dzn").read_text()
        rivals = peers(text, 4 * args.seconds)
        begins = time.perf_counter()
        found = design_shifts(read_shift_design(text), seconds=args.seconds)
        seconds = time.perf_counter() - begins
        print(f"{number}: {rivals}; ours {found.objective:.0f}, {found.status}, {seconds:.2f} s", flush=True)


if __name__ == "__main__":
    main()
