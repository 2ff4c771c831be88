"""Many hands at the door at once, with connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from django.db import connection

from anyqtama.people import second_factor, throttling
from anyqtama.people.models import Factor
from anyqtama.people.roles import Role
from anyqtama.people.second_factor import UsedCode
from anyqtama.people.throttling import TooManyAttempts
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_once(act: Callable[[int], bool], times: int) -> int:
    """How many of `times` racing acts succeeded."""

    def alone(number: int) -> bool:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(alone, range(times)))


def test_racing_attempts_do_not_try_more_than_twenty_passwords() -> None:
    person(Role.OPERATOR, login="asel")

    def attempt(number: int) -> bool:
        try:
            throttling.admit(login="asel", address=f"10.0.0.{number}", device="", factor=Factor.PASSWORD, at=NOW)
        except TooManyAttempts:
            return False
        return True

    tried = at_once(attempt, 60)
    assert 20 - 8 < tried <= 20  # eight hands that arrive together may all be one too many


def test_racing_browsers_cannot_both_use_one_code() -> None:
    lead = person(Role.TEAM_LEAD, login="zhanna")
    second_factor.enrol(person=lead, secret=SECRET, code=pyotp.TOTP(SECRET).at(NOW), by=lead.principal, at=NOW)
    lead.refresh_from_db()
    later = NOW + timedelta(minutes=5)
    code = pyotp.TOTP(SECRET).at(later)

    def use(number: int) -> bool:
        try:
            second_factor.check(person=lead, code=code, device="", address=None, at=later)
        except (UsedCode, TooManyAttempts):
            return False
        return True

    assert at_once(use, 8) == 1
