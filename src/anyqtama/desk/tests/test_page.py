"""The desk as a page: what it shows, in which words, at what cost, to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anyqtama.desk.tests.world import SCRIPTED, signed_in, world
from anyqtama.knowledge.models import QuickReply
from anyqtama.people.models import Presence
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import later, names

pytestmark = pytest.mark.django_db
MOST_QUERIES = 48


def test_an_empty_desk_says_what_will_happen() -> None:
    operator = centre.operator(language="en")
    page = signed_in(operator).get("/desk/").content.decode()
    assert "You are available" in page
    assert "You are in no queue yet" in page


def test_an_unavailable_operator_gets_the_one_thing_to_do() -> None:
    operator = centre.operator(language="en", state="away")
    assert "Become available" in signed_in(operator).get("/desk/").content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_every_contact_of_mine_has_its_row(number: int) -> None:
    here = world(contacts_at_once=9)
    for each in range(number - 1):
        centre.running(here.queue, here.operator, client=centre.client(f"Нұрмағамбетов Дәурен {each} Сәкенұлы" * 4))
    assert here.page().count('class="aq-contact') - here.page().count('class="aq-contact-') >= number


def test_the_page_costs_the_same_with_a_long_talk_and_many_contacts() -> None:
    here = world(contacts_at_once=20)
    here.page()
    with CaptureQueriesContext(connection) as few:
        here.page()
    for each in range(10):
        here.post("reply", text=f"Жол {each}", seen="99")
        centre.running(here.queue, here.operator, client=centre.client(f"Клиент {each}"))
        centre.topic()
        QuickReply.objects.create(shortcut=f"r{each}", names=names("r"), texts=names("Сәлем, {client_name}"))
    with CaptureQueriesContext(connection) as many:
        here.page()
    assert len(many) <= len(few) + 1
    assert len(many) <= MOST_QUERIES


def test_the_forms_of_the_verbs_come_with_the_page_only_where_one_is_open() -> None:
    here = world()
    for form in ("transfer", "consult", "block", "close", "case", "difficult", "rescue", "client"):
        action = f'action="/desk/{here.contact.pk}/{form}/"'
        assert action in here.dialogs()
        assert action in here.page("?opened=close")
        assert action not in here.page()


def test_a_contact_opened_in_place_brings_only_what_changes() -> None:
    here = world()
    whole = here.page()
    with CaptureQueriesContext(connection) as asked:
        part = here.browser.get(f"/desk/{here.contact.pk}/", headers=SCRIPTED).content.decode()
    for piece in ("data-opened", "data-context-column", "data-forms", "data-lines", 'id="panel-case"'):
        assert piece in part
        assert piece in whole
    for piece in ("<html", "data-contacts", "data-queues"):
        assert piece not in part
        assert piece in whole
    assert len(asked) <= MOST_QUERIES - 10
    nothing = here.browser.get("/desk/", headers=SCRIPTED).content.decode()
    assert "aq-desk-nothing" in nothing
    assert "data-contact=" not in nothing


def test_templates_are_filled_and_a_gap_stays_visible() -> None:
    here = world()
    QuickReply.objects.create(shortcut="hi", names=names("Hi"), texts=names("{client_name}! №{case_number}"))
    page = here.page("?template=hi")
    assert f"{here.client.name}! №{{case_number}} (kk)</textarea>" in page


def test_a_contact_nobody_is_known_behind_still_has_a_name() -> None:
    here = world()
    unknown = centre.running(here.queue, here.operator)
    page = here.browser.get(f"/desk/{unknown.pk}/").content.decode()
    assert f"Visitor No. {unknown.pk}" in page


def test_a_heartbeat_keeps_the_desk_alive() -> None:
    here = world()
    before = Presence.objects.get(person=here.operator).heartbeat_at
    answer = here.browser.post("/desk/heartbeat/")
    assert answer.json()["kind"] == "available"
    assert Presence.objects.get(person=here.operator).heartbeat_at > before


def test_a_desk_that_heard_of_a_change_is_told_with_its_heartbeat_what_waits() -> None:
    here = world()
    centre.waiting(here.queue)
    assert "queues" not in here.browser.post("/desk/heartbeat/").json()
    told = here.browser.post("/desk/heartbeat/", {"queues": "1"}).json()
    assert (told["kind"], "<b>1</b>" in told["queues"]["html"]) == ("available", True)


def test_a_lead_watches_a_contact_of_the_unit_and_only_comments() -> None:
    unit = cast.unit()
    queue = centre.queue(unit=unit)
    owner = centre.operator(queue, unit=unit)
    contact = centre.running(queue, owner, at=later(0))
    browser = signed_in(cast.person(Role.TEAM_LEAD, unit=unit, language="en"))
    page = browser.get(f"/desk/{contact.pk}/").content.decode()
    assert f"/desk/{contact.pk}/note/" in page
    assert f"/desk/{contact.pk}/close/" not in page
    assert browser.get(f"/desk/{contact.pk}/dialogs/").status_code == 404
    assert browser.post(f"/desk/{contact.pk}/note/", {"text": "Жақсы"}).status_code == 302
    assert browser.post(f"/desk/{contact.pk}/hold/").status_code == 409
