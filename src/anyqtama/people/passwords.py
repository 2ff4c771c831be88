"""Changing a password: one's own with the old one known, or a colleague's first one, to be changed at the door."""

from datetime import datetime

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people import ending_sessions, throttling
from anyqtama.people.entries import PasswordChanged
from anyqtama.people.models import Factor, Person
from anyqtama.people.signing_in import LONGEST_PASSWORD

REASONS = {
    "password_too_short": _("Use at least 8 characters: four unrelated words are easy to remember and hard to guess."),
    "password_too_common": _("This password is among the first an attacker tries. Choose another."),
    "password_entirely_numeric": _("Digits alone are guessed quickly. Add letters."),
}


class WrongPassword(Exception):
    message = _("The present password is not right. Nothing was changed.")


class PasswordRefused(Exception):
    """The new password is too weak, too long, or the old one again. `messages` say why."""

    def __init__(self, messages: list[str | Promise]) -> None:
        super().__init__(messages)
        self.messages = messages


def change(*, person: Person, old: str, new: str, session_key: str | None, by: Principal, at: datetime) -> Person:
    """Replace one's own password; every other session of the person ends at once."""
    attempt = throttling.admit(
        login=person.login, address=None, device=f"own:{person.pk}", factor=Factor.PASSWORD, at=at
    )
    if not person.check_password(old):
        raise WrongPassword
    throttling.succeed(attempt)
    if old == new:
        raise PasswordRefused([_("This is the password you have now. Choose another.")])
    return _store(person, new, must_change=False, keep=session_key, by=by, at=at)


def give(*, person: Person, new: str, by: Principal, at: datetime) -> Person:
    """Set a password for somebody: all their sessions end, and they choose their own when they next sign in."""
    return _store(person, new, must_change=True, keep=None, by=by, at=at)


def choose_own(*, person: Person, new: str, at: datetime) -> Person:
    """Replace a password that was given by one's own, at the door."""
    if person.check_password(new):
        raise PasswordRefused([_("This is the password you were given. Choose your own.")])
    return _store(person, new, must_change=False, keep=None, by=person.principal, at=at)


def refuse_weak(new: str, *, person: Person) -> None:
    if len(new) > LONGEST_PASSWORD:
        raise PasswordRefused([_("A password may have at most 1,000 characters.")])
    if "\0" in new:
        raise PasswordRefused([_("The password holds a character that cannot be typed. Type it by hand.")])
    try:
        password_validation.validate_password(new, user=person)
    except ValidationError as error:
        raise PasswordRefused([REASONS.get(one.code or "", one.messages[0]) for one in error.error_list]) from None


def _store(person: Person, new: str, *, must_change: bool, keep: str | None, by: Principal, at: datetime) -> Person:
    refuse_weak(new, person=person)
    hashed = make_password(new)  # slow on purpose: nobody waits for it at the database
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        person.password, person.must_change_password = hashed, must_change
        person.save(update_fields=["password", "must_change_password"])
        ending_sessions.end_others(person=person, keep=keep, reason="password_changed", by=by, at=at)
        journal.write(PasswordChanged(must_change=must_change), subject=person, by=by, at=at)
    return person
