"""Attackers run dry; the owner always comes in."""

from datetime import timedelta

import pyotp
import pytest

from anyqtama.kernel.models import Entry
from anyqtama.people import devices, second_factor, signing_in, throttling
from anyqtama.people.models import Factor, Person, SignInAttempt
from anyqtama.people.roles import Role
from anyqtama.people.signing_in import WrongLoginOrPassword
from anyqtama.people.throttling import TooManyAttempts
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db
PASSWORD = "төрт бұлт кілем саз"


@pytest.fixture
def owner() -> Person:
    return person(Role.OPERATOR, login="asel", password=PASSWORD)


def code_of(secret: str, *, step: int) -> str:
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=30 * step))


def attack(times: int, *, login: str = "asel", first: int = 0) -> tuple[int, int]:
    """(how many passwords were tried, how many were refused untried), each from another address."""
    tried = refused = 0
    for number in range(first, first + times):
        try:
            throttling.admit(
                login=login, address=f"10.{number // 250}.0.{number % 250}", device="", factor=Factor.PASSWORD, at=NOW
            )
            tried += 1
        except TooManyAttempts:
            refused += 1
    return tried, refused


def test_a_thousand_addresses_try_twenty_passwords_an_hour_at_most(owner: Person) -> None:
    assert attack(1000) == (20, 980)


def test_the_owner_comes_in_from_a_known_browser_while_a_thousand_addresses_attack(owner: Person) -> None:
    device = devices.known_device({devices.cookie_name("asel"): devices.new_device(login="asel")}, login="asel")
    attack(1000)
    admitted = signing_in.sign_in(login="asel", password=PASSWORD, device=device, address="10.0.0.1", at=NOW)
    assert admitted.person == owner


def test_the_owner_comes_in_with_a_code_from_a_new_browser_while_a_thousand_addresses_attack(owner: Person) -> None:
    secret = second_factor.new_secret()
    code = code_of(secret, step=0)
    second_factor.enrol(person=owner, secret=secret, code=code, by=owner.principal, at=NOW)
    attack(1000)
    later = NOW + timedelta(seconds=30)
    with pytest.raises(TooManyAttempts):
        signing_in.sign_in(login="asel", password=PASSWORD, device="", address=None, at=later)
    with pytest.raises(TooManyAttempts):
        signing_in.sign_in(login="asel", password=PASSWORD, code="000000", device="", address=None, at=later)
    admitted = signing_in.sign_in(
        login="asel", password=PASSWORD, code=code_of(secret, step=1), device="", address="10.0.0.1", at=later
    )
    assert (admitted.person, admitted.code_shown) == (owner, True)


def test_the_owner_comes_in_with_a_recovery_code_when_the_telephone_is_lost_too(owner: Person) -> None:
    secret = second_factor.new_secret()
    codes = second_factor.enrol(person=owner, secret=secret, code=code_of(secret, step=0), by=owner.principal, at=NOW)
    attack(30)
    admitted = signing_in.sign_in(
        login="asel", password=PASSWORD, code=codes[3].upper(), device="", address=None, at=NOW
    )
    assert admitted.code_shown
    with pytest.raises(TooManyAttempts):
        signing_in.sign_in(login="asel", password=PASSWORD, code=codes[3], device="", address=None, at=NOW)


def test_a_code_does_not_open_more_than_twenty_passwords_an_hour_either(owner: Person) -> None:
    attack(20)
    for _ in range(20):
        fresh = second_factor.new_recovery_codes(person=owner, by=owner.principal, at=NOW)[0]
        with pytest.raises(WrongLoginOrPassword):
            signing_in.sign_in(login="asel", password="wrong", code=fresh, device="", address=None, at=NOW)
    fresh = second_factor.new_recovery_codes(person=owner, by=owner.principal, at=NOW)[0]
    with pytest.raises(TooManyAttempts):
        signing_in.sign_in(login="asel", password="wrong", code=fresh, device="", address=None, at=NOW)


def test_an_unknown_login_is_throttled_like_a_known_one(owner: Person) -> None:
    assert attack(30, login="nobody") == attack(30, login="asel", first=100) == (20, 10)


def test_one_address_cannot_try_a_hundred_accounts_for_ever() -> None:
    refused = 0
    for number in range(150):
        try:
            throttling.admit(login=f"a{number}", address="10.1.1.1", device="", factor=Factor.PASSWORD, at=NOW)
        except TooManyAttempts:
            refused += 1
    assert refused == 50


def test_addresses_of_one_ipv6_customer_count_as_one() -> None:
    refused = 0
    for number in range(120):
        try:
            throttling.admit(
                login=f"a{number}", address=f"2001:db8::{number:x}", device="", factor=Factor.PASSWORD, at=NOW
            )
        except TooManyAttempts:
            refused += 1
    assert refused == 20


def test_a_known_device_has_ten_tries_of_its_own_and_then_shares_the_account_s(owner: Person) -> None:
    tried = 0
    for _ in range(60):
        try:
            throttling.admit(login="asel", address=None, device="stolen", factor=Factor.PASSWORD, at=NOW)
            tried += 1
        except TooManyAttempts:
            break
    assert tried == 30


def test_refused_attempts_leave_no_rows_and_do_not_lengthen_the_wait(owner: Person) -> None:
    attack(500)
    assert SignInAttempt.objects.count() == 20
    with pytest.raises(TooManyAttempts) as refusal:
        throttling.admit(login="asel", address=None, device="", factor=Factor.PASSWORD, at=NOW + timedelta(minutes=59))
    assert refusal.value.until == NOW + timedelta(hours=1)
    throttling.admit(login="asel", address=None, device="", factor=Factor.PASSWORD, at=NOW + timedelta(hours=1))


def test_right_passwords_count_against_nobody(owner: Person) -> None:
    for _ in range(25):
        signing_in.sign_in(login="asel", password=PASSWORD, device="", address="10.0.0.1", at=NOW)


def test_a_burst_is_journalled_once_an_hour(owner: Person) -> None:
    attack(100)
    entry = Entry.objects.get(kind="sign_in.throttled")
    assert (entry.subject_kind, entry.subject_id, entry.payload["attempts"]) == ("person", str(owner.pk), 20)


def test_a_clock_that_stepped_back_does_not_shut_the_account(owner: Person) -> None:
    attack(20)
    throttling.admit(login="asel", address=None, device="", factor=Factor.PASSWORD, at=NOW - timedelta(days=400))


def test_forget_drops_attempts_that_no_count_needs(owner: Person) -> None:
    attack(5)
    assert throttling.forget(NOW + timedelta(minutes=110)) == 0
    assert throttling.forget(NOW + timedelta(minutes=121)) == 5
