"""Kinds of situations that every installation begins with; an organisation changes them and adds its own."""

import json
from pathlib import Path

from anyqtama.teamwork.models import SituationKind

DATA = Path(__file__).parent / "data" / "situation_kinds.json"
"""Each with its code, the minutes to acknowledge it by severity, its names, and what to do first."""


def load() -> None:
    for order, row in enumerate(json.loads(DATA.read_text(encoding="utf-8")), start=1):
        minutes = {f"{severity}_minutes": value for severity, value in row["minutes"].items()}
        facts = {"names": row["names"], "acts": row["acts"], "order": order * 10, **minutes}
        SituationKind.objects.get_or_create(code=row["code"], defaults=facts)
