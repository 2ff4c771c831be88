"""Finding a client by a telephone number or e-mail, or making a card for a new one. Values are encrypted and masked."""

import re
from datetime import datetime

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.models import Client, Identity, IdentityKind
from anyqtama.kernel import secrecy

HOME_REGION = "KZ"


class NotAnIdentity(Exception):
    message = _("This is neither a telephone number nor an e-mail address. Check the digits.")


def normal(kind: IdentityKind, value: str) -> str:
    """The one spelling under which a value is stored: +7… for numbers, lower case for mail."""
    value = value.strip()
    if kind == IdentityKind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise NotAnIdentity from None
        return value.lower()
    digits = re.sub(r"[^\d+]", "", value)
    if re.fullmatch(r"\d{3,5}", digits):  # short numbers such as 109 and extensions are what they are
        return digits
    try:
        number = phonenumbers.parse(value, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise NotAnIdentity from None
    if not phonenumbers.is_possible_number(number):
        raise NotAnIdentity
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(kind: IdentityKind, value: str) -> str:
    """What may be shown: +7 701 ··· 21 48, a···@mail.kz."""
    value = normal(kind, value)
    if kind == IdentityKind.EMAIL:
        name, _at, host = value.partition("@")
        return f"{name[:1]}···@{host}"
    if len(value) < 8:
        return value
    return f"{value[:-10]} {value[-10:-7]} ··· {value[-4:-2]} {value[-2:]}"


def find(*, kind: IdentityKind, value: str) -> Client | None:
    fingerprint = secrecy.fingerprint(normal(kind, value))
    identity = Identity.objects.select_related("client").filter(kind=kind, fingerprint=fingerprint).first()
    return identity.client if identity else None


def find_or_make(*, kind: IdentityKind, value: str, language: str, at: datetime, name: str = "") -> Client:
    if client := find(kind=kind, value=value):
        return client
    try:
        with transaction.atomic():
            client = Client.objects.create(name=name[:200], language=language, created_at=at)
            add(client=client, kind=kind, value=value, at=at)
            return client
    except IntegrityError:  # made by another request meanwhile
        found = find(kind=kind, value=value)
        assert found is not None
        return found


def add(*, client: Client, kind: IdentityKind, value: str, at: datetime) -> Identity:
    """Give a client one more way to be reached. A value that belongs to another card stays there and is returned."""
    value = normal(kind, value)
    fingerprint = secrecy.fingerprint(value)
    identity, _made = Identity.objects.get_or_create(
        kind=kind,
        fingerprint=fingerprint,
        defaults={
            "client": client,
            "value_sealed": secrecy.encrypt(value),
            "masked": masked(kind, value),
            "created_at": at,
        },
    )
    return identity
