"""`anyqtama science simulate CENTRE.toml`: play a whole centre many times, say what clients meet."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from anyqtama.science.commands.centre_file import read_centre
from anyqtama.science.commands.plotting import check_figure
from anyqtama.science.commands.reading import read_share
from anyqtama.science.refusals import BadInput
from anyqtama.science.simulation import Centre, Estimate, SimulationResult, SimulationStatus, simulate
from anyqtama.science.simulation import kernel as columns

EXAMPLES = """examples:
  CENTRE.toml (times as 240, "20s", "10min", "2h"; hours on the clock of the first day):
      [centre]
      interval = "30min"          # length of the numbers in `offered`
      start = "08:00"
      replications = 50
      seed = 1

      [[queue]]
      name = "tax"
      offered = [40, 62, 71, 66, 58, 49, 52, 60]
      handle = { mean = 240, law = "lognormal", variation = 0.8 }
      patience = { mean = "3min" }                       # without it nobody gives up
      skills = { tax = 2 }
      languages = { kk = 0.6, ru = 0.4 }
      answer_within = "20s"
      retrial = { share = 0.3, after = "10min" }
      call_back = { offer_at_waiting = 5, share = 0.5 }
      transfers = { land = 0.1 }

      [[queue]]
      name = "land"
      offered = [10, 14, 15, 15, 12, 10, 11, 13]
      handle = { mean = 300 }
      skills = { land = 1 }

      [[group]]
      name = "hall"
      people = 14
      skills = { tax = 3, land = 1 }
      languages = { kk = 5, ru = 4 }
      duty = ["08:00-10:00", "10:15-12:30"]              # the gap is a break

  anyqtama science simulate CENTRE.toml
  anyqtama science simulate CENTRE.toml --json --seed 7 --replications 200 --plot levels.svg
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument("centre", metavar="CENTRE.toml", type=Path, help="the centre (see examples)")
    parser.add_argument("--seed", type=int, help="instead of the seed in the file")
    parser.add_argument("--replications", type=int, help="instead of the number in the file (default 50)")
    parser.add_argument("--confidence", type=read_share, default=0.95, help="level of the intervals (default 0.95)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw the service level by interval (png or svg)")


def run(args: argparse.Namespace) -> int:
    try:
        check_figure(args.plot)
        file = read_centre(args.centre)
        found = simulate(
            file.centre,
            seed=file.seed if args.seed is None else args.seed,
            replications=file.replications if args.replications is None else args.replications,
            confidence=args.confidence,
        )
        report = simulation_report(file.centre, found)
        if args.plot is not None:
            _plot(file.centre, found, args.plot)
    except BadInput as refusal:
        print(f"simulate: {refusal}", file=sys.stderr)
        return 2
    print(json.dumps(report, ensure_ascii=False, indent=2) if args.json else _text(report))
    return 0


def simulation_report(centre: Centre, found: SimulationResult) -> dict[str, Any]:
    """Everything found, plain enough for JSON; an estimate without meaning is null."""
    return {
        "status": found.status.value,
        "unskilled": list(found.unskilled),
        "seed": found.seed,
        "replications": found.replications,
        "confidence": found.confidence,
        "engine": found.engine,
        "version": found.version,
        "described_by": found.described_by,
        "events": found.events,
        "queues": {queue.name: _queue(found, queue.name, queue.answer_within_seconds) for queue in centre.queues},
        "groups": {group.name: {"occupancy": _shown(found.occupancy(group.name))} for group in centre.groups},
    }


