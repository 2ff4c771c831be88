"""`anyqtama science roster FILE`: who works when, checked rule by rule, with a bound on what is left to gain."""

import argparse
import json
import math
import sys
from pathlib import Path

from anyqtama.science.commands.reading import read_step, write_text
from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering import (
    Effort,
    Problem,
    Progress,
    RosterResult,
    RosterStatus,
    make_roster,
    read_curtois_qu,
    read_roster,
    roster_text,
)

FORMATS = ("curtois-qu",)

EXAMPLES = """examples:
  anyqtama science roster Instance1.txt --format curtois-qu --time 60s --out ROSTER.txt --json
  anyqtama science roster Instance1.txt --format curtois-qu --time 60s --start ROSTER.txt --out BETTER.txt

  ROSTER.txt has one line a person: shift names separated by tabs, `-` a day off.
  Ctrl-C ends the search early and keeps the best roster so far.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("file", metavar="FILE", type=Path, help="the shifts, people, rules and cover")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="how FILE is written")
    parser.add_argument("--time", default="60s", metavar="TIME", help="how long to search (default 60s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of everything drawn (default 1)")
    parser.add_argument("--threads", type=int, default=2, help="threads to search in (default 2)")
    parser.add_argument("--start", metavar="ROSTER.txt", type=Path, help="a roster to begin from")
    parser.add_argument("--out", metavar="ROSTER.txt", type=Path, help="where to write the roster")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--quiet", action="store_true", help="tell no progress on the error output")


def run(args: argparse.Namespace) -> int:
    try:
        effort = Effort(seconds=float(read_step(args.time, "--time")), threads=args.threads)
        problem = read_curtois_qu(read_file(args.file), args.file.name)
        start = None if args.start is None else read_roster(read_file(args.start), problem, args.start.name)
        found = make_roster(problem, effort=effort, seed=args.seed, watch=None if args.quiet else tell, start=start)
        if args.out is not None and found.roster:
            write_text(args.out, roster_text(found.roster))
    except BadInput as refusal:
        print(f"roster: {refusal}", file=sys.stderr)
        return 2
    print(as_json(found) if args.json else summary(problem, found, args.out))
    return 0 if found.status in (RosterStatus.OPTIMAL, RosterStatus.FEASIBLE) else 1


def read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(where=str(path), what=f"cannot be read ({error.strerror})", mend="check the path") from error
    except UnicodeDecodeError as error:
        raise BadInput(where=path.name, what="is not UTF-8 text", mend="save it as UTF-8") from error


def tell(moment: Progress) -> bool:
    bound = f"{moment.bound:.0f}" if math.isfinite(moment.bound) else "none yet"
    lacking = f", {moment.hard_violations} hard rules broken" if moment.hard_violations else ""
    print(f"{moment.seconds:6.1f} s  {moment.objective:.0f}, bound {bound}{lacking} ({moment.step})", file=sys.stderr)
    return True


def as_json(found: RosterResult) -> str:
    return json.dumps(
        {
            "status": found.status.value,
            "objective": finite(found.objective),
            "bound": finite(found.bound),
            "seconds": round(found.seconds, 3),
            "hard_violations": found.hard_violations,
            "broken": found.broken,
            "conflict": found.conflict,
            "seed": found.seed,
            "version": found.version,
        },
        ensure_ascii=False,
    )


def finite(value: float) -> float | int | None:
    """A number as JSON knows it: whole where it is whole, null where there is none."""
    if not math.isfinite(value):
        return None
    return round(value) if abs(value - round(value)) < 1e-9 else round(value, 6)


def summary(problem: Problem, found: RosterResult, out: Path | None) -> str:
    size = f"{len(problem.people)} people, {problem.days} days, {len(problem.shifts)} shifts"
    if found.status in (RosterStatus.INFEASIBLE, RosterStatus.NOT_FOUND):
        told = {
            RosterStatus.INFEASIBLE: "no roster keeps every hard rule; these cannot hold together:",
            RosterStatus.NOT_FOUND: "hard rules stayed broken in the time given; give more time or loosen:",
        }[found.status]
        return "\n".join([size, told, *(f"  - {words}" for words in found.conflict or found.broken[:20])])
    bound = f"no roster costs less than {found.bound:g}" if math.isfinite(found.bound) else "no bound in the time given"
    lines = [size, f"{found.status.value}: costs {found.objective:g}; {bound}; every hard rule holds (checked apart)"]
    if out is not None:
        lines.append(f"written to {out}")
    return "\n".join(lines)
