"""What the desk shows of a client at each level of verification, and who looked at what is hidden."""

import pytest

from anyqtama.cases.tests.world import case, only_for_leads
from anyqtama.channels.models import ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind, Look
from anyqtama.contacts import phoning
from anyqtama.contacts.models import Contact, PhoneCall
from anyqtama.desk.context import beside
from anyqtama.desk.context.case_panel import similar
from anyqtama.desk.forms import RegisterForm
from anyqtama.desk.tests.world import World, world
from anyqtama.desk.topics import topic_choices
from anyqtama.kernel.models import Entry
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
CARD = "4400430123456789"
NUMBER = "+77015552148"


def calls(here: World) -> Contact:
    centre.channel(ChannelKind.PHONE)
    here.client.address, here.client.notes = "Абай даңғылы, 47", "Кеш қоңырау шалған ыңғайлы"
    here.client.save()
    identifying.add(client=here.client, kind=IdentityKind.PHONE, value=NUMBER, at=NOW)
    topic = centre.topic(queue=here.queue)
    return phoning.begin(by=here.operator, number=NUMBER, language="kk", topic=topic, outgoing=False, at=later(9))


def page(here: World, call: Contact) -> str:
    return str(here.browser.get(f"/desk/{call.pk}/").content.decode())


def test_a_fact_is_hidden_from_a_talk_until_the_caller_is_known_well_enough() -> None:
    here = world()
    call = calls(here)
    hidden = page(here, call)
    assert "Абай даңғылы" not in hidden
    assert "may not be told yet" in hidden
    dialogs = here.browser.get(f"/desk/{call.pk}/dialogs/").content.decode()
    assert dialogs.count("Абай даңғылы") == 1  # where a life is in danger, 112 is told the address
    phoning.verify(contact=call, by=here.operator, level=PhoneCall.Verification.DOCUMENT, at=later(20))
    shown = page(here, call)
    assert "Абай даңғылы" in shown
    assert "All that you see may be told" in shown


def test_an_address_compares_matters_only_where_it_may_be_told_and_as_a_whole() -> None:
    here = world()
    call = calls(here)
    assert call.topic is not None
    topic, lifts = call.topic, {"topic": call.topic, "subject": "Лифт"}
    there = case(here.operator, client=centre.client("Басқа"), address="Абай к-сі 47", **lifts)
    case(here.operator, client=centre.client("Үшінші"), address="Астана, Достық 5", **lifts)

    def offered() -> bool:
        form = RegisterForm(topics=topic_choices())
        beside.offer(form, call, here.operator)
        return "same_as" in form.fields

    assert similar(call, topic, here.operator) == []
    assert not offered()
    phoning.verify(contact=call, by=here.operator, level=PhoneCall.Verification.DOCUMENT, at=later(20))
    call.refresh_from_db()
    assert similar(call, topic, here.operator) == [there]
    assert offered()
    here.client.address = "Астана"
    here.client.save()
    call.refresh_from_db()
    assert similar(call, topic, here.operator) == []
    here.client.address = there.address
    here.client.save()
    call.refresh_from_db()
    assert similar(call, topic, here.operator) == [there]
    only_for_leads("address")
    assert similar(call, topic, here.operator) == []


def test_who_compares_looks_at_the_fact_alone_and_the_access_log_keeps_it() -> None:
    here = world()
    call = calls(here)
    assert here.post("client/facts/address", call).json()["value"] == "Абай даңғылы, 47"
    look = Look.objects.get(why=Look.Why.COMPARING)
    assert (look.client, look.person, look.field) == (here.client, here.operator, "client.address")
    assert here.post("client/facts/iin", call).status_code == 404
    without_scripts = here.browser.post(f"/desk/{call.pk}/client/facts/notes/").content.decode()
    assert "Кеш қоңырау" in without_scripts
    assert "Абай даңғылы" not in without_scripts


def test_changing_the_card_leaves_what_was_hidden_as_it_is() -> None:
    here = world()
    call = calls(here)
    assert here.post("client", call, name="Ерлан Сапар", language="kk").json()["done"]
    here.client.refresh_from_db()
    assert (here.client.name, here.client.address) == ("Ерлан Сапар", "Абай даңғылы, 47")
    level = PhoneCall.Verification.DOCUMENT
    phoning.verify(contact=call, by=here.operator, level=level, at=later(20))  # the form on the page is of before
    assert here.post("client", call, name="Ерлан Сапаров", language="kk").json()["done"]
    here.client.refresh_from_db()
    assert (here.client.name, here.client.address) == ("Ерлан Сапаров", "Абай даңғылы, 47")


def test_a_card_number_in_a_talk_is_covered_and_shown_whole_only_by_a_noted_look() -> None:
    here = world()
    here.post("note", text=f"Карта {CARD}", key="k")
    shown = here.page()
    assert CARD not in shown
    assert "••••6789" in shown
    seq = here.contact.messages.get(key="k").seq
    assert here.post(f"lines/{seq}").json()["value"] == f"Карта {CARD}"
    assert Entry.objects.get(kind="contact.line_revealed").payload == {"seq": seq}
    assert Look.objects.filter(client=here.client, field="contact.text").count() == 1
    assert CARD not in str(here.changes())


def test_opening_the_desk_beside_a_client_is_one_look() -> None:
    here = world()
    here.page()
    here.page()
    assert Look.objects.filter(client=here.client, person=here.operator, why=Look.Why.DESK).count() == 1
