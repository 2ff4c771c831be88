"""What advice and orders keep of a client: told on request, forgotten on request. Numbers, sums and outcomes stay."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from anyqtama.cases.models import Case, ClientNeed, OrderConfirmation, OrderLine, ServiceOffer


def erase(clients: Sequence[int]) -> None:
    """The journal's own words go with those of the talks and cases they belong to."""
    needs = ClientNeed.objects.filter(Q(case__client__in=clients) | Q(contact__client__in=clients))
    ServiceOffer.objects.filter(need__in=needs).update(words="")
    needs.update(words="", read_back="")
    OrderLine.objects.filter(case__client__in=clients).update(address="", cancel_reason="")
    rows = list(OrderConfirmation.objects.filter(case__client__in=clients))
    for row in rows:
        row.text, row.lines = "", [line | {"address": ""} for line in row.lines]
    OrderConfirmation.objects.bulk_update(rows, ["text", "lines"], batch_size=200)


def told(case: Case) -> Mapping[str, Any]:
    """Needs and orders of one case; relations are prefetched or read once."""
    return {
        "needs": [
            {"at": need.at, "words": need.words, "read_back": need.read_back} for need in case.client_needs.all()
        ],
        "orders": [{"at": each.at, "text": each.text} for each in case.confirmations.all()],
    }
