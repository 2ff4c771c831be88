"""The cursor of an open desk: few queries whatever is there, only what is new, marks that tell what changed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anyqtama.contacts import arrival, conversation, transferring
from anyqtama.contacts.models import Contact, Offer
from anyqtama.desk import unchanged
from anyqtama.desk.tests.world import World, signed_in, world
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import VISITOR, later

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def queries(here: World) -> int:
    here.changes()  # the session's own stamp is written once a minute
    with CaptureQueriesContext(connection) as seen:
        here.changes()
    return len(seen)


def fill(here: World, number: int) -> None:
    for each in range(number):
        contact = centre.running(here.queue, here.operator, client=centre.client(f"Клиент {each}"))
        arrival.receive(
            inbound=centre.inbound(f"Жол {each}", conversation=here.contact.conversation),
            by=VISITOR, at=later(30 + each), client=here.client,
        )  # fmt: skip
        waits = centre.waiting(centre.queue(), at=later(40))
        Offer.objects.create(contact=waits, person=here.operator, offered_at=later(0), expires_at=later(10**9))
        assert contact.owner == here.operator


def test_one_look_costs_at_most_a_dozen_queries_however_much_there_is() -> None:
    here = world(contacts_at_once=50)
    few = queries(here)
    fill(here, 8)
    assert queries(here) <= few + 1  # the first file or offer may open one relation more
    assert queries(here) <= MOST_QUERIES


def test_what_is_mine_comes_without_the_queues_and_costs_less() -> None:
    here = world(contacts_at_once=50)
    address = f"/desk/changes/?part=mine&after=0&contact={here.contact.pk}"
    here.browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        news = here.browser.get(address).json()
    assert "queues" not in news
    assert news["talk"]["lines"]
    assert len(seen) <= MOST_QUERIES - 3


def test_a_poll_learns_cheaply_that_nothing_happened_and_at_once_what_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "WHOLE_EVERY_SECONDS", 10**10)
    here = world()
    address = f"/desk/changes/?part=mine&after=0&contact={here.contact.pk}&mark="
    mark = here.browser.get(address).json()["mark"]
    with CaptureQueriesContext(connection) as seen:
        assert here.browser.get(address + mark).json() == {"same": True}
    assert len(seen) <= MOST_QUERIES - 6
    conversation.note(contact=here.contact, by=here.operator, text="Жаңа жол", key="k", at=later(9))
    after = here.browser.get(address + mark).json()
    assert "Жаңа жол" in after["talk"]["lines"][-1]["html"]
    waits = centre.waiting(here.queue, at=later(10))
    Offer.objects.create(contact=waits, person=here.operator, offered_at=later(0), expires_at=later(10**9))
    assert len(here.browser.get(address + after["mark"]).json()["offers"]) == 1


def test_a_look_behind_the_cursor_brings_only_what_is_new() -> None:
    here = world()
    before = here.changes()["talk"]
    assert before["lines"]
    assert not here.changes(before["seq"])["talk"]["lines"]
    conversation.note(contact=here.contact, by=here.operator, text="Жаңа <b>жол</b>", key="k", at=later(9))
    after = here.changes(before["seq"])["talk"]
    assert [line["seq"] for line in after["lines"]] == [before["seq"] + 1]
    assert "Жаңа &lt;b&gt;жол" in after["lines"][0]["html"]


def test_marks_stay_while_only_clocks_run_and_change_with_the_contact() -> None:
    here = world()
    one, two = here.changes(), here.changes()
    assert one["contacts"][0]["mark"] == two["contacts"][0]["mark"]
    assert one["talk"]["head"]["mark"] == two["talk"]["head"]["mark"]
    assert one["queues"]["mark"] == two["queues"]["mark"]
    here.post("reply", text="Сәлеметсіз бе", seen="9")
    three = here.changes()
    assert three["contacts"][0]["mark"] != two["contacts"][0]["mark"]
    assert three["talk"]["head"]["mark"] != two["talk"]["head"]["mark"]


def test_a_contact_that_went_to_somebody_else_leaves_the_list_and_changes_its_shape() -> None:
    here = world()
    before = here.changes()
    other = centre.queue()
    here.post("transfer", target=f"queue:{other.pk}", reason="тіл")
    after = here.browser.get("/desk/changes/").json()
    assert (before["count"], after["count"]) == (1, 0)
    assert after["talk"] is None


def test_the_waiting_of_my_queues_are_counted_and_the_first_may_be_taken() -> None:
    here = world()
    first = centre.waiting(here.queue, at=later(1))
    centre.waiting(here.queue, at=later(2))
    centre.waiting(centre.queue(), at=later(2))
    Offer.objects.all().delete()
    type(first).objects.filter(pk=first.pk).update(state="waiting")
    html = here.changes()["queues"]["html"]
    assert "<b>2</b>" in html
    assert f"/desk/{first.pk}/accept/" in html


def test_what_is_under_the_lines_comes_with_the_look_when_the_contact_stands_otherwise_than_the_page_knows() -> None:
    here = world()

    def look(shape: str) -> dict[str, Any]:
        address = f"/desk/changes/?part=mine&contact={here.contact.pk}&after=0&shape={shape}"
        talk: dict[str, Any] = here.browser.get(address).json()["talk"]
        return talk

    shape = look("")["shape"]
    assert f'data-shape="{shape}"' in here.page()
    assert look(shape)["bottom"] is None
    here.post("hold")
    held = look(shape)
    assert held["shape"] != shape
    assert f'action="/desk/{here.contact.pk}/resume/"' in held["bottom"]
    assert look(held["shape"])["bottom"] is None
    assert here.changes()["talk"]["bottom"] is None  # nobody said what they know


def test_a_desk_after_the_last_contact_asks_little() -> None:
    here = world()
    here.browser.get("/desk/", headers={"X-Desk": "1"})
    with CaptureQueriesContext(connection) as seen:
        page = here.browser.get("/desk/", headers={"X-Desk": "1"}).content.decode()
    assert "press A to accept" in page
    assert len(seen) <= MOST_QUERIES - 7


@pytest.mark.parametrize("query", ["contact=0&after=0", "contact=99999999999999999&after=0"])
def test_a_contact_out_of_sight_is_not_told_about(query: str) -> None:
    answer = world().browser.get(f"/desk/changes/?{query}")
    assert (answer.status_code, answer.json()) == (200, {"gone": True})


@pytest.mark.parametrize("query", ["contact=x&after=-1", "contact=&after=99999999999999999999", "contact=%00"])
def test_a_malformed_cursor_is_read_from_the_start(query: str) -> None:
    answer = world().browser.get(f"/desk/changes/?{query}")
    assert answer.status_code == 200
    assert answer.json()["talk"] is None


def test_a_contact_that_is_handed_on_is_new_for_its_new_owner_until_looked_at() -> None:
    here = world()
    other = centre.operator(here.queue, language="en")
    browser = signed_in(other)
    transferring.to_person(contact=here.contact, by=here.operator, person=other, reason="Trees", at=later(9))
    row = browser.get("/desk/changes/").json()["contacts"][0]["html"]
    assert ("aq-contact-unread" in row, "Handed on to you" in row, "data-handed" in row) == (True, True, True)
    browser.post(f"/desk/{here.contact.pk}/read/", {"seen": "99"})
    assert "data-handed" not in browser.get("/desk/changes/").json()["contacts"][0]["html"]


def test_a_lead_who_watches_reassigns_from_the_page_and_an_operator_cannot() -> None:
    here = world()
    other = centre.operator(here.queue, language="en", family_name="Receiver")
    reader = signed_in(cast.person(Role.TEAM_LEAD, whole_centre=True, language="en"))
    page = reader.get(f"/desk/{here.contact.pk}/").content.decode()
    assert f'action="/contacts/{here.contact.pk}/owner/"' in page
    assert '<option value="">choose</option>' in page
    assert f'<option value="{here.operator.pk}">' not in page
    assert "/owner/" not in here.page()
    given = {"person": other.pk, "reason": "Trees", "next": f"/desk/{here.contact.pk}/"}
    reader.post(f"/contacts/{here.contact.pk}/owner/", given)
    assert Contact.objects.get(pk=here.contact.pk).owner == other
