"""The order lines of kinds that have them: what is ordered now, and whether the client confirmed exactly that."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import Case, OrderConfirmation, OrderLine


class NotConfirmed(Exception):
    message = _("Read the order back first: the client has not confirmed these lines.")


def live(case: Case) -> list[OrderLine]:
    """In the order of writing, without the cancelled ones."""
    return list(case.lines.filter(cancelled_at=None).select_related("offering").order_by("pk"))


def facts(line: OrderLine) -> dict[str, Any]:
    """What a client confirms of a line, as it is kept and compared."""
    return {
        "line": line.pk, "offering": line.offering.code, "quantity": line.quantity,
        "unit_price": f"{line.unit_price:.2f}", "priced_on": line.priced_on.isoformat(),
        "discount_percent": line.discount_percent, "discount_why": dict(line.discount_why),
        "total": f"{line.total:.2f}", "payment_form": line.payment_form, "payment_terms": line.payment_terms,
        "receiving": line.receiving, "address": line.address, "documents": list(line.documents),
    }  # fmt: skip


def last_confirmation(case: Case) -> OrderConfirmation | None:
    return case.confirmations.order_by("-number").first()


def confirmed(case: Case) -> bool:
    """Lines were confirmed and not one of them has changed since. A name put right in the catalogue is no change."""
    newest, ordered = last_confirmation(case), live(case)
    if newest is None or not ordered:
        return False
    read_out = [{name: value for name, value in line.items() if name != "name"} for line in newest.lines]
    return read_out == [facts(line) for line in ordered]


def lacking(case: Case, stage: str) -> None:
    """Raises NotConfirmed where the kind's lines must be confirmed for `stage` and are not."""
    if case.kind.lines and stage == case.kind.lines_stage and (case.pk is None or not confirmed(case)):
        raise NotConfirmed
