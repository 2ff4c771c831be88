"""Which live hints a visitor may follow: those of their own visit and of its present contact."""

from collections.abc import Collection, Mapping

from django.utils import timezone

from anyqtama.people.live_access import Listener
from anyqtama.portal import visiting
from anyqtama.portal.models import Visit


def open_visits(tokens: Collection[str]) -> Mapping[str, int]:
    """Values of the cookie → visits, for the socket, which asks as long as it is open."""
    return visiting.open_visits(tokens, at=timezone.now())  # noqa: TID251


def follows_visit(listener: Listener, visit_id: str) -> bool:
    return listener.visit_id is not None and visit_id == str(listener.visit_id)


def follows_contact(listener: Listener, contact_id: str) -> bool:
    if listener.visit_id is None or not contact_id.isdecimal() or len(contact_id) > 18:
        return False
    return Visit.objects.filter(pk=listener.visit_id, ended_at=None, contact=int(contact_id)).exists()
