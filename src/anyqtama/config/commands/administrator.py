"""Make a system administrator with a password for one time: the first, or one who lost every way in."""

import argparse
import sys

from anyqtama.config.commands import setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", help="small letters, digits and . - _ @ +")
    parser.add_argument("--name", default="", help="the family name shown on the screens; the login unless given")


def run(args: argparse.Namespace) -> int:
    setup()
    from django.utils import timezone, translation

    from anyqtama.administration import appointing
    from anyqtama.administration.kind import Refused

    try:
        person, password = appointing.appoint(login=args.login, family_name=args.name, at=timezone.now())
    except Refused as refusal:
        with translation.override("en"):
            print(refusal.message, file=sys.stderr)
        return 1
    print(f"{person.login} is a system administrator now.")
    print(f"Password for the first time, to be changed at the door: {password}")
    return 0
