"""The planning library without the product: forecast, staff, roster, simulate, agree. Needs no database."""

import argparse
import importlib
from pathlib import Path

PACKAGE = "anyqtama.science.commands"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "anyqtama science COMMAND [...]   (anyqtama science COMMAND --help tells more)"
    parser.add_argument("name", choices=names(), metavar="COMMAND", help=", ".join(names()))
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="what the command takes")


def run(args: argparse.Namespace) -> int:
    module = importlib.import_module(f"{PACKAGE}.{args.name}")
    parser = argparse.ArgumentParser(prog=f"anyqtama science {args.name}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(args.rest)))


def names() -> list[str]:
    """The commands this build carries, found without importing their heavy libraries."""
    folder = Path(__file__).parents[2] / "science" / "commands"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("[a-z]*.py"))}
    return [name for name, text in texts.items() if "\ndef add_arguments(" in text and "\ndef run(" in text]
