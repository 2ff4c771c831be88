"""Background work beside a web process. Start as many as you like: each piece of work is done by one of them."""

import argparse
import logging
import signal
import sys

from anyqtama.config.commands import setup

LANES = ("quick", "heavy")

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lanes", type=lanes, default=list(LANES), metavar="quick,heavy",
        help="quick: delivery, webhooks, timers, sealer, readers, sweeps; heavy: long computing (default: both)",
    )  # fmt: skip


def lanes(text: str) -> list[str]:
    chosen = [name.strip() for name in text.split(",") if name.strip()]
    if not chosen or set(chosen) - set(LANES):
        raise argparse.ArgumentTypeError(f"{text!r}: write quick, heavy or quick,heavy")
    return chosen


def run(args: argparse.Namespace) -> int:
    setup()
    from django.conf import settings

    from anyqtama.config import wiring
    from anyqtama.kernel.models.jobs import Lane
    from anyqtama.kernel.working import Work, Worker

    work = Work(wiring.HANDLERS, wiring.READERS, wiring.SWEEPS, settings.DATA / "journal-heads")
    worker = Worker(work, [Lane(name) for name in args.lanes])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    log.info("Worker %s begins: %s", worker.name, ", ".join(args.lanes))
    if worker.run():
        return 0
    print("A part of the worker ended by a fault; see the log above. Start it again.", file=sys.stderr)
    return 1
