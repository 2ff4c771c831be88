"""Every address that takes a form, given what no form sends: never a status of 500, for nobody."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.architecture import bodies, factories, objects
from tests.architecture.addresses import Address, addresses
from tests.architecture.test_access_matrix import SIGN_IN, rows
from tests.hostile.vectors import vectors

MEGABYTE = "Ж" * 500_000
FORM = "application/x-www-form-urlencoded"
ROLES = ("visitor", "operator", "team_lead", "sysadmin")
"""The sessions that reach the most acts; the others are refused earlier, as the access matrix shows."""
REFUSED = {SIGN_IN, "401", "403", "404"}
UNKNOWN = {"is_superuser": "1", "role": "sysadmin", "__proto__": "x", "next": "//evil.example",
           "csrfmiddlewaretoken": "x", "id": "1", "owner_id": "1", "at": "1999-01-01", "by": "system"}  # fmt: skip
NUMBERS = ("-1", "0", "9" * 400, "1e9", "٣", "½", "0x10", " 1 ", "NaN", "2147483648", "9223372036854775808")
TEXTS = (
    "a\x00b", "😀", "\u202e\u2066\u200b", "\r\n\r\nSet-Cookie: a=b", "' OR 1=1 --", "=1+1", "%s%(x)s{0}",
    "\ufffe", "", "   ", "../../etc/passwd", "{{ 7|add:7 }}", "\u0000",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[objects.Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield objects.scene()
        transaction.set_rollback(True)


def taking_forms() -> list[Address]:
    return [address for address in addresses() if "POST" in address.methods]


def played() -> list[Any]:
    """Each address by the first role that gets in; the other roles have their own command (`-m slow`)."""
    let_in = {
        (row.url_name, role)
        for row in rows()
        if row.method == "POST"
        for role in ROLES
        if row.expected[role] not in REFUSED
    }
    first = {
        address.name: next((role for role in ROLES if (address.name, role) in let_in), ROLES[0])
        for address in taking_forms()
    }
    return [
        pytest.param(
            address, role, id=f"{address.name}-{role}", marks=[] if role == first[address.name] else [pytest.mark.slow]
        )
        for address in taking_forms()
        for role in ROLES
    ]


def url(stage: objects.Scene, address: Address, column: str) -> str:
    person = stage.people.get(column, stage.people["operator"])
    made: dict[str, objects.Made] = {}
    values = {}
    for name in address.arguments:
        if factory := objects.lookup(factories.OWNED, address.name, name):
            made[name] = factory(stage, person, True, made)
            values[name] = made[name].value
        else:
            values[name] = objects.lookup(factories.OPEN, address.name, name)(stage)
    return reverse(address.name, kwargs=values)


def body(stage: objects.Scene, address: Address, column: str) -> dict[str, Any]:
    person = stage.people.get(column, stage.people["operator"])
    known = bodies.BODIES.get(address.name)
    return dict(known(stage, person)) if known else {}


def mangled(given: Mapping[str, Any], random_: random.Random) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(what is wrong, form data): each field in turn is something else, then all of them at once."""
    yield "nothing at all", {}
    yield "unknown fields", {**given, **UNKNOWN}
    yield "one megabyte", {**given, **dict.fromkeys(list(given)[:1] or ["text"], MEGABYTE)}
    yield "every field twice", {name: [value, value] for name, value in given.items()}
    yield "every field a file", {name: SimpleUploadedFile("a\x00.png", b"\x89PNG") for name in given or {"files": 1}}
    for name in given:
        for wrong in (*random_.sample(TEXTS, 2), random_.choice(NUMBERS), random_.choice(vectors())):
            yield f"{name}={wrong[:30]!r}", {**given, name: wrong}
    for wrong in (random_.choice(TEXTS), random_.choice(NUMBERS)):
        yield f"everything {wrong[:30]!r}", dict.fromkeys(given or ("text",), wrong)


