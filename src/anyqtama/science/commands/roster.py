"""`anyqtama science roster FILE`: who works when, checked rule by rule, with a bound on what is left to gain."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from anyqtama.science.commands.plotting import check_figure
from anyqtama.science.commands.reading import read_step, write_text
from anyqtama.science.commands.roster_file import Plan, read_plan
from anyqtama.science.commands.roster_pictures import draw_design, draw_roster
from anyqtama.science.commands.roster_words import as_json, day_json, design_json, finite, nobody_skilled, report
from anyqtama.science.refusals import BadInput, whole
from anyqtama.science.rostering import (
    Effort,
    Problem,
    Progress,
    Repair,
    RosterResult,
    RosterStatus,
    check_roster,
    design_shifts,
    make_roster,
    plan_days,
    rank_candidates,
    read_curtois_qu,
    read_roster,
    read_shift_design,
    repair_roster,
    roster_text,
)

FORMATS = ("anyqtama", "curtois-qu", "msd")
GOOD = (RosterStatus.OPTIMAL, RosterStatus.FEASIBLE)

EXAMPLES = """examples:
  anyqtama science roster docs/science/examples/roster.json --time 20s --out ROSTER.txt --plot roster.svg
  anyqtama science roster PLAN.json --repair ROSTER.txt --from-day 9 --time 10s --out MENDED.txt
  anyqtama science roster PLAN.json --given ROSTER.txt --hole 11:E          who could take it, best first
  anyqtama science roster PLAN.json --given ROSTER.txt --time 1s            check it, rule by rule
  anyqtama science roster Instance1.txt --format curtois-qu --time 60s --out ROSTER.txt --json
  anyqtama science roster RandomExample1.dzn --format msd --time 5s --json

  PLAN.json is described in docs/science/rostering.md. ROSTER.txt has one line a person: shift names separated by
  tabs, `-` a day off. Days count from 0. The best roster found in the time is given.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("file", metavar="FILE", type=Path, help="the shifts, people, rules and cover")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="how FILE is written (default anyqtama)")
    parser.add_argument("--time", default="60s", metavar="TIME", help="how long to search (default 60s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of everything drawn (default 1)")
    parser.add_argument("--threads", type=int, default=2, help="threads to search in (default 2)")
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--start", metavar="ROSTER.txt", type=Path, help="search on from this roster")
    given.add_argument("--repair", metavar="ROSTER.txt", type=Path, help="mend this roster with least disturbance")
    given.add_argument("--given", metavar="ROSTER.txt", type=Path, help="only check this roster, or fill its --hole")
    parser.add_argument("--from-day", type=int, default=0, metavar="DAY", help="with --repair: days before it stay")
    parser.add_argument("--disturbance", type=float, default=20, metavar="COST", help="with --repair: a changed day")
    parser.add_argument("--hole", metavar="DAY:SHIFT", help="with --given: rank who could take it")
    parser.add_argument(
        "--out", metavar="ROSTER.txt", type=Path, help="where to write the roster (msd: the shifts, people by day)"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw the roster or the design (png or svg)")
    parser.add_argument("--quiet", action="store_true", help="tell no progress on the error output")


def run(args: argparse.Namespace) -> int:
    try:
        check_figure(args.plot)
        if args.hole and args.given is None:
            raise BadInput(where="--hole", what="has no roster", mend="name it with --given ROSTER.txt")
        whole(args.seed, "--seed", least=0)
        effort = Effort(seconds=float(read_step(args.time, "--time")), threads=args.threads)
        if args.format == "msd":
            return run_design(args, effort)
        text = read_file(args.file)
        plan = read_plan(text, args.file.name) if args.format == "anyqtama" else None
        problem = plan.problem if plan is not None else read_curtois_qu(text, args.file.name)
        if args.given is not None:
            return run_given(args, problem)
        return run_search(args, problem, plan, effort)
    except BadInput as refusal:
        print(f"roster: {refusal}", file=sys.stderr)
        return 2


def run_search(args: argparse.Namespace, problem: Problem, plan: Plan | None, effort: Effort) -> int:
    watch = None if args.quiet else tell
    repair = None
    if args.repair is not None:
        before = read_roster(read_file(args.repair), problem, args.repair.name)
        repair = repair_roster(
            problem,
            before,
            disturbance=args.disturbance,
            from_day=args.from_day,
            effort=effort,
            seed=args.seed,
            watch=watch,
        )
        found = repair.result
    else:
        start = None if args.start is None else read_roster(read_file(args.start), problem, args.start.name)
        found = make_roster(problem, effort=effort, seed=args.seed, watch=watch, start=start)
    if args.out is not None and found.roster:
        write_text(args.out, roster_text(found.roster))
    if args.plot is not None and found.roster:
        draw_roster(problem, found.roster, args.plot)
    told = as_json(found) | {"unskilled": problem.unskilled()}
    if plan is not None and found.roster:
        told |= details(problem, plan, found, repair, min(30.0, max(3.0, effort.seconds / 2)))
    print(json.dumps(told, ensure_ascii=False) if args.json else report(problem, found, told, args.out))
    return 0 if found.status in GOOD else 1


def details(problem: Problem, plan: Plan, found: RosterResult, repair: Repair | None, seconds: float) -> dict[str, Any]:
    """What our own format tells beyond the roster: costs by cause, changes, breaks, activities."""
    told: dict[str, Any] = {"costs": check_roster(problem, found.roster).costs}
    if repair is not None:
        told["changes"] = [
            {"person": c.person, "date": plan.date_of(c.day), "before": c.before or "-", "after": c.after or "-"}
            for c in repair.changes
        ]
    if any(plan.breaks.values()) or plan.errands:
        days, unplaced = plan_days(
            problem,
            found.roster,
            plan.breaks,
            plan.errands,
            slot_minutes=plan.slot_minutes,
            apart=plan.apart,
            seconds=seconds,
        )
        told["days"] = [day_json(day, plan.date_of(day.day)) for day in days]
        told["unplaced"] = [{"activity": placed.activity, "reason": placed.reason} for placed in unplaced]
        broken = [words for day in days for words in day.plan.broken]
        told["hard_violations"] = found.hard_violations + len(broken)
        told["broken"] = [*found.broken, *broken]
    return told


def run_given(args: argparse.Namespace, problem: Problem) -> int:
    roster = read_roster(read_file(args.given), problem, args.given.name)
    if args.hole:
        return run_candidates(args, problem, roster)
    check = check_roster(problem, roster)
    if args.plot is not None:
        draw_roster(problem, roster, args.plot)
    told = {
        "status": "broken" if check.hard else "feasible",
        "objective": finite(check.objective),
        "hard_violations": len(check.hard),
        "broken": check.hard,
        "unskilled": problem.unskilled(),
        "costs": check.costs,
    }
    words = [f"{told['status']}: costs {check.objective:g}", *(f"  {cause}: {c:g}" for cause, c in check.costs.items())]
    words += nobody_skilled(problem)
    print(json.dumps(told, ensure_ascii=False) if args.json else "\n".join([*words, *(f"  - {w}" for w in check.hard)]))
    return 1 if check.hard else 0


def run_candidates(args: argparse.Namespace, problem: Problem, roster: Any) -> int:
    day, _, shift = args.hole.partition(":")
    if not day.isdigit() or not shift:
        raise BadInput(where="--hole", what=f"is {args.hole!r}", mend="write DAY:SHIFT, such as 3:E; days count from 0")
    ranked = rank_candidates(problem, roster, day=int(day), shift=shift)
    if args.json:
        rows = [
            {
                "person": c.person,
                "possible": c.possible,
                "extra": finite(c.extra),
                "moves": [{"day": m.day, "before": m.before or "-", "after": m.after or "-"} for m in c.moves],
                "reasons": c.reasons,
            }
            for c in ranked
        ]
        print(json.dumps({"day": int(day), "shift": shift, "candidates": rows}, ensure_ascii=False))
        return 0
    for c in ranked:
        moves = ", ".join(f"day {m.day} {m.before or '-'} to {m.after or '-'}" for m in c.moves)
        head = f"{c.person}: " + (f"{c.extra:+g}" if c.possible else "cannot")
        print(head + (f" if also {moves}" if moves and c.possible else ""))
        for reason in c.reasons:
            print(f"    {reason}")
    return 0


def run_design(args: argparse.Namespace, effort: Effort) -> int:
    if lost := [f"--{name}" for name in ("start", "repair", "given", "hole") if getattr(args, name) is not None]:
        raise BadInput(
            where=lost[0], what="is for rosters", mend="leave it out with --format msd, which designs shifts"
        )
    question = read_shift_design(read_file(args.file), args.file.name)
    design = design_shifts(question, seconds=effort.seconds)
    if args.plot is not None:
        draw_design(question, design, args.plot)
    told = design_json(question, design)
    if args.out is not None:
        lines = ["\t".join((f"{s['begins']}-{s['ends']}", *map(str, s["people"]))) for s in told["shifts"]]
        write_text(args.out, "".join(f"{line}\n" for line in lines))
    if args.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{told['status']}: costs {told['objective']}, bound {told['bound']}; {len(told['shifts'])} shifts")
        for row in told["shifts"]:
            print(f"  {row['begins']}-{row['ends']}  people by day {' '.join(map(str, row['people']))}")
    return 0 if design.status in GOOD else 1


def read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(where=str(path), what=f"cannot be read ({error.strerror})", mend="check the path") from error
    except UnicodeDecodeError as error:
        raise BadInput(where=path.name, what="is not UTF-8 text", mend="save it as UTF-8") from error


def tell(moment: Progress) -> bool:
    bound = f"{moment.bound:.0f}" if math.isfinite(moment.bound) else "none yet"
    lacking = f", {moment.hard_violations} people missing where cover is hard" if moment.hard_violations else ""
    print(f"{moment.seconds:6.1f} s  {moment.objective:.0f}, bound {bound}{lacking} ({moment.step})", file=sys.stderr)
    return True
