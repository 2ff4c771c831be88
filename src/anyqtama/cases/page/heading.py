"""What the page of a case says at its head beside its own facts: how the client is reached, its number elsewhere."""

from anyqtama.cases.models import Case
from anyqtama.clients.models import Identity, IdentityKind

REACH = (IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.MESSENGER)


def reached(case: Case) -> Identity | None:
    """By what the client is reached: the newest telephone, else a mail address or a messenger, never an IIN."""
    rows = [row for row in case.client.identities.order_by("-created_at", "-pk") if row.kind in REACH]
    return min(rows, key=lambda row: REACH.index(IdentityKind(row.kind)), default=None)


def outside_number(case: Case) -> str:
    return case.outside.number if hasattr(case, "outside") else ""
