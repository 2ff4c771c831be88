"""The second factor: a code of the telephone (TOTP, RFC 6238), each usable once, and recovery codes for a lost one."""

import hmac
import io
import secrets
import unicodedata
from datetime import datetime

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, secrecy
from anyqtama.kernel.principal import Principal
from anyqtama.people import ending_sessions, throttling
from anyqtama.people.entries import RecoveryCodesMade, SecondFactorEnrolled, SecondFactorReset
from anyqtama.people.logins import normal
from anyqtama.people.models import Factor, Person, RecoveryCode

STEP_SECONDS = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 10
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_LENGTH = 12
NOBODYS_SECRET = pyotp.random_base32()


class WrongCode(Exception):
    message = _("This code does not fit. Type the six digits the telephone shows now.")


class UsedCode(WrongCode):
    """A code opens once: whoever watched it being typed cannot use it."""

    message = _("This code has been used already. Wait for the next one, at most 30 seconds.")


class ClockDiffers(WrongCode):
    """While enrolling: the code is right for another time, so one of two clocks is wrong."""

    message = _("The clock of the telephone differs from ours. Set its time automatically and try the next code.")


def required(person: Person) -> bool:
    """Whether the person must show a second factor; a demo switches it off for all by name."""
    return settings.SECOND_FACTOR and person.needs_second_factor


def asked(person: Person) -> bool:
    return settings.SECOND_FACTOR and person.totp_confirmed_at is not None


def new_secret() -> str:
    return pyotp.random_base32()


def address_of(secret: str, *, person: Person) -> str:
    """The otpauth:// address which a telephone reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.login, issuer_name="Anyqtama")


def picture(text: str) -> bytes:
    """A QR code as SVG without any inline style, black on white in both themes: cameras need the contrast."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=4, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None, xmldecl=False
    )
    return out.getvalue()


@transaction.atomic
def enrol(*, person: Person, secret: str, code: str, by: Principal, at: datetime) -> list[str]:
    """Keep a telephone whose code was right as the second factor. Returns new recovery codes, shown this once."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    step = matching_step(secret, code, at=at)
    if step is None:
        raise ClockDiffers if matching_step(secret, code, at=at, drift=40) is not None else WrongCode
    replaced = person.totp_confirmed_at is not None
    person.totp_secret = secrecy.encrypt(secret)
    person.totp_confirmed_at = at
    person.totp_last_step = step
    person.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    codes = _replace_recovery_codes(person, at=at)
    journal.write(SecondFactorEnrolled(replaced=replaced), subject=person, by=by, at=at)
    return codes


def check(*, person: Person, code: str, device: str, address: str | None, at: datetime) -> str:
    """Take a code of the telephone or a recovery code after a right password. Returns which of the two."""
    if spend_recovery_code(person=person, code=code, at=at):
        return "recovery_code"
    attempt = throttling.admit(login=person.login, address=address, device=device, factor=Factor.CODE, at=at)
    _spend(person, code, at=at)
    throttling.succeed(attempt)
    return "totp"


def shows_code(*, login: str, code: str, at: datetime) -> bool:
    """Whether `code` is a fresh second factor of that account; spends it. The same work for an unknown login."""
    person = Person.objects.filter(login=normal(login), is_active=True).first() or Person()
    if person.pk and spend_recovery_code(person=person, code=code, at=at):
        return True
    try:
        _spend(person, code, at=at)
    except WrongCode:
        return False
    return True


def spend_recovery_code(*, person: Person, code: str, at: datetime) -> bool:
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", code).lower() if letter.isalnum())
    if len(letters) != RECOVERY_LENGTH:
        return False
    unused = RecoveryCode.objects.filter(person=person, hash=_hash(letters), used_at=None)
    return unused.update(used_at=at) > 0


@transaction.atomic
def new_recovery_codes(*, person: Person, by: Principal, at: datetime) -> list[str]:
    """Ten new codes in place of the old ones, shown this once."""
    codes = _replace_recovery_codes(person, at=at)
    journal.write(RecoveryCodesMade(number=len(codes)), subject=person, by=by, at=at)
    return codes


@transaction.atomic
def reset(*, person: Person, reason: str, by: Principal, at: datetime) -> None:
    """Forget a lost telephone: the person's sessions end and they enrol anew when they next sign in."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.totp_secret, person.totp_confirmed_at, person.totp_last_step = "", None, 0
    person.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    person.recovery_codes.all().delete()
    ending_sessions.end_all(person=person, reason="second_factor_reset", by=by, at=at)
    journal.write(SecondFactorReset(reason=reason[:200]), subject=person, by=by, at=at)


def matching_step(secret: str, code: str, *, at: datetime, drift: int = DRIFT_STEPS) -> int | None:
    """The 30-second step for which `code` is right, looking `drift` steps either way."""
    digits = "".join(str(unicodedata.digit(sign)) for sign in code if unicodedata.digit(sign, None) is not None)
    now = int(at.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    fitting = [
        step
        for step in range(now - drift, now + drift + 1)
        if step >= 0 and hmac.compare_digest(totp.generate_otp(step), digits)
    ]
    return min(fitting, key=lambda step: abs(step - now), default=None)


def _spend(person: Person, code: str, *, at: datetime) -> None:
    secret = secrecy.decrypt(person.totp_secret) if person.totp_confirmed_at else NOBODYS_SECRET
    step = matching_step(secret, code, at=at)
    if step is None or not person.totp_confirmed_at:
        raise WrongCode
    # One conditional UPDATE lets one of two racing requests through. A last step far ahead of the clock was kept
    # before the clock stepped back: it must not shut the owner out until time has caught up.
    beyond = int(at.timestamp()) // STEP_SECONDS + DRIFT_STEPS
    fresh = Person.objects.filter(Q(totp_last_step__lt=step) | Q(totp_last_step__gt=beyond), pk=person.pk)
    if not fresh.update(totp_last_step=step):
        raise UsedCode


def _replace_recovery_codes(person: Person, *, at: datetime) -> list[str]:
    person.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, hash=_hash(code), made_at=at) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, RECOVERY_LENGTH, 4)) for code in codes]


def _hash(letters: str) -> str:
    return secrecy.fingerprint(f"recovery:{letters}")
