"""The kinds that the product ships. What an administrator changed is left as it is."""

import tomllib
from pathlib import Path

from anyqtama.cases.models import CaseKind

FILE = Path(__file__).parent.parent / "data" / "kinds.toml"
INQUIRY = "inquiry"
"""What is registered where nobody says a kind, and what a kind out of use falls back to."""


def load() -> None:
    """Safe to repeat, and to do at once with others."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["kind"]
    CaseKind.objects.bulk_create([CaseKind(**row) for row in rows], ignore_conflicts=True)


def usual() -> CaseKind:
    """The plain inquiry; an installation that was never given its data gets it now."""
    found = CaseKind.objects.filter(code=INQUIRY).first()
    if found is None:
        load()
        found = CaseKind.objects.get(code=INQUIRY)
    return found
