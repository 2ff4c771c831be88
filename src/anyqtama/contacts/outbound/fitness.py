"""Whom a list may contact: asked when the list is filled, and again at the moment of each attempt."""

from collections.abc import Sequence
from datetime import datetime

from anyqtama.channels.models import ChannelKind
from anyqtama.clients import silencing
from anyqtama.clients.models import Client, Consent, Identity, IdentityKind
from anyqtama.contacts.models import OutboundList
from anyqtama.kernel import secrecy

ERASED, SILENT, BLOCKED, NO_CONSENT, NO_ADDRESS = "erased", "silent", "blocked", "no_consent", "no_address"
MOST_ATTEMPTS, WRONG_ADDRESS = "most_attempts", "wrong_address"
"""Not of the client but of the row: why it is over without anybody reached."""
CONSENT_ALWAYS = frozenset({Consent.Purpose.OFFERS, Consent.Purpose.SURVEY, Consent.Purpose.THIRD_PARTIES})
"""For these purposes nobody is contacted without their consent, whatever the list says."""


def why_not(outbound: OutboundList, clients: Sequence[Client], at: datetime) -> dict[int, str]:
    """Client id → the code of what forbids to contact them; clients without a word are free. Four queries at most."""
    ids = [client.pk for client in clients]
    silent = silencing.silent(ids)
    agreed = _agreed(outbound, ids, at) if asks_consent(outbound) else set(ids)
    reached = {known.client.merged_into_id or known.client_id for known in _addresses(outbound, ids)}
    found: dict[int, str] = {}
    for client in clients:
        if client.erased_at is not None:
            found[client.pk] = ERASED
        elif client.pk in silent:
            found[client.pk] = SILENT
        elif client.blocked_until is not None and client.blocked_until > at:
            found[client.pk] = BLOCKED
        elif client.pk not in agreed:
            found[client.pk] = NO_CONSENT
        elif client.pk not in reached:
            found[client.pk] = NO_ADDRESS
    return found


def asks_consent(outbound: OutboundList) -> bool:
    return outbound.needs_consent or outbound.purpose in CONSENT_ALWAYS


def address_of(outbound: OutboundList, client: Client) -> Identity | None:
    """The number or e-mail this list uses: a confirmed one before the others."""
    found = _addresses(outbound, [client.pk])
    return min(found, key=lambda known: (known.confirmed_at is None, known.pk), default=None)


def value_of(known: Identity) -> str:
    return secrecy.decrypt(known.value_sealed)


def _agreed(outbound: OutboundList, ids: Sequence[int], at: datetime) -> set[int]:
    given = Consent.objects.filter(purpose=outbound.purpose, withdrawn_at=None, given_at__lte=at)
    own = set(given.filter(client__in=ids).values_list("client", flat=True))
    above = given.filter(client__merged_into__in=ids).values_list("client__merged_into", flat=True)
    return own | {pk for pk in above if pk is not None}


def _addresses(outbound: OutboundList, ids: Sequence[int]) -> list[Identity]:
    kind = IdentityKind.EMAIL if outbound.channel.kind == ChannelKind.EMAIL else IdentityKind.PHONE
    rows = Identity.objects.filter(kind=kind).select_related("client")
    return [*rows.filter(client__in=ids), *rows.filter(client__merged_into__in=ids)]
