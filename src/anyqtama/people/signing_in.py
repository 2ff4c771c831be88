"""The password at the door: known browsers, counts that cannot lock the owner out, the same work for any login."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anyqtama.people import second_factor, throttling
from anyqtama.people.logins import normal
from anyqtama.people.models import Absence, Factor, Person, RoleGrant
from anyqtama.people.throttling import TooManyAttempts

LONGEST_PASSWORD = 1000


class WrongLoginOrPassword(Exception):
    message = _("The login or the password is not right. Check the keyboard language and Caps Lock.")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A person whose password was right; `code_shown` when a code of their telephone came with it."""

    person: Person
    code_shown: bool


class Backend:
    """Login and password; the same work is done for a login that does not exist."""

    def authenticate(self, request: HttpRequest | None, login: str = "", password: str = "", **_: Any) -> Person | None:
        person = Person.objects.filter(login=normal(login)).first()
        if person is None:
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, person_id: int) -> Person | None:
        grants = Prefetch("grants", RoleGrant.objects.select_related("unit"))
        standing_in = Absence.objects.running(timezone.localdate()).filter(deputy=OuterRef("pk"))
        asked = {"deputises": Exists(standing_in)}  # the property of that name asks where this did not
        people = Person.objects.annotate(**asked).prefetch_related(grants)
        return people.filter(pk=person_id, is_active=True).first()


def sign_in(*, login: str, password: str, code: str = "", device: str, address: str | None, at: datetime) -> Admitted:
    """Check a login and password. With the counts used up, a right code of the second factor still opens the way."""
    code_shown = False
    try:
        attempt = throttling.admit(login=login, address=address, device=device, factor=Factor.PASSWORD, at=at)
    except TooManyAttempts:
        if not (code and second_factor.shows_code(login=login, code=code, at=at)):
            raise
        code_shown = True
        # Only who holds the telephone comes here, so nobody else can use this count up.
        attempt = throttling.admit(login=login, address=None, device="", factor=Factor.PASSWORD_WITH_CODE, at=at)
    person = Backend().authenticate(None, login=login, password=password)
    if person is None:
        raise WrongLoginOrPassword
    throttling.succeed(attempt)
    return Admitted(person=person, code_shown=code_shown)
