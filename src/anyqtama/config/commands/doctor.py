"""Check this installation: each finding says what is wrong and what to do. Exits 1 when there is a fault."""

import argparse
import json
import sys

from anyqtama.config.commands import setup

MARKS = {"ok": "  ok   ", "note": " note  ", "fault": " FAULT "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(args: argparse.Namespace) -> int:
    try:
        setup()
    except Exception as error:
        print(f"The settings cannot be read: {error}", file=sys.stderr)
        return 1
    from anyqtama.config.commands.examining import examine

    findings = list(examine())
    if args.json:
        print(json.dumps([{"level": f.level, "what": f.what, "found": f.found, "do": f.do} for f in findings]))
    else:
        for finding in findings:
            print(f"[{MARKS[finding.level]}] {finding.what}: {finding.found}")
            if finding.do:
                print(f"{'':10}→ {finding.do}")
    return 1 if any(finding.level == "fault" for finding in findings) else 0
