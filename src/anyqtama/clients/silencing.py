"""A client does not want to be called or written to on our own: noted with the reason, lifted when they wish."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import Silenced
from anyqtama.clients.models import Client, DoNotContact
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class ReasonMissing(Exception):
    message = _("Say in a few words what the client said: it is kept with their wish.")


def wish_of(client: Client) -> DoNotContact | None:
    """The wish in force, on this card or on one merged with it."""
    own = Q(client=client) | Q(client__merged_into=client)
    return DoNotContact.objects.filter(own, lifted_at=None).select_related("by").order_by("at").first()


def silent(clients: Sequence[int]) -> set[int]:
    """Those of the cards that must not be contacted; a wish on a merged card counts for the one above it."""
    said = DoNotContact.objects.filter(Q(client__in=clients) | Q(client__merged_into__in=clients), lifted_at=None)
    pairs = said.values_list("client", "client__merged_into")
    return {pk for pair in pairs for pk in pair if pk is not None}


def silence(*, client: Client, by: Person, reason: str, at: datetime) -> DoNotContact:
    """Noting it again changes nothing."""
    reason = reason.strip()[:300]
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        if already := wish_of(client):
            return already
        made = DoNotContact(client=client, by=by, reason=reason, at=at)
        made.save(force_insert=True)
        journal.write(Silenced("wished", reason), subject=client, by=by.principal, at=at)
    return made


def lift(*, client: Client, by: Person, at: datetime) -> int:
    """The client may be contacted again. Returns how many wishes ended."""
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        rows = DoNotContact.objects.filter(client__in=client.family(), lifted_at=None)
        number = rows.update(lifted_at=at, lifted_by=by)
        if number:
            journal.write(Silenced("lifted", ""), subject=client, by=by.principal, at=at)
    return number
