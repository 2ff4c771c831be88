"""Causes that every installation begins with; an organisation changes them and adds its own."""

import tomllib
from pathlib import Path

from anyqtama.cases.models import Cause

FILE = Path(__file__).parent.parent / "data" / "causes.toml"


def load() -> None:
    """Safe to repeat. What an administrator changed is left as it is."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["cause"]
    for order, row in enumerate(rows, start=1):
        above = Cause.objects.filter(code=row["under"]).first() if "under" in row else None
        facts = {"names": row["names"], "parent": above, "order": order * 10}
        Cause.objects.get_or_create(code=row["code"], defaults=facts)
