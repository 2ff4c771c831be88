"""Call-backs and outbound lists on the screen: what the pages show, refuse, and ask of the database."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anyqtama.channels.models import ChannelKind
from anyqtama.clients import silencing
from anyqtama.clients.models import Client
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import (
    CallBack,
    Contact,
    ListState,
    OutboundList,
    OutboundRow,
    Queue,
)
from anyqtama.contacts.outbound import filling, making
from anyqtama.contacts.tests.outgoing import calling, reachable
from anyqtama.desk.tests.world import World, signed_in, world
from anyqtama.kernel.models import Entry, Rule
from anyqtama.knowledge import publishing
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> World:
    centre.channel(ChannelKind.PHONE)
    return world()


def asked(browser: Browser, url: str) -> int:
    """Queries of the page opened again: the first request also counts the session in."""
    browser.get(url)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return len(found)


def promised(queue: Queue, who: Person, number: int = 1) -> list[CallBack]:
    at = timezone.now()
    return [
        promising.promise(
            client=centre.client(f"Клиент {one}"), number=f"+7701{one:07d}", due_at=at + timedelta(minutes=one),
            queue=queue, by=who.principal, person=who, at=at,
        )
        for one in range(1, number + 1)
    ]  # fmt: skip


def test_a_call_back_is_promised_from_a_contact_and_stands_beside_it(
    desk: World,
) -> None:
    form = f"/call-backs/new/?contact={desk.contact.pk}"
    when = timezone.localtime() + timedelta(hours=3)
    said = {
        "when": when.strftime("%Y-%m-%dT%H:%M"),
        "number": "8 701 555 21 48",
        "queue": desk.queue.pk,
        "mine": "on",
    }
    assert desk.browser.get(form).status_code == 200
    answer = desk.browser.post(form, said)
    assert answer.headers["Location"] == f"/desk/{desk.contact.pk}/"
    made = CallBack.objects.get()
    assert (made.person, made.client, made.promised_in) == (
        desk.operator,
        desk.client,
        desk.contact,
    )
    assert "+7 701 ··· 21 48" in desk.page()
    assert "5552148" not in str(list(Entry.objects.values_list("payload", "personal")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "12"},
        {"when": "2020-01-01T10:00"},
        {"when": "завтра"},
        {"queue": "0"},
    ],
)
def test_what_cannot_be_promised_is_said_at_its_field(desk: World, wrong: dict[str, str]) -> None:
    when = (timezone.localtime() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    said = {"when": when, "number": "87015552148", "queue": str(desk.queue.pk)} | wrong
    answer = desk.browser.post(f"/call-backs/new/?contact={desk.contact.pk}", said)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not CallBack.objects.exists()


def test_calling_now_opens_the_contact_and_calling_off_needs_a_reason(
    desk: World,
) -> None:
    first, second = promised(desk.queue, desk.operator, 2)
    answer = desk.browser.post(f"/call-backs/{first.pk}/call/")
    assert answer.headers["Location"] == f"/desk/{Contact.objects.get(outgoing=True).pk}/"
    desk.browser.post(f"/call-backs/{second.pk}/calling-off/", {"reason": " "})
    assert CallBack.objects.open().get() == second
    desk.browser.post(f"/call-backs/{second.pk}/calling-off/", {"reason": "Өзі қоңырау шалды"})
    assert not CallBack.objects.open().exists()


def test_the_bell_counts_calls_of_the_next_minutes(desk: World) -> None:
    promised(desk.queue, desk.operator, 8)
    assert desk.browser.get("/alerts/bell/").context["alerts"] == {
        "url": "/call-backs/", "count": 5, "fresh": "/alerts/bell/"
    }  # fmt: skip


def test_many_call_backs_ask_no_more_than_few(desk: World) -> None:
    promised(desk.queue, desk.operator, 2)
    few = asked(desk.browser, "/call-backs/?view=all")
    promised(desk.queue, desk.operator, 12)
    assert asked(desk.browser, "/call-backs/?view=all") == few


def test_a_wish_for_silence_is_noted_at_the_desk(desk: World) -> None:
    assert desk.post("client/silence", reason="").status_code == 409
    assert desk.post("client/silence", reason="Қоңырау шалмаңыз").status_code == 200
    assert silencing.wish_of(desk.client) is not None
    assert "Қоңырау шалмаңыз" in desk.page()


@pytest.fixture
def lead(desk: World) -> Person:
    return cast.person(Role.TEAM_LEAD, whole_centre=True, language="en")


def any_hour(desk: World, lead: Person, number: int = 1) -> OutboundList:
    """Running at any hour, with so many clients."""
    outbound = calling(desk.queue, lead, days_off=True, needs_consent=False)
    Rule.objects.filter(key="outbound.hours").update(value="00:00-23:59")
    at = timezone.now()
    clients = [(reachable(one, agrees="").pk, "") for one in range(number)]
    filling.fill(outbound=outbound, clients=clients, source="table", by=lead, at=at)
    return making.turn(outbound=outbound, to=ListState.RUNNING, by=lead, at=at)


def test_the_form_of_a_list_says_the_hours_of_the_law_and_no_key_of_a_rule(desk: World, lead: Person) -> None:
    page = signed_in(lead).get("/outbound/new/").content.decode()
    assert "nobody is contacted outside 09:00-20:00" in page
    assert "outbound.hours" not in page
    Rule.objects.filter(key="outbound.hours").delete()
    assert "nobody is contacted outside" not in signed_in(lead).get("/outbound/new/").content.decode()


def test_a_client_is_taken_shown_called_and_noted(desk: World, lead: Person) -> None:
    outbound = any_hour(desk, lead)
    where = f"/outbound/{outbound.pk}/next/"
    assert desk.browser.get(where).context["row"] is None
    assert desk.browser.post(where, {"act": "take"}).status_code == 302
    page = desk.browser.get(where)
    row = page.context["row"]
    assert "+7701" not in page.content.decode()
    shown = desk.browser.post(where, {"act": "reveal", "row": row.pk}).content.decode()
    assert "+7 701 000 00 00" in shown
    assert Entry.objects.filter(kind="client.revealed").count() == 1
    call = desk.browser.post(where, {"act": "call", "row": row.pk}).headers["Location"]
    assert outbound.name in desk.browser.get(call).content.decode()
    attempt = row.tries.get()
    done = desk.browser.post(f"/outbound/attempts/{attempt.pk}/result/", {"result": "reached"})
    assert done.headers["Location"] == where
    assert Contact.objects.get(outgoing=True).state == "closed"


@pytest.mark.parametrize(
    "said",
    [{"act": "call", "row": "999"}, {"act": "send"}, {"act": "back", "row": "x"}],
)
def test_a_stale_page_does_nothing(desk: World, lead: Person, said: dict[str, str]) -> None:
    outbound = any_hour(desk, lead)
    desk.browser.post(f"/outbound/{outbound.pk}/next/", {"act": "take"})
    assert desk.browser.post(f"/outbound/{outbound.pk}/next/", said).status_code == 409
    assert desk.browser.post(f"/outbound/{outbound.pk}/next/", {"act": "dance"}).status_code == 404
    assert not Contact.objects.filter(outgoing=True).exists()


def test_a_call_back_asked_for_without_a_time_is_refused_in_words(desk: World, lead: Person) -> None:
    outbound = any_hour(desk, lead)
    where = f"/outbound/{outbound.pk}/next/"
    desk.browser.post(where, {"act": "take"})
    desk.browser.post(where, {"act": "call", "row": OutboundRow.objects.get().pk})
    result = f"/outbound/attempts/{OutboundRow.objects.get().tries.get().pk}/result/"
    answer = desk.browser.post(result, {"result": "call_back", "when": ""}, follow=True)
    assert "Give the day and the time" in answer.content.decode()
    assert desk.browser.post(result, {"result": "no-such"}).status_code == 404


def test_a_result_of_a_talk_asks_why_mandatory_steps_were_not_taken_and_keeps_what_was_noted(
    desk: World, lead: Person
) -> None:
    version = publishing.publish_script(
        code="meters", names=centre.names("Meters"), by=None, at=timezone.now(),
        steps=[{"key": "day", "kind": "ask", "mandatory": True, "texts": {"kk": "Қай күні?"}}],
    )  # fmt: skip
    outbound = any_hour(desk, lead)
    OutboundList.objects.filter(pk=outbound.pk).update(script=version.script)
    where = f"/outbound/{outbound.pk}/next/"
    desk.browser.post(where, {"act": "take"})
    desk.browser.post(where, {"act": "call", "row": OutboundRow.objects.get().pk})
    result = f"/outbound/attempts/{OutboundRow.objects.get().tries.get().pk}/result/"
    said = {"result": "reached", "note": "Ертең болады"}
    asked = desk.browser.post(result, said)
    page = asked.content.decode()
    assert asked.status_code == 409
    assert "1. Қай күні?" in page
    assert 'name="left_out"' in page
    assert 'value="Ертең болады"' in page
    assert "Say why" in desk.browser.post(result, said | {"left_out": "other"}).content.decode()
    assert desk.browser.post(result, said | {"left_out": "other", "left_words": "\0"}).status_code == 409
    assert desk.browser.post(result, said | {"left_out": "known"}).headers["Location"] == where
    contact = Contact.objects.get(outgoing=True)
    assert contact.state == "closed"
    assert contact.script_runs.get().answers["day"]["skipped"] == "known"


def imports(browser: Browser, outbound: OutboundList, table: str | bytes) -> Any:
    data = table if isinstance(table, bytes) else table.encode()
    upload = SimpleUploadedFile("clients.csv", data)
    return browser.post(f"/outbound/{outbound.pk}/table/", {"table": upload})


def test_a_table_is_looked_at_before_anything_goes_in(desk: World, lead: Person) -> None:
    outbound, browser = calling(desk.queue, lead, needs_consent=False), signed_in(lead)
    known = reachable(5, agrees="", name="Айгерім")
    silencing.silence(client=known, by=lead, reason="Жоқ", at=timezone.now())
    table = (
        "Telephone;Name;Note;Language\n87010000005;;x;kk\n12;Қате;;kk\n87010000006;Ерлан;;de\n87010000007;Ерлан;y;ru\n"
    )
    answer = imports(browser, outbound, table)
    preview = answer.context["preview"]
    assert (answer.status_code, preview["right"], preview["faulty"]) == (422, 2, 2)
    assert not outbound.rows.exists()
    assert Client.objects.filter(name="Ерлан").count() == 0
    taken = browser.post(f"/outbound/{outbound.pk}/table/", {"sealed": preview["sealed"]})
    assert taken.status_code == 302
    assert dict(outbound.rows.values_list("client__name", "state")) == {
        "Айгерім": "refused",
        "Ерлан": "waiting",
    }
    assert browser.post(f"/outbound/{outbound.pk}/table/", {"sealed": "forged"}).status_code == 422


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"\xd0\xcf\x11\xe0old",
        b"a;b\n1;2\n",
        b"\x00" * 50,
        BytesIO(b"PK\x03\x04x").read(),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(desk: World, lead: Person, table: bytes) -> None:
    outbound = calling(desk.queue, lead)
    answer = imports(signed_in(lead), outbound, table)
    assert answer.status_code == 422
    assert not outbound.rows.exists()


def test_a_list_is_made_from_a_search_and_asked_again(desk: World, lead: Person) -> None:
    calling(desk.queue, lead)
    reachable(1, name="Сәуле Іздеу")
    reachable(2, name="Басқа")
    said = {
        "name": "Тізім", "purpose": "service", "needs_consent": "on", "queue": desk.queue.pk,
        "channel": centre.channel(ChannelKind.PHONE).pk, "topic": centre.topic().pk, "weekdays": ["mon", "tue"],
        "hours": "10:00-18:00", "most_attempts": "3", "pause_minutes": "60",
    }  # fmt: skip
    browser = signed_in(lead)
    answer = browser.post("/outbound/new/?clients=q%3D%D0%86%D0%B7%D0%B4%D0%B5%D1%83", said)
    outbound = OutboundList.objects.get(name="Тізім")
    assert answer.headers["Location"] == f"/outbound/{outbound.pk}/"
    assert [row.client.name for row in outbound.rows.all()] == ["Сәуле Іздеу"]
    reachable(3, name="Жаңа Іздеу")
    browser.post(f"/outbound/{outbound.pk}/search/")
    assert outbound.rows.count() == 2
    wrong = browser.post("/outbound/new/", said | {"hours": "18:00-10:00", "most_attempts": "-3"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"hours", "most_attempts"}


def test_many_clients_ask_no_more_than_few_and_all_go_into_the_file(desk: World, lead: Person) -> None:
    outbound, browser = any_hour(desk, lead, 2), signed_in(lead)
    few, lists = (
        asked(browser, f"/outbound/{outbound.pk}/"),
        asked(browser, "/outbound/"),
    )
    clients = [(reachable(one, agrees="").pk, "=1+1") for one in range(50, 70)]
    filling.fill(outbound=outbound, clients=clients, source="table", by=lead, at=timezone.now())
    assert asked(browser, f"/outbound/{outbound.pk}/") == few
    assert asked(browser, "/outbound/") == lists
    answer: Any = browser.get(f"/outbound/{outbound.pk}/", {"export": "csv"})
    file = b"".join(answer.streaming_content).decode()
    assert len(file.splitlines()) == 23
    assert ",'=1+1" in file
