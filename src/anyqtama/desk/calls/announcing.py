"""A PBX announces a call by API; the operator's browser opens it once by an address that carries no number."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts import phoning
from anyqtama.contacts.models import Contact, Topic
from anyqtama.desk.entries import CallAnnounced, CallOpened
from anyqtama.desk.models import CallToken
from anyqtama.kernel import journal, secrecy
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import ApiKey, Person

SHORTEST, LONGEST = timedelta(seconds=60), timedelta(minutes=10)


class NotAllowed(Exception):
    message = _("This key may not announce calls.")


class WrongLifetime(Exception):
    message = _("A call's address lives from 60 to 600 seconds.")


class AddressUsed(Exception):
    message = _("This address opened its call already, or its time is over. Note the call by hand: “New call”.")


@transaction.atomic
def announce(
    *,
    key: ApiKey,
    number: str,
    language: str,
    topic: Topic | None,
    outgoing: bool,
    external_id: str,
    lifetime: timedelta,
    at: datetime,
) -> tuple[CallToken, str]:
    """The token's row and the token itself, which is not kept. An empty number is a caller who hides it."""
    if not SHORTEST <= lifetime <= LONGEST:
        raise WrongLifetime
    token = secrets.token_urlsafe(24)
    row = CallToken(
        hash=_hash(token), language=language, topic=topic, outgoing=outgoing, external_id=external_id[:80],
        made_by=key, made_at=at, expires_at=at + lifetime,
    )  # fmt: skip
    if number:
        row.number_sealed = secrecy.encrypt(identifying.normal(IdentityKind.PHONE, number))
        row.number_masked = identifying.masked(IdentityKind.PHONE, number)
    row.save(force_insert=True)
    entry = CallAnnounced(outgoing, int(lifetime.total_seconds()), row.external_id)
    journal.write(entry, subject=row, by=Principal.api(key.pk), at=at)
    return row, token


def look(*, token: str, at: datetime) -> CallToken:
    """The announced call, if it can still be opened. Changes nothing."""
    row = CallToken.objects.usable(at).select_related("topic").filter(hash=_hash(token)).first()
    if row is None:
        raise AddressUsed
    return row


def number_of(row: CallToken) -> str:
    return secrecy.decrypt(row.number_sealed) if row.number_sealed else ""


def open_call(*, token: str, by: Person, language: str, topic: Topic | None, at: datetime) -> Contact:
    """Begin the announced call. The address is used up in the same transaction, so a call begins once."""
    with transaction.atomic():
        row = CallToken.objects.select_for_update().usable(at).filter(hash=_hash(token)).first()
        if row is None:
            raise AddressUsed
        contact = phoning.begin(
            by=by, number=number_of(row), language=language, topic=topic, outgoing=row.outgoing, at=at,
            external_id=row.external_id,
        )  # fmt: skip
        row.used_at, row.used_by, row.contact = at, by, contact
        row.save(update_fields=["used_at", "used_by", "contact"])
        journal.write(CallOpened(contact.pk, by.pk), subject=row, by=by.principal, at=at)
    return contact


def forget(at: datetime) -> int:
    """Announced calls are of no use a day after; their sealed numbers go with them."""
    gone, _rows = CallToken.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()
    return gone


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
