"""What the page of a case says at its head beside its own facts: how the client is reached, its number elsewhere."""

from django.urls import reverse

from anyqtama.cases.models import Case
from anyqtama.clients.models import Identity, IdentityKind
from anyqtama.contacts import wishing
from anyqtama.contacts.event_lines import wish_words
from anyqtama.contacts.models import Contact
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest

REACH = (IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.MESSENGER)


def reached(case: Case) -> Identity | None:
    """By what the client is reached: the newest telephone, else a mail address or a messenger, never an IIN."""
    rows = [row for row in case.client.identities.order_by("-created_at", "-pk") if row.kind in REACH]
    return min(rows, key=lambda row: REACH.index(IdentityKind(row.kind)), default=None)


def outside_number(case: Case) -> str:
    return case.outside.number if hasattr(case, "outside") else ""


def wish(case: Case) -> str:
    """How and when the client asked to be answered, in the written request the case came from."""
    said = wishing.of_contact(case.contact) if case.contact else None
    return wish_words(said.facts) if said else ""


def contact_url(request: AuthenticatedRequest, case: Case) -> str:
    if case.contact_id is None or not access.has_right(request.user, "desk.use"):
        return ""
    seen = access.visible(request.user, Contact).filter(pk=case.contact_id).exists()
    return reverse("desk_contact", args=[case.contact_id]) if seen else ""
