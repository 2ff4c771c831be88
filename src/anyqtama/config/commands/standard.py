"""The professional standard No. 394/НҚ: read its official text completely, or say where it breaks."""

import argparse
import json
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="read the official text and report what could not be placed")
    importing.add_argument("file", type=Path, help="the text of the order in Kazakh, UTF-8")
    importing.add_argument("--json", action="store_true", help="print the six counts only, as JSON")


def run(args: argparse.Namespace) -> int:
    from anyqtama.people.standard import comparing, parsing, shipped
    from anyqtama.people.standard.structure import StandardUnreadable, counts

    try:
        standard = parsing.read(args.file.read_bytes())
    except OSError as error:
        return refuse(f"{args.file}: {error.strerror or error}")
    except StandardUnreadable as unreadable:
        return refuse(f"{args.file}: {unreadable}. Nothing was changed.")
    tally = counts(standard)
    if args.json:
        print(json.dumps(tally))
        return 0
    print("\n".join(f"{number:6} {what}" for what, number in tally.items()))
    report("Lines read with a remark or not placed", [(r.line, r.text, r.why) for r in standard.report])
    differing = comparing.differences(standard=standard, shipped=shipped.shipped())
    report("Differences from the structure the product ships", [(r.line, r.text, r.why) for r in differing])
    return 0


def report(title: str, remarks: list[tuple[int, str, str]]) -> None:
    print(f"\n{title}: {len(remarks) or 'none'}")
    for line, text, why in remarks:
        print(f"  {f'line {line}: ' if line else ''}{why}\n      {' '.join(text.split())[:100]}")


def refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
