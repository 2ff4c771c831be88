"""A client's data holds what was promised, what they wished, how we tried to reach them; until it is erased."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from anyqtama.channels import delivery
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import erasing, exporting, identifying, merging, silencing
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import ListState
from anyqtama.contacts.outbound import attempting, filling, making, taking
from anyqtama.contacts.tests.outgoing import calling, reachable
from anyqtama.contacts.tests.test_outbound import ends
from anyqtama.kernel.models import Job
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
NUMBER, MAIL = "+77015552148", "aigerim@example.kz"


@pytest.fixture
def who() -> Person:
    return centre.operator(centre.queue("city"))


@pytest.fixture
def head() -> Person:
    return cast.person(Role.HEAD, whole_centre=True, language="en")


def exported(client: Client, by: Person) -> Any:
    return exporting.export(client=client, form="json", by=by, at=later(600))


def promise(client: Client, who: Person, note: str) -> Any:
    return promising.promise(
        client=client, number=NUMBER, due_at=NOW + timedelta(hours=3), queue=who.queues.get().queue, note=note,
        by=who.principal, person=who, at=NOW, case_number="AQ-2026-000001",
    )  # fmt: skip


def test_promised_call_backs_are_told_with_their_end(who: Person, head: Person) -> None:
    client = reachable(1)
    promise(client, who, "Түстен кейін")
    promising.drop(call_back=promise(client, who, ""), reason="Өзі шалды", by=who, at=later(60))
    first, second = exported(client, head)["call_backs"]
    assert (first["number"], first["note"], first["due_at"]) == (NUMBER, "Түстен кейін", NOW + timedelta(hours=3))
    assert (first["called_at"], first["called_off_at"], first["case"]) == (None, None, "AQ-2026-000001")
    assert (second["called_off_at"], second["called_off_why"]) == (later(60), "Өзі шалды")


def test_wishes_of_merged_cards_are_told_until_they_were_lifted(who: Person, head: Person) -> None:
    kept, folded = reachable(1), reachable(2)
    silencing.silence(client=folded, by=who, reason="Қоңырау шалмаңыз", at=NOW)
    merging.merge(kept=kept, folded=folded, take=(), by=who, at=NOW)
    wish = {"at": NOW, "reason": "Қоңырау шалмаңыз", "lifted_at": None}
    assert exported(kept, head)["do_not_contact"] == [wish]
    silencing.lift(client=kept, by=who, at=later(60))
    assert exported(kept, head)["do_not_contact"] == [wish | {"lifted_at": later(60)}]


def test_attempts_are_told_by_their_list(who: Person, head: Person) -> None:
    client, other = reachable(1), reachable(2)
    outbound = calling(who.queues.get().queue, who)
    filling.fill(outbound=outbound, clients=[(client.pk, "Тексеру")], source="table", by=who, at=NOW)
    making.turn(outbound=outbound, to=ListState.RUNNING, by=who, at=NOW)
    ends(outbound, who, "no_answer", note="Үнсіз")
    [row] = exported(client, head)["outbound"]
    assert (row["list"], row["note"], row["why_not"]) == ("Су өшірілетіні туралы", "Тексеру", "")
    [attempt] = row["attempts"]
    assert (attempt["at"], attempt["ended_at"], attempt["note"]) == (NOW, later(60), "Үнсіз")
    assert attempt["result"]
    assert "outbound" not in exported(other, head)


def test_a_message_is_told_in_its_words_and_forgotten_with_the_client(who: Person, head: Person) -> None:
    client = reachable(1)
    identifying.add(client=client, kind=IdentityKind.EMAIL, value=MAIL, at=NOW)
    texts = {"kk": "Су болмайды"}
    outbound = calling(who.queues.get().queue, who, channel=centre.channel(ChannelKind.EMAIL), texts=texts)
    filling.fill(outbound=outbound, clients=[(client.pk, "")], source="table", by=who, at=NOW)
    making.turn(outbound=outbound, to=ListState.RUNNING, by=who, at=NOW)
    row = taking.take_next(outbound=outbound, by=who, at=NOW)
    assert row is not None
    attempting.send(row=row, text="Ертең су болмайды", by=who, at=NOW)
    [told] = exported(client, head)["outbound"]
    assert [attempt["text"] for attempt in told["attempts"]] == ["Ертең су болмайды"]
    promise(client, who, "Құпия")
    erasing.erase(client=client, ground="request", by=head, at=later(700))
    message = OutboundMessage.objects.get()
    assert not Job.objects.waiting().filter(kind=delivery.SEND).exists()
    assert (message.text, message.subject, message.address_sealed, message.address_masked) == ("", "", "", "")
    after = exported(client, head)
    assert [attempt["text"] for attempt in after["outbound"][0]["attempts"]] == [""]
    assert (after["call_backs"][0]["number"], after["call_backs"][0]["note"]) == ("", "")


def test_the_page_to_print_shows_all_three(who: Person, head: Person) -> None:
    client = reachable(1)
    promise(client, who, "Түстен кейін")
    silencing.silence(client=client, by=who, reason="Кешке шалмаңыз", at=NOW)
    browser = Browser()
    browser.force_login(head)
    page = browser.post(f"/clients/{client.pk}/export/", {"form": "page"}).content.decode()
    assert [word for word in (NUMBER, "Түстен кейін", "Кешке шалмаңыз") if word not in page] == []
