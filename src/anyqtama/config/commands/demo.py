"""Fill the demo centre by playing simulated clients through the real verbs. `--days 0` only sets the organisation up."""

import argparse
import os
import time
from datetime import datetime, timedelta

from anyqtama.config.commands import setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=60, help="how many days back to begin (default 60)")
    parser.add_argument("--per-day", type=int, default=60, help="mean contacts a day (default 60)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same days (default 1)")
    parser.add_argument("--until", metavar="TIME", help="ISO time where the play ends (default: now)")


def run(args: argparse.Namespace) -> int:
    os.environ["ANYQTAMA_DEMO"] = "1"
    setup()
    from django.utils import timezone

    from anyqtama.demo import setting_up

    until = datetime.fromisoformat(args.until) if args.until else timezone.now()
    began = time.monotonic()
    setting_up.set_up(at=until - timedelta(days=args.days + 1))
    print(f"The organisation is set up ({time.monotonic() - began:.1f} s).", flush=True)
    return 0
