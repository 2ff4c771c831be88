"""Codes of the telephone: right ones once, wrong ones never, lost telephones mended."""

from datetime import datetime, timedelta

import pyotp
import pytest

from anyqtama.kernel.models import Entry
from anyqtama.people import second_factor
from anyqtama.people.models import Person, Session
from anyqtama.people.roles import Role
from anyqtama.people.second_factor import ClockDiffers, UsedCode, WrongCode
from anyqtama.people.throttling import TooManyAttempts
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(at: datetime, step: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(at + timedelta(seconds=30 * step))


@pytest.fixture
def lead() -> Person:
    return person(Role.TEAM_LEAD, login="zhanna", password="төрт бұлт кілем саз")


@pytest.fixture
def enrolled(lead: Person) -> Person:
    second_factor.enrol(person=lead, secret=SECRET, code=code(NOW), by=lead.principal, at=NOW)
    lead.refresh_from_db()
    return lead


def check(person: Person, typed: str, at: datetime, device: str = "") -> str:
    return second_factor.check(person=person, code=typed, device=device, address=None, at=at)


def test_enrol_keeps_the_secret_encrypted_and_hands_out_ten_recovery_codes(lead: Person) -> None:
    codes = second_factor.enrol(person=lead, secret=SECRET, code=code(NOW), by=lead.principal, at=NOW)
    lead.refresh_from_db()
    assert SECRET not in lead.totp_secret
    assert len(set(codes)) == 10
    assert not lead.recovery_codes.filter(hash__in=codes).exists()
    assert Entry.objects.get(kind="second_factor.enrolled").subject_id == str(lead.pk)


def test_enrol_refuses_a_wrong_code_and_changes_nothing(lead: Person) -> None:
    with pytest.raises(WrongCode):
        second_factor.enrol(person=lead, secret=SECRET, code="000000", by=lead.principal, at=NOW)
    lead.refresh_from_db()
    assert lead.totp_confirmed_at is None
    assert not lead.recovery_codes.exists()


@pytest.mark.parametrize("minutes", [-15, -2, 2, 15])
def test_enrol_says_that_a_clock_differs(lead: Person, minutes: int) -> None:
    with pytest.raises(ClockDiffers):
        second_factor.enrol(
            person=lead, secret=SECRET, code=code(NOW + timedelta(minutes=minutes)), by=lead.principal, at=NOW
        )


def test_check_takes_a_code_once(enrolled: Person) -> None:
    later = NOW + timedelta(minutes=1)
    assert check(enrolled, code(later), later) == "totp"
    with pytest.raises(UsedCode):
        check(enrolled, code(later), later)


def test_check_refuses_the_code_that_enrolled(enrolled: Person) -> None:
    with pytest.raises(UsedCode):
        check(enrolled, code(NOW), NOW)


def test_check_refuses_an_older_code_after_a_newer_one(enrolled: Person) -> None:
    later = NOW + timedelta(minutes=1)
    check(enrolled, code(later, 1), later)
    with pytest.raises(UsedCode):
        check(enrolled, code(later), later)


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_check_forgives_half_a_minute_of_drift(enrolled: Person, step: int) -> None:
    later = NOW + timedelta(minutes=5)
    assert check(enrolled, code(later, step), later) == "totp"


@pytest.mark.parametrize("step", [-2, 2])
def test_check_refuses_more_drift(enrolled: Person, step: int) -> None:
    later = NOW + timedelta(minutes=5)
    with pytest.raises(WrongCode):
        check(enrolled, code(later, step), later)


@pytest.mark.parametrize("shape", ["{a} {b}", " {a}-{b} ", "{full}"])
def test_check_reads_digits_as_people_type_them(enrolled: Person, shape: str) -> None:
    later = NOW + timedelta(minutes=1)
    digits = code(later)
    full = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)  # full-width digits of an Asian keyboard
    assert check(enrolled, shape.format(a=digits[:3], b=digits[3:], full=full), later) == "totp"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "💥💥💥💥💥💥", "²³¹⁴⁵⁶x" * 500])
def test_check_refuses_what_is_no_code(enrolled: Person, typed: str) -> None:
    with pytest.raises(WrongCode):
        check(enrolled, typed, NOW + timedelta(minutes=1))


def test_a_clock_that_steps_back_does_not_shut_the_owner_out(enrolled: Person) -> None:
    earlier = NOW - timedelta(days=30)
    assert check(enrolled, code(earlier), earlier) == "totp"
    with pytest.raises(UsedCode):
        check(enrolled, code(earlier), earlier)


def test_check_stops_after_ten_wrong_codes_but_a_recovery_code_still_opens(enrolled: Person) -> None:
    codes = second_factor.new_recovery_codes(person=enrolled, by=enrolled.principal, at=NOW)
    for _ in range(10):
        with pytest.raises(WrongCode):
            check(enrolled, "000000", NOW)
    with pytest.raises(TooManyAttempts):
        check(enrolled, code(NOW, 1), NOW)
    assert check(enrolled, codes[0], NOW) == "recovery_code"


def test_a_recovery_code_opens_once(enrolled: Person) -> None:
    codes = second_factor.new_recovery_codes(person=enrolled, by=enrolled.principal, at=NOW)
    assert check(enrolled, f" {codes[5].upper().replace('-', ' ')} ", NOW) == "recovery_code"
    with pytest.raises(WrongCode):
        check(enrolled, codes[5], NOW)


def test_new_recovery_codes_make_the_old_ones_useless(enrolled: Person) -> None:
    old = second_factor.new_recovery_codes(person=enrolled, by=enrolled.principal, at=NOW)
    second_factor.new_recovery_codes(person=enrolled, by=enrolled.principal, at=NOW)
    with pytest.raises(WrongCode):
        check(enrolled, old[0], NOW)


def test_a_recovery_code_of_one_person_opens_nobody_else(enrolled: Person) -> None:
    codes = second_factor.new_recovery_codes(person=enrolled, by=enrolled.principal, at=NOW)
    other = person(Role.HEAD, login="dinara")
    with pytest.raises(WrongCode):
        check(other, codes[0], NOW)


def test_reset_forgets_telephone_and_codes_ends_sessions_and_is_journalled(enrolled: Person) -> None:
    admin = person(Role.SYSADMIN, login="viktor")
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=NOW, person=enrolled)
    second_factor.reset(person=enrolled, reason="lost on the bus", by=admin.principal, at=NOW)
    enrolled.refresh_from_db()
    assert (enrolled.totp_secret, enrolled.totp_confirmed_at) == ("", None)
    assert not enrolled.recovery_codes.exists()
    assert not enrolled.sessions.exists()
    entry = Entry.objects.get(kind="second_factor.reset")
    assert (entry.principal_id, entry.payload["reason"]) == (str(admin.pk), "lost on the bus")


def test_the_picture_holds_no_inline_style_and_no_letters_of_the_secret() -> None:
    drawn = second_factor.picture("otpauth://totp/Anyqtama:zhanna?secret=" + SECRET).decode()
    assert drawn.startswith("<svg")
    assert "style=" not in drawn
    assert SECRET not in drawn