RAW = (
    (b"text=%ff%fe%00&key=%c3%28&name=%ed%a0%80", FORM),
    (b"\xff\xfe\x00" * 50, FORM),
    (b"text=" + b"%" * 3000, FORM),
    (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\x00\r\n--x--', "multipart/form-data; boundary=x"),
    (b"not a boundary", "multipart/form-data; boundary=y"),
    (b"", "multipart/form-data"),
    (b'{"text": [1, {"a": null}], "seen": 1e400}', "application/json"),
    (b"{", "application/json"),
    (b"&".join(b"f%d=1" % n for n in range(3000)), FORM),
)
"""Bodies as they come over the line: (bytes, content type)."""


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "column"), played())
def test_no_form_data_breaks_an_address(address: Address, column: str, stage: objects.Scene, settings: Any) -> None:
    settings.SECOND_FACTOR = False
    random_ = random.Random(address.name + column)
    broken = []
    with transaction.atomic():
        browser, where = objects.client(stage, column), url(stage, address, column)
        browser.raise_request_exception = False
        for wrong, data in mangled(body(stage, address, column), random_):
            if (status := posted(browser, where, data=data)) >= 500:
                broken.append(f"{wrong}: {status}")
        for raw, kind in RAW:
            if (status := posted(browser, where, raw=raw, kind=kind)) >= 500:
                broken.append(f"{raw[:40]!r} as {kind}: {status}")
        transaction.set_rollback(True)
    assert not broken, f"POST {where} by {column}\n" + "\n".join(broken)


def posted(
    browser: Client, where: str, *, data: Mapping[str, Any] | None = None, raw: bytes = b"", kind: str = ""
) -> int:
    cache.clear()  # limits by address would hide what comes after them
    with transaction.atomic():
        answer = browser.post(where, data) if data is not None else browser.generic("POST", where, raw, kind)
        transaction.set_rollback(True)
    return int(answer.status_code)


FORGED = ("", "x", "a" * 5000, "../../x", "\x00", "\xd0\xb6" * 30, "null", '{"a":1}', "'; DROP TABLE people;--")


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["aq_session", "aq_visit", "aq_csrf", "aq_language", "aq_theme", "messages"])
def test_a_forged_cookie_opens_nothing(cookie: str, stage: objects.Scene) -> None:
    for value in FORGED:
        browser = Client(raise_request_exception=False)
        browser.cookies[cookie] = value
        for path in ("/", "/desk/", "/visit/", "/visit/messages/", "/status/", "/sign-in/", "/wall/"):
            answer = browser.get(path)
            assert answer.status_code < 500, (cookie, value, path)
            if path in {"/", "/desk/", "/wall/"}:
                assert answer.status_code == 302, (cookie, value, path)
                assert answer["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_a_visit_of_somebody_else_shows_nothing_of_mine(stage: objects.Scene) -> None:
    mine = objects.client(stage, "visitor")
    other = Client()
    other.cookies["aq_visit"] = objects.VISIT_TOKEN[:-1] + "X"
    assert mine.get("/visit/messages/", headers={"accept": "application/json"}).status_code == 200
    assert other.get("/visit/messages/", headers={"accept": "application/json"}).status_code == 404
    assert other.get("/visit/transcript/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["visitor", "operator"])
def test_a_form_without_its_token_or_with_an_old_one_is_refused(column: str, stage: objects.Scene) -> None:
    browser = objects.client(stage, column)
    browser.handler.enforce_csrf_checks = True
    where = "/visit/messages/" if column == "visitor" else "/me/state/"
    data = {"text": "Рақмет!", "key": "forged-key-0001", "state": "meeting"}
    assert browser.post(where, data).status_code == 403
    browser.get("/visit/" if column == "visitor" else "/")
    token = browser.cookies["aq_csrf"].value if "aq_csrf" in browser.cookies else "a" * 32
    replayed = Client(enforce_csrf_checks=True)
    replayed.cookies = browser.cookies
    assert replayed.post(where, data | {"csrfmiddlewaretoken": "b" * 64}).status_code == 403
    replayed.cookies["aq_csrf"] = "c" * 32
    assert replayed.post(where, data | {"csrfmiddlewaretoken": token}).status_code == 403
