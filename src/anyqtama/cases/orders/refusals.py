"""Reasons of refusal that the product ships. What an administrator changed is left as it is."""

import tomllib
from pathlib import Path

from anyqtama.cases.models import OfferRefusal

FILE = Path(__file__).parent.parent / "data" / "refusals.toml"


def load() -> None:
    """Safe to repeat, and to do at once with others."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["refusal"]
    OfferRefusal.objects.bulk_create([OfferRefusal(**row) for row in rows], ignore_conflicts=True)
