"""The pages of the door, as a browser without scripts meets them."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.core.signing import TimestampSigner
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from anyqtama.kernel.models import Entry
from anyqtama.people import devices, granting, passwords, second_factor, shipped_states, throttling
from anyqtama.people.entrance import cast
from anyqtama.people.models import Factor, Person, Presence, Session, WorkingState
from anyqtama.people.roles import Role
from tests.cast import person

pytestmark = pytest.mark.django_db
PASSWORD = "төрт бұлт кілем саз"


@pytest.fixture
def operator() -> Person:
    return person(Role.OPERATOR, login="asel", password=PASSWORD, language="ru")


@pytest.fixture
def lead(settings: Settings) -> Person:
    settings.SECOND_FACTOR = True
    return person(Role.TEAM_LEAD, login="zhanna", password=PASSWORD, language="en")


def post(client: Client, login: str = "asel", password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/sign-in/", {"login": login, "password": password, **more})  # type: ignore[return-value]


def secret_on(content: bytes) -> str:
    found = re.search(r"<code class=\"aq-secret\">(\w+)</code>", content.decode())
    assert found
    return found[1]


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_sign_in_opens_a_session_with_a_new_key_and_its_facts(client: Client, operator: Person) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    planted = session.session_key
    response = client.post(
        "/sign-in/?next=/duties/", {"login": "asel", "password": PASSWORD},
        headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"},
    )  # fmt: skip
    assert (response.status_code, response["Location"]) == (302, "/duties/")
    row = Session.objects.get(person=operator)
    assert row.session_key != planted
    assert "planted" not in client.session
    assert (row.browser, row.address) == ("Firefox · Linux", "127.0.0.1")
    assert row.began_at
    assert not Session.objects.filter(session_key=planted).exists()
    entry = Entry.objects.get(kind="sign_in.done")
    assert entry.payload == {"factor": "password", "known_device": False, "browser": "Firefox · Linux"}
    assert entry.personal == {"address": "127.0.0.1"}


def test_sign_in_remembers_the_browser_and_the_person_s_appearance(client: Client, operator: Person) -> None:
    operator.theme = "dark"
    operator.save()
    response = post(client)
    cookie = response.cookies[devices.cookie_name("asel")]
    assert devices.known_device({cookie.key: cookie.value}, login="asel")
    assert (cookie["path"], cookie["httponly"]) == ("/sign-in/", True)
    assert (response.cookies["aq_theme"].value, response.cookies["aq_language"].value) == ("dark", "ru")
    client.post("/sign-out/")
    post(client)
    assert Entry.objects.filter(kind="sign_in.done").order_by("-id")[0].payload["known_device"]


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/x\r\ny", "duties/"],
)
def test_sign_in_leads_only_to_our_own_pages(client: Client, operator: Person, onward: str) -> None:
    assert post(client, next=onward)["Location"] == "/"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("asel", "wrong"), ("nobody", PASSWORD), ("", ""), ("as\0el", PASSWORD), ("asel", "a\0b"),
        ("asel", "п" * 10_000), ("я" * 300, PASSWORD), ("\u202elesa", "x"), ("<script>alert(1)</script>", "x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_sign_in_answers_bad_input_in_the_reader_s_language(
    client: Client, operator: Person, login: str, password: str, language: str
) -> None:
    client.cookies["aq_language"] = language
    response = post(client, login, password)
    page = response.content.decode()
    assert response.status_code == 422
    assert "aq-error-summary" in page
    assert "<script>alert" not in page
    assert password not in page or len(password) < 2
    assert not signed_in(client)


def test_sign_in_with_the_attempts_used_up_offers_the_other_ways(client: Client, operator: Person) -> None:
    for _ in range(20):
        throttling.admit(login="asel", address=None, device="", factor=Factor.PASSWORD, at=timezone.now())
    response = post(client)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 3000
    assert b'name="code"' in response.content
    assert not signed_in(client)
    assert post(client, code="123456").status_code == 429


def test_sign_in_by_code_and_password_at_once_asks_no_second_time(client: Client, lead: Person) -> None:
    secret, now = second_factor.new_secret(), timezone.now()
    before = now - timedelta(seconds=30)
    second_factor.enrol(person=lead, secret=secret, code=pyotp.TOTP(secret).at(before), by=lead.principal, at=before)
    for _ in range(20):
        throttling.admit(login="zhanna", address=None, device="", factor=Factor.PASSWORD, at=now)
    response = post(client, "zhanna", code=pyotp.TOTP(secret).at(now))
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)


def test_a_lead_without_a_telephone_is_led_to_add_one_and_sees_the_recovery_codes_once(
    client: Client, lead: Person
) -> None:
    assert post(client, "zhanna", next="/duties/")["Location"] == "/sign-in/second-factor/"
    assert not signed_in(client)
    page = client.get("/sign-in/second-factor/")
    secret = secret_on(page.content)
    assert secret == secret_on(client.get("/sign-in/second-factor/").content)
    picture = client.get("/sign-in/second-factor/picture.svg")
    assert (picture["Content-Type"], picture.status_code) == ("image/svg+xml", 200)
    assert "no-store" in picture["Cache-Control"]
    wrong = client.post("/sign-in/second-factor/", {"code": "000000"})
    assert wrong.status_code == 422
    assert secret_on(wrong.content) == secret
    done = client.post("/sign-in/second-factor/", {"code": pyotp.TOTP(secret).now()})
    assert done["Location"] == "/me/recovery-codes/"
    codes = client.get("/me/recovery-codes/").content.decode()
    assert codes.count("<li><code>") == 10
    assert client.post("/me/recovery-codes/")["Location"] == "/duties/"
    assert client.get("/me/recovery-codes/")["Location"] == "/me/"
    assert client.get("/sign-in/second-factor/picture.svg").status_code == 404


def test_a_lead_with_a_telephone_shows_a_code_each_time(client: Client, lead: Person) -> None:
    secret = second_factor.new_secret()
    earlier = timezone.now() - timedelta(minutes=1)
    second_factor.enrol(person=lead, secret=secret, code=pyotp.TOTP(secret).at(earlier), by=lead.principal, at=earlier)
    assert post(client, "zhanna")["Location"] == "/sign-in/code/"
    assert not signed_in(client)
    assert client.get("/sign-in/second-factor/")["Location"] == "/sign-in/code/"
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    code = pyotp.TOTP(secret).now()
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/"
    assert signed_in(client)
    client.post("/sign-out/")
    post(client, "zhanna")
    replayed = client.post("/sign-in/code/", {"code": code})
    assert replayed.status_code == 422
    assert b"used already" in replayed.content
    assert not signed_in(client)


def test_the_demo_switches_the_second_factor_off_by_name(client: Client, lead: Person, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    assert b"ANYQTAMA_SECOND_FACTOR" in client.get("/sign-in/").content
    assert post(client, "zhanna")["Location"] == "/"


@pytest.mark.parametrize("page", ["/sign-in/code/", "/sign-in/second-factor/", "/sign-in/password/"])
def test_a_step_without_the_password_before_it_leads_back(client: Client, page: str) -> None:
    assert client.get(page)["Location"] == "/sign-in/"
    assert client.post(page, {"code": "123456"})["Location"] == "/sign-in/"
    assert client.get("/sign-in/second-factor/picture.svg").status_code == 404


def test_a_step_is_lost_when_the_password_changes_meanwhile(client: Client, lead: Person) -> None:
    post(client, "zhanna")
    passwords.give(person=lead, new="жеті қазына сандық", by=lead.principal, at=timezone.now())
    assert client.get("/sign-in/second-factor/")["Location"] == "/sign-in/"


def test_a_given_password_is_changed_at_the_door(client: Client, operator: Person) -> None:
    passwords.give(person=operator, new="жеті қазына сандық", by=operator.principal, at=timezone.now())
    assert post(client, password="жеті қазына сандық")["Location"] == "/sign-in/password/"
    for bad in ("short", "жеті қазына сандық"):
        assert client.post("/sign-in/password/", {"new": bad, "again": bad}).status_code == 422
    assert client.post("/sign-in/password/", {"new": PASSWORD, "again": PASSWORD + "x"}).status_code == 422
    assert client.post("/sign-in/password/", {"new": PASSWORD, "again": PASSWORD})["Location"] == "/"
    assert signed_in(client)


def test_a_lead_with_a_given_password_and_no_telephone_passes_both_steps(client: Client, lead: Person) -> None:
    passwords.give(person=lead, new="жеті қазына сандық", by=lead.principal, at=timezone.now())
    post(client, "zhanna", password="жеті қазына сандық")
    secret = secret_on(client.get("/sign-in/second-factor/").content)
    step = client.post("/sign-in/second-factor/", {"code": pyotp.TOTP(secret).now()})
    assert step["Location"] == "/sign-in/password/"
    done = client.post("/sign-in/password/", {"new": PASSWORD, "again": PASSWORD})
    assert done["Location"] == "/me/recovery-codes/"
    assert client.get("/me/recovery-codes/").content.decode().count("<li><code>") == 10


def test_sign_out_ends_the_session_and_the_shift(client: Client, operator: Person) -> None:
    shipped_states.load(at=timezone.now())
    post(client)
    client.post("/me/state/", {"state": "available"})
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not signed_in(client)
    assert not operator.sessions.exists()
    assert Presence.objects.get(person=operator).state.code == "offline"
    assert Entry.objects.filter(kind="sign_in.left").count() == 1


def test_sign_out_in_one_of_two_browsers_leaves_the_shift_open(client: Client, operator: Person) -> None:
    shipped_states.load(at=timezone.now())
    post(client)
    other = Client()
    post(other)
    other.post("/me/state/", {"state": "available"})
    client.post("/sign-out/")
    assert Presence.objects.get(person=operator).state == WorkingState.objects.get(code="available")


def test_a_form_with_an_old_token_is_refused_with_words(operator: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sign-in/", {"login": "asel", "password": PASSWORD})
    assert response.status_code == 403
    assert b"<h1>" in response.content


def test_a_new_role_gives_the_open_session_a_new_key(client: Client, operator: Person) -> None:
    post(client)
    before = client.session.session_key
    admin = person(Role.SYSADMIN, login="viktor")
    granting.grant(person=operator, role=Role.CONTROLLER, unit=None, by=admin, at=timezone.now())
    assert signed_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert signed_in(client)


def test_a_new_role_that_needs_a_second_factor_leads_back_to_the_door(
    client: Client, operator: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR = True
    post(client)
    admin = person(Role.SYSADMIN, login="viktor")
    granting.grant(person=operator, role=Role.TEAM_LEAD, unit=None, by=admin, at=timezone.now())
    assert client.get("/me/")["Location"].startswith("/sign-in/")
    assert post(client)["Location"] == "/sign-in/second-factor/"


@pytest.mark.parametrize(("demo", "spoken"), [(True, "en"), (False, "ru")])
def test_only_a_demo_keeps_the_language_chosen_at_the_door(
    client: Client, operator: Person, settings: Settings, demo: bool, spoken: str
) -> None:
    settings.DEMO = demo
    client.post("/me/language/", {"language": "en"})
    post(client)
    assert client.get("/me/")["Content-Language"] == spoken


def test_the_cast_of_a_demo_is_listed_only_when_it_was_handed_over(client: Client, operator: Person) -> None:
    assert b"aq-entrance-person" not in client.get("/sign-in/").content
    cast.connect(lambda: [cast.Member("asel", PASSWORD, "Нұрланқызы Әсел", "Оператор")])
    try:
        page = client.get("/sign-in/").content.decode()
        assert "Нұрланқызы Әсел" in page
    finally:
        cast.connect(cast.nobody)


def test_a_device_cookie_older_than_its_time_is_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TimestampSigner, "timestamp", lambda self: "1")
    old = devices.new_device(login="asel")
    monkeypatch.undo()
    assert devices.known_device({devices.cookie_name("asel"): old}, login="asel") == ""
