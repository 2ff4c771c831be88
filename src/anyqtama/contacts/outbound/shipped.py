"""Results of attempts that every installation begins with; an organisation changes them and adds its own."""

import json
from pathlib import Path

from anyqtama.contacts.models import ContactResult, OutboundResult

DATA = Path(__file__).parent / "data" / "results.json"
"""Each with its code, its names, what follows, and the code of the contact result it closes with."""


def load() -> None:
    given = json.loads(DATA.read_text(encoding="utf-8"))
    for order, row in enumerate(given["contact_results"], start=90):
        facts = {"names": row["names"], "resolved": row["resolved"], "order": order}
        ContactResult.objects.get_or_create(code=row["code"], defaults=facts)
    closes = {result.code: result for result in ContactResult.objects.all()}
    for order, row in enumerate(given["attempts"], start=1):
        facts = {"names": row["names"], "order": order * 10, **row["follows"]}
        made, _new = OutboundResult.objects.get_or_create(code=row["code"], defaults=facts)
        if made.contact_result is None and (found := closes.get(row["closes"])):
            OutboundResult.objects.filter(pk=made.pk).update(contact_result=found)
