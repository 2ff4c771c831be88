from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from anyqtama.cases.models import Case, ClientNeed, OfferWay, ServiceOffer
from anyqtama.cases.orders import asking_next, matching, needing, report, suggesting
from anyqtama.cases.orders.tests import world
from anyqtama.clients import erasing
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def operator() -> Person:
    shipped_data.load()
    return centre.operator(language="en")


def fitting(words: str, by: Person, **facts: Any) -> list[matching.Match]:
    given = {"topic": None, "language": "kk", "day": NOW.date()} | facts
    return matching.matches(person=by, words=words, **given)


def test_a_need_is_kept_in_the_clients_words_and_confirmed_once(operator: Person) -> None:
    order = world.order(operator)
    with pytest.raises(needing.NeedMissing):
        world.need(order, operator, "  ")
    made = world.need(order, operator)
    with pytest.raises(needing.ReadBackMissing):
        needing.confirm(need=made, read_back=" ", by=operator, at=later(5))
    needing.confirm(need=made, read_back="Айлық жолақы", by=operator, at=later(10))
    needing.confirm(need=made, read_back="Басқа", by=operator, at=later(20))
    made.refresh_from_db()
    assert (made.words, made.read_back, made.confirmed_at) == (world.NEED, "Айлық жолақы", later(10))
    assert Entry.objects.filter(kind="need.confirmed").count() == 1
    assert Entry.objects.get(kind="need.taken").personal == {"words": world.NEED}


def test_the_need_of_a_talk_belongs_to_who_leads_it_and_goes_on_with_its_case(operator: Person) -> None:
    queue = centre.queue()
    operator = centre.operator(queue)
    contact = centre.running(queue, operator)
    with pytest.raises(NotTheOwner):
        world.need(contact, centre.operator())
    made = world.need(contact, operator)
    assert needing.current(contact) == made
    assert needing.current(world.order(operator, contact=contact)) == made


def test_what_fits_says_why_and_what_speaks_for_it(operator: Person) -> None:
    monthly, card, _waste = world.catalogue()
    found = fitting(world.NEED, operator)
    assert [match.offering for match in found] == [monthly, card]
    assert any("жолақы" in reason for reason in found[0].reasons)
    assert "Автобус: барлық бағыт" in found[0].advantages
    assert any("50 %" in each for each in found[0].advantages)
    assert any("500" in each for each in found[1].advantages), "the lowest price of these"
    assert fitting("Терезеге шымылдық тігіп бересіз бе", operator) == []


def test_the_topic_alone_is_a_reason(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    found = fitting("Кеңес керек еді", operator, topic=centre.topic("bus"))
    assert [match.offering for match in found] == [monthly]
    assert "bus" in found[0].reasons[0]


def test_an_offer_is_made_once_and_its_outcome_is_journalled(operator: Person) -> None:
    monthly, card, _waste = world.catalogue()
    need = world.need(world.order(operator), operator)

    def suggest(of: Offering) -> ServiceOffer:
        return suggesting.suggest(need=need, offering=of, way=OfferWay.MATCH, why=["себебі"], by=operator, at=NOW)

    offer = suggest(monthly)
    assert suggest(monthly).pk == offer.pk
    with pytest.raises(suggesting.RefusalNeeded):
        suggesting.refuse(offer=offer, refusal=None, by=operator, at=later(5))
    suggesting.refuse(offer=offer, refusal=world.refusal(), words="Қымбат екен", by=operator, at=later(10))
    suggesting.accept(offer=offer, by=operator, at=later(20))
    suggesting.accept(offer=offer, by=operator, at=later(30))
    told = Entry.objects.filter(kind="service.offer_decided").order_by("pk")
    assert [(each.payload["outcome"], each.payload["refusal"]) for each in told] == [
        ("refused", "price"), ("accepted", ""),
    ]  # fmt: skip
    suggesting.refuse(offer=suggest(card), refusal=world.refusal("has-it"), by=operator, at=later(40))
    rows = report.rows(NOW, later(60))
    assert [(row.offering, row.accepted, row.refused, list(row.why)) for row in rows] == [
        (monthly, 1, 0, []), (card, 0, 1, [("Has it already", 1)]),
    ]  # fmt: skip
    assert [row.share for row in rows] == [100, 0]


def test_what_is_asked_next_comes_from_rules_and_from_counting(operator: Person) -> None:
    monthly, card, waste = world.catalogue()
    topic = centre.topic("bus")

    def after(*told: int) -> list[tuple[Offering, int, int]]:
        found = asking_next.asked_next(person=operator, after=[monthly], topic=topic, told=told, at=later(90))
        return [(each.offering, each.taken, each.offered) for each in found]

    assert after() == [(card, 0, 0)]
    assert after(card.pk) == []
    for number in range(4):
        need = world.need(world.order(operator, topic=topic), operator)
        for of in (monthly, waste):
            offer = suggesting.suggest(need=need, offering=of, way=OfferWay.CHOSEN, why=[], by=operator, at=NOW)
            if number or of == monthly:
                suggesting.accept(offer=offer, by=operator, at=later(5))
            else:
                suggesting.refuse(offer=offer, refusal=world.refusal(), by=operator, at=later(5))
    assert after(card.pk) == [(waste, 3, 4)]


def test_a_client_who_is_forgotten_leaves_the_numbers(operator: Person) -> None:
    monthly, _card, _waste = world.catalogue()
    made = world.order(operator)
    need = world.need(made, operator)
    offer = suggesting.suggest(need=need, offering=monthly, way=OfferWay.MATCH, why=[], by=operator, at=NOW)
    suggesting.refuse(offer=offer, refusal=world.refusal(), words="Жоқ", by=operator, at=later(5))
    world.line(made, monthly, operator)
    Case.objects.update(state="closed")
    erasing.erase(client=made.client, ground="request", by=operator, at=later(60))
    assert (ClientNeed.objects.get().words, ServiceOffer.objects.get().words, made.lines.get().address) == ("", "", "")
    assert report.rows(NOW, later(60))[0].refused == 1
