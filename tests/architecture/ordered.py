"""Objects of the access matrix: a case with a need, an offer and an order line; what the forms beside them need."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from anyqtama.cases import registering
from anyqtama.cases.kinds import lines
from anyqtama.cases.models import Case, CaseKind, OfferWay
from anyqtama.cases.orders import lining, needing, reading_back, suggesting
from anyqtama.cases.orders.terms import Wanted
from anyqtama.contacts.models import Contact
from anyqtama.knowledge import cataloguing
from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person
from tests import cast, centre
from tests.architecture.matters import DESK
from tests.architecture.objects import Made, Others, Scene

Body = Callable[[Scene, Person], Mapping[str, Any]]
CODE = "matrix-order"
PAGES = (
    "case_order", "case_line_new", "case_line", "case_line_cancel", "case_order_confirm", "case_need",
    "case_need_confirm", "case_offers", "case_offer",
)  # fmt: skip
LINE = {"version": "2", "quantity": "1", "offering": CODE}
ADVICE: dict[str, Any] = {
    "need": {"words": "Matrix"},
    "need_confirm": {"read_back": "Matrix"},
    "offers": {"code": CODE, "way": "chosen"},
    "offer": {"act": "accept"},
}


def offering() -> Offering:
    content = Content("service", {"kk": "Матрица"}, prices=[(date(2026, 1, 1), Decimal(500))])
    return cataloguing.save(code=CODE, content=content, by=None, at=cast.NOW)


def ordered_case(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: led by the person, if they work at a desk, else by the operator of their group."""
    leader = (person if person.has_role(*DESK) else stage.people["operator"]) if own else stage.foreigner
    made = registering.register(
        client=centre.client(), contact=None, topic=stage.topic, subject="Matrix", details="", by=leader, at=cast.NOW,
        kind=CaseKind.objects.get(code="order"),
    )  # fmt: skip
    advised(made, leader)
    lining.add(case=made, offering=offering(), wanted=Wanted(1), by=leader, at=cast.NOW)
    return Made(made.number, made)


def advised(about: Case | Contact, by: Person) -> None:
    need = needing.take_down(about=about, words="Matrix", by=by, at=cast.NOW)
    suggesting.suggest(need=need, offering=offering(), way=OfferWay.CHOSEN, why=[], by=by, at=cast.NOW)


def line_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    case = others["number"].row
    assert isinstance(case, Case)
    line = case.lines.get()
    return Made(line.pk, line)


def _said(said: Mapping[str, str]) -> Body:
    return lambda stage, person: said


def read_out(stage: Scene, person: Person) -> dict[str, str]:
    """The mark of the lines of the case that was made last."""
    return {"seen": reading_back.mark(lines.live(Case.objects.latest("pk")))}


BODIES: dict[str, Body] = {
    **{f"{place}_{name}": _said(said) for name, said in ADVICE.items() for place in ("case", "desk")},
    "case_line_new": _said(LINE),
    "case_line": _said(LINE | {"quantity": "2"}),
    "case_line_cancel": _said({"version": "2", "reason": "Matrix"}),
    "case_order_confirm": read_out,
}
