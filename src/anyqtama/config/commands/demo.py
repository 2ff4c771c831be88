"""Fill the demo centre by playing simulated clients through the real verbs; `--days 0` only makes the organisation."""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from anyqtama.config.commands import migrate, setup

RECENT_DAYS = 3
LEAST_GAP = timedelta(minutes=10)
SLOW_SECONDS = 10.0
"""A machine that needs so long for the organisation plays one day first: the page must answer within three minutes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=_whole, default=60, help="how many days back to begin (default 60)")
    parser.add_argument("--per-day", type=_whole, default=60, help="mean contacts a day (default 60)")
    parser.add_argument("--seed", type=_whole, default=1, help="the same seed plays the same days (default 1)")
    parser.add_argument("--until", type=_moment, metavar="TIME", help="ISO time where the play ends (default: now)")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--recent", action="store_true", help="only bring the last 3 days up to now (serve --demo)")
    part.add_argument("--older", action="store_true", help="play what lies before them, beside the running product")
    part.add_argument("--live", action="store_true", help="live visitors and operators until ended (serve --demo)")


def run(args: argparse.Namespace) -> int:
    os.environ["ANYQTAMA_DEMO"] = "1"
    if args.live:
        return _live(args)
    return _older(args) if args.older else _play(args)


def _play(args: argparse.Namespace) -> int:
    os.environ["ANYQTAMA_LIVE"] = "0"
    if not args.recent and migrate.run(argparse.Namespace(quiet=True)):  # an empty folder has no tables yet
        return 1
    setup()
    from django.utils import timezone

    from anyqtama.contacts.models import Contact
    from anyqtama.demo import answering, complaining, ordering, papering, playing, reporting, setting_up, supporting

    until, began = args.until or timezone.now(), time.monotonic()
    days = args.days
    setting_up.set_up(at=until - timedelta(days=days + 1), fresh_at=until - timedelta(hours=5))
    if not days:
        print("The organisation of the demo is set up.")
        return 0
    since = max(until - timedelta(days=days), playing.earliest())
    if args.recent:
        slow = time.monotonic() - began > SLOW_SECONDS
        since = max(since, until - timedelta(days=1 if slow else RECENT_DAYS))
        if last := Contact.objects.order_by("-arrived_at").first():
            since = max(since, last.arrived_at + timedelta(minutes=1))
    elif Contact.objects.exists():
        print(
            "This centre has contacts already. Choose an empty folder: ANYQTAMA_DATA=… anyqtama demo", file=sys.stderr
        )
        return 1
    if until - since < LEAST_GAP:
        return 0
    if playing.is_at_work(at=timezone.now()):
        print("A worker of this centre is running, and would take the past for now. End it first.", file=sys.stderr)
        return 1
    played = playing.play(
        since=since, until=until, per_day=args.per_day, seed=args.seed, tell=_progress(since, until),
        known_since=until - timedelta(days=days + 1),
    )  # fmt: skip
    supporting.happen(by=setting_up.operator(), until=until)
    papering.set_up(at=until)
    ordering.set_up(at=until)
    complaining.set_up(at=until)
    answering.set_up(at=until)
    reporting.set_up(at=until)
    print(f"      {played.contacts} clients in {played.seconds:.0f} s: {played.acts} steps", flush=True)
    return _outgoing(until)


def _outgoing(until: datetime) -> int:
    from anyqtama.demo import calling

    calling.set_up(now=until)
    return 0


def _older(args: argparse.Namespace) -> int:
    """In a process and a file of its own; settings are changed before Django reads them."""
    os.environ["ANYQTAMA_LIVE"] = "0"
    from anyqtama.config import environment, settings

    file = settings.DATA / "demo-older-days.sqlite3"
    settings.DATABASES = {
        "default": environment.database(f"sqlite:///{file}", settings.DATA),
        "product": settings.DATABASES["default"],
    }
    settings.DATABASE_ROUTERS = ["anyqtama.demo.older.CounterOfProduct"]  # type: ignore[attr-defined]
    setup()
    from django.utils import timezone

    from anyqtama.demo import older

    until = args.until or timezone.now()
    done = older.bring(
        file,
        days=args.days,
        per_day=args.per_day,
        seed=args.seed,
        until=until,
        tell=lambda text: print(f"demo: {text}"),
    )
    print(f"demo: {done}", flush=True)
    return 0


def _live(args: argparse.Namespace) -> int:
    setup()
    from django.utils import timezone

    from anyqtama.demo import living

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    living.live(seed=args.seed, now=timezone.now, stopped=stop.is_set)
    return 0


def _progress(since: datetime, until: datetime) -> Callable[[datetime, int], None]:
    """One line that grows, at most once in two seconds."""
    said = time.monotonic()

    def tell(at: datetime, acts: int) -> None:
        nonlocal said
        if time.monotonic() - said > 2:
            said = time.monotonic()
            share = (at - since) / (until - since)
            print(f"      {share:4.0%}  {at.astimezone():%d.%m %H:%M}, {acts} steps", flush=True)

    return tell


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: write a whole number of 0 or more")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write a time as 2026-11-20T18:00") from None
    return at if at.tzinfo else at.astimezone()
