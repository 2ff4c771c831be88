"""One's own pages."""

from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from anyqtama.kernel.models import Entry
from anyqtama.people import break_limits, second_factor, shipped_states
from anyqtama.people.models import Person, Presence, Session
from anyqtama.people.roles import Role
from tests.cast import person, unit

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "төрт бұлт кілем саз", "жеті қазына сандық кілт"


@pytest.fixture
def operator() -> Person:
    return person(Role.OPERATOR, login="asel", password=PASSWORD, language="en")


def browser(login: str = "asel") -> Client:
    client = Client()
    client.post("/sign-in/", {"login": login, "password": PASSWORD})
    return client


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_sessions_lists_mine_only_and_gives_no_key_away(operator: Person) -> None:
    person(Role.OPERATOR, login="marat", password=PASSWORD)
    mine, _again, _foreign = browser(), browser(), browser("marat")
    page = mine.get("/me/sessions/").content.decode()
    assert page.count('<li class="aq-row">') == 2
    assert not [session for session in Session.objects.all() if session.session_key in page]


def test_end_session_throws_that_browser_out_at_once(operator: Person) -> None:
    mine, other = browser(), browser()
    handle = Session.objects.get(session_key=other.session.session_key).handle
    assert mine.post(f"/me/sessions/{handle}/")["Location"] == "/me/sessions/"
    assert not signed_in(other)
    assert signed_in(mine)
    assert Entry.objects.get(kind="session.ended").payload == {"handles": [handle], "reason": "by_hand"}
    again = mine.post(f"/me/sessions/{handle}/", follow=True)
    assert b"has ended already" in again.content


def test_end_session_does_not_reach_somebody_else_s(operator: Person) -> None:
    person(Role.OPERATOR, login="marat", password=PASSWORD)
    mine, foreign = browser(), browser("marat")
    handle = Session.objects.get(session_key=foreign.session.session_key).handle
    mine.post(f"/me/sessions/{handle}/")
    assert signed_in(foreign)


def test_end_all_others_keeps_this_one(operator: Person) -> None:
    mine, others = browser(), [browser(), browser()]
    mine.post("/me/sessions/others/")
    assert signed_in(mine)
    assert not any(signed_in(other) for other in others)


def test_a_session_is_seen_once_a_minute_and_keeps_its_facts_when_it_is_saved(operator: Person) -> None:
    mine = browser()
    old = timezone.now() - timedelta(minutes=5)
    Session.objects.filter(person=operator).update(seen_at=old)
    mine.get("/me/")
    row = Session.objects.get(person=operator)
    assert row.seen_at
    assert row.seen_at > old
    session = mine.session
    session["more"] = 1
    session.save()
    saved = Session.objects.get(person=operator)
    assert (saved.seen_at, saved.began_at, saved.address) == (row.seen_at, row.began_at, row.address)


def test_a_new_password_ends_the_other_sessions_at_once(operator: Person) -> None:
    mine, other = browser(), browser()
    assert mine.post("/me/password/", {"old": "no", "new": NEW, "again": NEW}).status_code == 422
    assert signed_in(other)
    assert mine.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 200
    assert signed_in(mine)
    assert not signed_in(other)


@pytest.mark.parametrize("what", ["language", "theme"])
@pytest.mark.parametrize("known", [True, False])
def test_language_and_theme_are_kept_with_and_without_an_account(operator: Person, what: str, known: bool) -> None:
    client = browser() if known else Client()
    value = {"language": "ru", "theme": "dark"}[what]
    response = client.post(f"/me/{what}/", {what: value, "next": "/duties/"})
    assert response["Location"] == "/duties/"
    assert response.cookies[f"aq_{what}"].value == value
    operator.refresh_from_db()
    assert (getattr(operator, what) == value) is known
    assert client.post(f"/me/{what}/", {what: value, "next": "//evil.example"})["Location"] == "/"
    assert client.post(f"/me/{what}/", {what: "../etc"}).status_code == 400
    assert client.get(f"/me/{what}/").status_code == 405


