"""Methods and rescue services that every installation begins with; an organisation changes them and adds its own."""

import tomllib
from pathlib import Path

from anyqtama.contacts.models import ConflictMethod, RescueService
from anyqtama.teamwork.models import SituationKind

FILE = Path(__file__).parent.parent / "data" / "difficult.toml"
DANGER = "threat"


def load() -> None:
    """After the kinds of situations. Safe to repeat; what an administrator changed is left as it is."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for order, row in enumerate(read["method"], start=1):
        facts = {"order": order * 10} | {name: value for name, value in row.items() if name != "code"}
        ConflictMethod.objects.get_or_create(code=row["code"], defaults=facts)
    danger = SituationKind.objects.filter(code=DANGER).first()
    for order, row in enumerate(read["rescue"] if danger else (), start=1):
        facts = {"order": order * 10, "situation": danger} | {name: row[name] for name in row if name != "code"}
        RescueService.objects.get_or_create(code=row["code"], defaults=facts)
