"""Bring the database to this version and load the data that the product ships. Safe to repeat."""

import argparse
import sys
import time

from anyqtama.config.commands import setup

WAIT_SECONDS = 60.0
WITHOUT_ADMINISTRATOR = """\
Nobody is a system administrator yet. Make the first one, and sign in with the password it prints:
      anyqtama administrator LOGIN --name "Family name"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def run(args: argparse.Namespace) -> int:
    setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError

    from anyqtama.administration import appointing
    from anyqtama.config import shipped

    until = time.monotonic() + WAIT_SECONDS
    while error := unreachable():
        if time.monotonic() > until:
            print(f"The database does not answer: {error}", file=sys.stderr)
            return 1
        print("      waiting for the database …", flush=True)
        time.sleep(2)
    try:
        call_command("migrate", interactive=False, verbosity=0 if args.quiet else 1)
        shipped.load()
        if not settings.DEMO and appointing.nobody_administers():
            print(WITHOUT_ADMINISTRATOR, flush=True)
    except OperationalError as failed:
        print(f"The database stopped answering: {failed}", file=sys.stderr)
        return 1
    return 0


def unreachable() -> str:
    """What the database answers when it cannot be opened. A file that cannot be opened is not waited for."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        if connection.vendor == "sqlite":
            raise SystemExit(f"Cannot open {connection.settings_dict['NAME']}: {error}") from None
        return str(error).strip()
    return ""
