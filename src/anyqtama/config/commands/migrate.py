"""Bring the database to this version and load the data that the product ships. Safe to repeat."""

import argparse

from anyqtama.config.commands import setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def run(args: argparse.Namespace) -> int:
    setup()
    from django.core.management import call_command

    from anyqtama.config import shipped

    call_command("migrate", interactive=False, verbosity=0 if args.quiet else 1)
    shipped.load()
    return 0
