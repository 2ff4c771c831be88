from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from anyqtama.cases import closing, moving
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import lines
from anyqtama.cases.locking import ChangedMeanwhile
from anyqtama.cases.models import CaseState
from anyqtama.cases.orders import lining, reading_back
from anyqtama.cases.orders.terms import LineWrong, Wanted
from anyqtama.cases.orders.tests import world
from anyqtama.cases.orders.tests.world import WANTED
from anyqtama.cases.tests.world import case
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Message
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Person
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Person:
    shipped_data.load()
    return centre.operator(language="en")


def test_a_line_keeps_the_price_of_its_day_with_the_discount(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    made = world.order(operator)
    now = world.line(made, monthly, operator, wanted=replace(WANTED, discount=0, documents=["Жеке куәлік"]))
    next_year = world.line(made, monthly, operator, at=NOW + timedelta(days=60))
    assert (now.unit_price, now.discount_percent, now.total) == (Decimal(6000), 50, Decimal(6000))
    assert (next_year.unit_price, next_year.total) == (Decimal(9000), Decimal(18000))
    assert now.documents == [{"said": "Жеке куәлік", "there": True}, {"said": "Зейнеткер куәлігі", "there": False}]
    lining.change(line=now, wanted=replace(WANTED, quantity=3), by=operator, at=NOW + timedelta(days=60))
    now.refresh_from_db()
    assert (now.unit_price, now.total) == (Decimal(6000), Decimal(18000)), "what was ordered keeps its price"
    entry = Entry.objects.filter(kind="order.line_written").latest("pk")
    assert entry.payload["changed"] == ["discount_percent", "discount_why", "documents", "quantity", "total"]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(WANTED, quantity=-3), "quantity"), (replace(WANTED, quantity=0), "quantity"),
        (replace(WANTED, quantity=10**30), "quantity"), (replace(WANTED, payment_form="qr"), "payment_form"),
        (replace(WANTED, payment_form=""), "payment_form"), (replace(WANTED, payment_terms="Кейін"), "payment_terms"),
        (replace(WANTED, receiving="post"), "receiving"), (replace(WANTED, address=" "), "address"),
        (replace(WANTED, discount=1), "discount"), (replace(WANTED, discount=-1), "discount"),
    ],
)  # fmt: skip
def test_what_the_catalogue_does_not_allow_is_refused(operator: Person, wanted: Wanted, field: str) -> None:
    monthly, _card, _waste = world.catalogue()
    made = world.order(operator)
    with pytest.raises(LineWrong) as wrong:
        world.line(made, monthly, operator, wanted=wanted)
    assert wrong.value.field == field
    assert not made.lines.exists()


def test_an_order_of_minus_three_is_answered_in_words(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    with translation.override("en"), pytest.raises(LineWrong) as wrong:
        world.line(world.order(operator), monthly, operator, wanted=replace(WANTED, quantity=-3))
    assert "from 1 to 999; -3" in str(wrong.value.message)


def test_a_kind_without_lines_and_an_offering_without_a_price_take_none(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    with pytest.raises(lining.KindHasNoLines):
        world.line(case(operator), monthly, operator)
    with pytest.raises(LineWrong):
        world.line(world.order(operator), world.offering("bare", "Бағасыз", None), operator, wanted=Wanted(1))


def test_a_cancelled_line_says_why_and_counts_no_more(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    made = world.order(operator)
    line = world.line(made, monthly, operator)
    with pytest.raises(lining.WhyCancelled):
        lining.cancel(line=line, reason=" ", by=operator, at=later(5))
    lining.cancel(line=line, reason="Ойын өзгертті", by=operator, at=later(10))
    with pytest.raises(lining.LineIsCancelled):
        lining.change(line=line, wanted=WANTED, by=operator, at=later(20))
    assert lines.live(made) == []
    with pytest.raises(reading_back.NothingOrdered):
        confirm(made, operator)


def confirm(made: Any, by: Person, seconds: float = 60, **facts: Any) -> Any:
    mark = reading_back.mark(lines.live(made))
    return reading_back.confirm(case=made, by=by, at=later(seconds), **{"seen": mark} | facts)


def test_what_the_client_confirmed_stays_and_a_change_needs_another_word(operator: Person) -> None:
    monthly, card, _waste = world.catalogue()
    made = world.order(operator)
    with pytest.raises(lines.NotConfirmed):
        moving.move(case=made, stage="confirmed", by=operator, at=later(1))
    line = world.line(made, monthly, operator)
    with pytest.raises(ChangedMeanwhile):
        confirm(made, operator, seen="of yesterday")
    first = confirm(made, operator)
    made.refresh_from_db()
    assert (made.stage, made.state) == ("confirmed", CaseState.WITH_DEPARTMENT)
    assert "2 × 6\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₸" in first.text
    assert "Айлық жолақы билеті" in first.text
    with pytest.raises(reading_back.ConfirmedAlready):
        confirm(made, operator)
    world.offering("pass", "Айлық билет", payment_forms=["card"], at=later(70))
    assert lines.confirmed(made), "a name put right is no other order"
    lining.cancel(line=line, reason="Артық", by=operator, at=later(80))
    world.line(made, card, operator, wanted=Wanted(1, payment_form="cash"))
    assert not lines.confirmed(made)
    second = confirm(made, operator, 90)
    first.refresh_from_db()
    assert (first.number, second.number, first.total, second.total) == (1, 2, Decimal(12000), Decimal(500))


def test_a_topic_of_a_department_does_not_confirm_an_order_by_itself(operator: Person) -> None:
    made = world.order(operator, topic=centre.topic("dep", promise_minutes=60, department=cast.unit()))
    assert made.stage == "new"


def test_the_confirmation_goes_into_the_talk_and_by_the_chosen_way(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    queue = centre.queue()
    operator = centre.operator(queue)
    contact = centre.running(queue, operator)
    made = world.order(operator, contact=contact)
    identifying.add(client=made.client, kind=IdentityKind.PHONE, value="87015552148", at=NOW)
    world.line(made, monthly, operator)
    sms = centre.channel(ChannelKind.SMS, adapter="console")
    told = confirm(made, operator, channel=sms)
    assert OutboundMessage.objects.get(pk=told.sent_reference).text == told.text
    assert Message.objects.filter(contact=contact, text=told.text).exists()
    assert Entry.objects.get(kind="order.confirmed").payload["channel"] == "sms"


def test_a_closed_order_is_not_changed(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    made = world.order(operator)
    closing.close(case=made, resolved=False, reason="Бас тартты", by=operator, at=later(10))
    with pytest.raises(CaseIsClosed):
        world.line(made, monthly, operator)
