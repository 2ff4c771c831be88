"""The one command, `anyqtama`; its subcommands stand below."""

import argparse
import importlib
import sys
from collections.abc import Sequence

COMMANDS = {
    "serve": "run the product: web, workers and timers in one command",
    "worker": "run background work beside a web process",
    "migrate": "bring the database to this version and load shipped data",
    "administrator": "make a system administrator with a password for one time",
    "demo": "fill the demo centre by playing simulated clients through the real verbs",
    "standard": "import or show the professional standard",
    "journal": "seal, verify or show the journal",
    "knowledge": "measure how well the search of the knowledge base answers",
    "doctor": "check this installation and say what to do",
    "science": "forecast, staff, roster, simulate, agree: the planning library without the product",
}


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="anyqtama", description="The operating system of a contact centre.")
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, text in COMMANDS.items():
        module = importlib.import_module(f"anyqtama.config.commands.{name}")
        sub = commands.add_parser(name, help=text, description=module.__doc__)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except Exception as failed:
        if not _of_another_version(failed):
            raise
        print(f"This database is not of this version ({failed}). Run `anyqtama migrate` first.", file=sys.stderr)
        return 1


def _of_another_version(failed: Exception) -> bool:
    """Whether a table or a column that the code knows is not there: by what SQLite says, or the code of PostgreSQL."""
    if type(failed).__name__ == "OperationalError":
        return str(failed).startswith(("no such table", "no such column"))
    return getattr(failed.__cause__, "sqlstate", None) in {"42P01", "42703"}


if __name__ == "__main__":
    sys.exit(main())