def test_theme_auto_gives_the_choice_back_to_the_system(operator: Person) -> None:
    client = browser()
    client.post("/me/theme/", {"theme": "dark"})
    client.post("/me/theme/", {"theme": "auto"})
    assert client.cookies["aq_theme"].value == ""


def test_profile_saves_all_choices(operator: Person) -> None:
    client = browser()
    sent = {"language": "kk", "theme": "light", "density": "compact"}
    assert client.post("/me/profile/", sent)["Location"] == "/me/"
    operator.refresh_from_db()
    assert (operator.language, operator.theme, operator.density) == ("kk", "light", "compact")
    assert client.post("/me/profile/", sent | {"density": "x"}).status_code == 422


def test_state_is_chosen_by_a_page_without_scripts_and_by_htmx(operator: Person) -> None:
    shipped_states.load(at=timezone.now())
    client = browser()
    assert client.post("/me/state/", {"state": "available", "next": "/duties/"})["Location"] == "/duties/"
    assert Presence.objects.get(person=operator).state.code == "available"
    fragment = client.post("/me/state/", {"state": "lunch"}, headers={"hx-request": "true"})
    assert b"<html" not in fragment.content
    assert b'value="lunch" aria-current="true"' in fragment.content
    assert b'value="away"' not in client.get("/me/state/").content


@pytest.mark.parametrize("state", ["away", "nonsense", "", "a\0b"])
def test_state_refuses_what_cannot_be_chosen(operator: Person, state: str) -> None:
    shipped_states.load(at=timezone.now())
    client = browser()
    refused = client.post("/me/state/", {"state": state, "next": "/me/"}, follow=True)
    assert refused.redirect_chain == [("/me/", 302)]
    assert b"data-toast>" in refused.content
    fragment = client.post("/me/state/", {"state": state}, headers={"hx-request": "true"})
    assert b"aq-error" in fragment.content
    assert not Presence.objects.filter(person=operator).exclude(state__code="offline").exists()


def test_state_says_that_too_many_are_on_a_break(operator: Person) -> None:
    shipped_states.load(at=timezone.now())
    group, lead = unit(), person(Role.TEAM_LEAD)
    Person.objects.filter(pk=operator.pk).update(unit=group)
    break_limits.set_limit(unit=group, most=0, by=lead, at=timezone.now())
    client = browser()
    refused = client.post("/me/state/", {"state": "lunch", "next": "/me/"}, follow=True)
    assert refused.redirect_chain == [("/me/", 302)]
    assert "As many colleagues as allowed are on a break" in refused.content.decode()
    assert client.post("/me/state/", {"state": "meeting"}).status_code == 302


def test_a_telephone_is_added_and_replaced(operator: Person, settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    client = browser()
    page = client.get("/me/second-factor/").content.decode()
    secret = page.partition('<code class="aq-secret">')[2].partition("<")[0]
    assert client.get("/sign-in/second-factor/picture.svg").status_code == 200
    assert client.post("/me/second-factor/", {"code": "111"}).status_code == 422
    added = client.post("/me/second-factor/", {"code": pyotp.TOTP(secret).now()})
    assert added["Location"] == "/me/recovery-codes/"
    client.post("/me/recovery-codes/")
    operator.refresh_from_db()
    first = operator.totp_secret
    client.get("/me/second-factor/")
    operator.refresh_from_db()
    assert operator.totp_secret == first
    assert second_factor.asked(operator)
    assert client.post("/me/recovery-codes/new/")["Location"] == "/me/recovery-codes/"


def test_recovery_codes_are_not_made_without_a_telephone(operator: Person) -> None:
    assert browser().post("/me/recovery-codes/new/").status_code == 404


def test_a_session_without_facts_says_so_instead_of_empty_dates(operator: Person) -> None:
    mine, _bare = browser(), browser()
    Session.objects.filter(person=operator).exclude(session_key=mine.session.session_key).update(
        began_at=None, seen_at=None, browser="", address=None
    )
    page = mine.get("/me/sessions/").content.decode()
    assert "not known since when" in page
    assert page.count("since ") - page.count("since when") == 1
