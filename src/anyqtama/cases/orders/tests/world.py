"""A small catalogue and an order, for the tests of advice and orders."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, CaseKind, ClientNeed, OfferRefusal
from anyqtama.cases.orders import lining, needing, refusals
from anyqtama.cases.orders.terms import Wanted
from anyqtama.cases.tests.world import case
from anyqtama.knowledge import cataloguing
from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW

PENSIONERS = {"percent": 50, "names": {"kk": "Зейнеткерлерге", "ru": "Пенсионерам", "en": "Pensioners"}}
WANTED = Wanted(2, payment_form="card", receiving="delivery", address="Абай көшесі, 12")
NEED = "Маған автобусқа ай сайын жүретін жолақы не карта керек, зейнеткермін"


def offering(code: str, name: str, price: str | None = "6000", at: datetime = NOW, **facts: Any) -> Offering:
    prices = [(date(2026, 1, 1), Decimal(price)), (date(2027, 1, 1), Decimal(9000))] if price else []
    content = Content(kind="service", names={"kk": name}, prices=prices, **facts)
    return cataloguing.save(code=code, content=content, by=None, at=at)


def catalogue() -> tuple[Offering, Offering, Offering]:
    """A pass, a card that is asked next after it, and something that has nothing to do with either."""
    card = offering("card", "Көлік картасы", "500", payment_forms=["cash"], texts={"about": {"kk": "Автобусқа карта"}})
    monthly = offering(
        "pass", "Айлық жолақы билеті", payment_forms=["cash", "card"], receiving=["office", "delivery"],
        discounts=[PENSIONERS], asked_next=["card"], topics=["bus"],
        texts={
            "about": {"kk": "Автобуста шексіз сапар"},
            "characteristics": {"kk": "Автобус: барлық бағыт\nМерзімі: 30 күн"},
            "payment": {"kk": "Алған күні төленеді\nҮш айға бөліп төленеді"},
            "documents": {"kk": "Жеке куәлік\nЗейнеткер куәлігі"},
        },
    )  # fmt: skip
    return monthly, card, offering("waste", "Ірі көлемді қалдықты шығару", "4500")


def order_kind() -> CaseKind:
    shipped.load()
    refusals.load()
    return CaseKind.objects.get(code="order")


def order(by: Person, **facts: Any) -> Case:
    topic = facts.pop("topic", None) or centre.topic("bus", promise_minutes=960)
    return case(by, kind=order_kind(), topic=topic, client=centre.client(language="kk"), **facts)


def need(about: Any, by: Person, words: str = NEED) -> ClientNeed:
    return needing.take_down(about=about, words=words, by=by, at=NOW)


def line(made: Case, of: Offering, by: Person, at: datetime = NOW, wanted: Wanted = WANTED) -> Any:
    return lining.add(case=made, offering=of, wanted=wanted, by=by, at=at)


def refusal(code: str = "price") -> OfferRefusal:
    return OfferRefusal.objects.get(code=code)