def _queue(found: SimulationResult, name: str, within: float) -> dict[str, Any]:
    intervals, p90 = found.counts.shape[2], found.wait_quantile(name, 0.9)
    answered = found.per_replication(name, columns.ANSWERED).mean > 0
    counted = {
        "offered": columns.OFFERED, "answered": columns.ANSWERED, "abandoned": columns.ABANDONED,
        "called_back": columns.CALLED_BACK, "retried": columns.RETRIED, "transferred": columns.TRANSFERRED,
        "unserved": columns.UNSERVED,
    }  # fmt: skip
    return {
        "per_replication": {key: _shown(found.per_replication(name, column)) for key, column in counted.items()},
        "contained": int(found.contained[found.queues.index(name)]) / found.replications,
        "answer_within_seconds": within,
        "service_level": {f"SL-{letter}": _shown(found.service_level(name, letter)) for letter in "ABCD"},
        "abandonment": _shown(found.abandonment(name)),
        "asa_seconds": _shown(found.asa_seconds(name)),
        "p90_wait_seconds": p90,
        "p90_wait_above_seconds": found.longest_kept_seconds if p90 is None and answered else None,
        "handle_seconds": _shown(found.handle_seconds(name)),
        "by_interval": [
            {
                "service_level": _shown(found.service_level(name, "A", i)),
                "abandonment": _shown(found.abandonment(name, i)),
                "asa_seconds": _shown(found.asa_seconds(name, i)),
            }
            for i in range(intervals)
        ],
    }


def _shown(estimate: Estimate) -> dict[str, float | None] | None:
    if math.isnan(estimate.mean):
        return None
    return {"mean": estimate.mean, "low": estimate.low, "high": estimate.high}


def _text(report: dict[str, Any]) -> str:
    played = f"{report['replications']} replications, seed {report['seed']}, {report['events']} events"
    lines = [
        f"{played}, {report['engine']}; {report['confidence']:.0%} intervals",
        "",
        f"{'queue':16} {'offered':>9} {'SL-A':>24} {'gave up':>24} {'ASA s':>22} {'90 % wait':>9}",
    ]
    for name, queue in report["queues"].items():
        p90, above = queue["p90_wait_seconds"], queue["p90_wait_above_seconds"]
        slow = "-" if p90 is None else format(p90, ".0f")
        lines.append(
            f"{name[:16]:16} {queue['per_replication']['offered']['mean']:9.1f} "
            f"{_spread(queue['service_level']['SL-A'], 100, '%'):>24} {_spread(queue['abandonment'], 100, '%'):>24} "
            f"{_spread(queue['asa_seconds'], 1, ''):>22} {slow if above is None else f'>{above}':>9}"
        )
    lines.append("")
    for name, group in report["groups"].items():
        lines.append(f"{name[:16]:16} occupancy {_spread(group['occupancy'], 100, '%')}")
    if report["status"] == SimulationStatus.NOBODY_SKILLED:
        lines.append(f"nobody can take some contacts of: {', '.join(report['unskilled'])}")
    if report["status"] == SimulationStatus.UNSERVED:
        lines.append("some clients were still waiting when the last person had gone: see `unserved` in --json")
    return "\n".join(lines)


def _spread(shown: dict[str, float | None] | None, scale: float, unit: str) -> str:
    if shown is None or shown["mean"] is None:
        return "-"
    mean = f"{scale * shown['mean']:.1f}{unit}"
    if shown["low"] is None or shown["high"] is None:
        return mean
    return f"{mean} ({scale * shown['low']:.1f} to {scale * shown['high']:.1f})"


def _plot(centre: Centre, found: SimulationResult, path: Path) -> None:
    from anyqtama.science.commands.plotting import new_figure, save

    figure, axes = new_figure()
    intervals = range(found.counts.shape[2])
    for queue in centre.queues:
        levels = [found.service_level(queue.name, interval=i) for i in intervals]
        means = [level.mean for level in levels]
        (line,) = axes.plot(intervals, means, marker="o", markersize=3, label=queue.name)
        lows = [m if v.low is None else v.low for m, v in zip(means, levels, strict=True)]
        highs = [m if v.high is None else v.high for m, v in zip(means, levels, strict=True)]
        axes.fill_between(intervals, lows, highs, color=line.get_color(), alpha=0.15)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel(f"interval of {centre.interval_seconds / 60:g} min")
    axes.set_ylabel("SL-A")
    axes.legend()
    axes.grid(alpha=0.3)
    save(figure, path)
