"""Finding a client by a number or address, or making a card for a new one. Values are encrypted and shown masked."""

import re
from datetime import datetime

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import national_numbers
from anyqtama.clients.entries import IdentityChanged
from anyqtama.clients.matching import indexing
from anyqtama.clients.models import Client, Identity, IdentityKind
from anyqtama.kernel import journal, secrecy
from anyqtama.kernel.principal import Principal

HOME_REGION = "KZ"
NATIONAL = frozenset({IdentityKind.IIN, IdentityKind.BIN})
HANDLE = re.compile(r"(?:[a-z]{2,20}:)?@?[\w.]{3,64}")


class NotAnIdentity(Exception):
    message = _("This is neither a telephone number nor an e-mail address. Check the digits.")


class NotTwelveDigits(NotAnIdentity):
    message = _("An IIN or BIN has exactly 12 digits. Count them once more.")


class NeitherNumber(NotTwelveDigits):
    message = _(
        "No telephone number begins like this, and an IIN or BIN has 12 digits, not 11. Count the digits once more."
    )


class WrongCheckDigit(NotAnIdentity):
    message = _("The last digit of this IIN or BIN does not fit the others: one digit is mistyped. Compare it again.")


class NoSuchDate(NotAnIdentity):
    message = _(
        "An IIN begins with the year, month and day of birth, a BIN with year and month: there is no such date."
    )


class NotAHandle(NotAnIdentity):
    message = _("A messenger name is written as @name or telegram:@name, without spaces.")


def kind_of(value: str) -> IdentityKind:
    """What a typed value is: @name a messenger, an inner @ an e-mail, twelve digits an IIN or BIN, else a number."""
    value = value.strip()
    if re.match(r"(?:[a-z]{2,20}:)?@", value, re.IGNORECASE):
        return IdentityKind.MESSENGER
    if "@" in value:
        return IdentityKind.EMAIL
    digits = re.sub(r"\s", "", value)
    if re.fullmatch(r"\d{12}", digits):
        return IdentityKind.BIN if national_numbers.is_organisations(digits) else IdentityKind.IIN
    return IdentityKind.IIN if _lacks_a_digit(digits) else IdentityKind.PHONE


def _lacks_a_digit(digits: str) -> bool:
    """Eleven digits that no telephone can have here, and that begin with a date of birth in the eighties."""
    if not re.fullmatch(r"8\d(?:0[1-9]|1[0-2])\d{7}", digits):
        return False
    return not phonenumbers.is_valid_number(phonenumbers.parse(digits, HOME_REGION))


def reached_kind(value: str) -> IdentityKind:
    """What "telephone or e-mail" holds."""
    return IdentityKind.EMAIL if "@" in value else IdentityKind.PHONE


def normal(kind: IdentityKind, value: str) -> str:
    """The one spelling under which a value is stored: +7… for numbers, lower case for mail, bare digits for an IIN."""
    value = value.strip()
    if kind == IdentityKind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise NotAnIdentity from None
        return value.lower()
    if kind == IdentityKind.MESSENGER:
        if not HANDLE.fullmatch(value.lower()):
            raise NotAHandle
        return value.lower()
    if kind in NATIONAL:
        return _national(value)
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


def _national(value: str) -> str:
    digits = re.sub(r"[\s-]", "", value)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise NeitherNumber if _lacks_a_digit(digits) else NotTwelveDigits
    if not national_numbers.has_date(digits):
        raise NoSuchDate
    if not national_numbers.is_checked(digits):
        raise WrongCheckDigit
    return digits


def masked(kind: IdentityKind, value: str) -> str:
    """What may be shown: +7 701 ··· 21 48, a···@mail.kz, ········ 4512."""
    value = normal(kind, value)
    if kind == IdentityKind.EMAIL:
        name, _at, host = value.partition("@")
        return f"{name[:1]}···@{host}"
    if kind == IdentityKind.MESSENGER:
        place, _at, name = value.rpartition("@")
        return f"{place}@{name[:2]}···"
    if kind in NATIONAL:
        return f"········ {value[-4:]}"
    if len(value) < 8:
        return value
    return f"{value[:-10]} {value[-10:-7]} ··· {value[-4:-2]} {value[-2:]}"


def sealed(kind: IdentityKind, value: str) -> dict[str, str]:
    """How a normal value is kept."""
    return {"value_sealed": secrecy.encrypt(value), "masked": masked(kind, value)}


def find(*, kind: IdentityKind, value: str) -> Client | None:
    """The card that this value leads to: of a merged card the one that stands for it."""
    fingerprint = secrecy.fingerprint(normal(kind, value))
    found = Identity.objects.select_related("client__merged_into").filter(kind=kind, fingerprint=fingerprint).first()
    return (found.client.merged_into or found.client) if found else None


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


def add(*, client: Client, kind: IdentityKind, value: str, at: datetime, by: Principal | None = None) -> Identity:
    """Give a client one more way to be reached. A value that belongs to another card stays there and is returned.

    `by` None: it came in with the client's own first words, and is not a change of the card.
    """
    value = normal(kind, value)
    fingerprint = secrecy.fingerprint(value)
    with transaction.atomic():
        identity, made = Identity.objects.get_or_create(
            kind=kind,
            fingerprint=fingerprint,
            defaults={
                "client": client,
                "created_at": at,
                **sealed(kind, value),
            },
        )
        if made:
            indexing.renew(client)
            if by is not None:
                journal.write(IdentityChanged("added", kind, identity.masked), subject=client, by=by, at=at)
    return identity


def remove(*, identity: Identity, by: Principal, at: datetime) -> None:
    """Take a value off its card; what it was is kept masked in the journal."""
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=identity.client_id)
        Identity.objects.filter(pk=identity.pk).delete()
        indexing.renew(client)
        journal.write(IdentityChanged("removed", identity.kind, identity.masked), subject=client, by=by, at=at)


def confirm(*, identity: Identity, by: Principal, at: datetime) -> Identity:
    """The client was asked and it is theirs. Confirming again changes nothing."""
    with transaction.atomic():
        identity = Identity.objects.select_for_update().select_related("client").get(pk=identity.pk)
        if identity.confirmed_at is None:
            identity.confirmed_at = at
            identity.save(update_fields=["confirmed_at"])
            entry = IdentityChanged("confirmed", identity.kind, identity.masked)
            journal.write(entry, subject=identity.client, by=by, at=at)
    return identity
