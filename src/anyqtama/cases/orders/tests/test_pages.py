from typing import Any

import pytest

from anyqtama.cases.kinds import lines
from anyqtama.cases.models import Case
from anyqtama.cases.orders import reading_back
from anyqtama.cases.orders.tests import world
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Person:
    shipped_data.load()
    return centre.operator(language="en")


@pytest.fixture
def made(operator: Person) -> Case:
    world.catalogue()
    return world.order(operator)


def url(made: Case, more: str = "order/") -> str:
    return f"/cases/{made.number}/{more}"


def line(**said: Any) -> dict[str, Any]:
    return {
        "offering": "pass", "version": 1, "quantity": 2, "payment_form": "card", "receiving": "delivery",
        "address": f"Абай {XSS}",
    } | said  # fmt: skip


def test_from_the_need_to_the_confirmed_order_on_one_page(operator: Person, made: Case) -> None:
    browser = signed_in(operator)
    assert browser.post(url(made, "need/"), {"words": world.NEED}).status_code == 302
    assert browser.post(url(made, "need/confirmation/"), {"read_back": world.NEED}).status_code == 302
    page = browser.get(url(made))
    assert [match.offering.code for match in page.context["advice"].matches] == ["pass", "card"]
    assert browser.post(url(made, "offers/"), {"code": "pass", "way": "match"}).status_code == 302
    assert browser.post(url(made, "offers/pass/"), {"act": "refuse"}).status_code == 409
    assert browser.post(url(made, "offers/pass/"), {"act": "accept"}).status_code == 302
    page = browser.get(url(made))
    assert [each.offering.code for each in page.context["advice"].asked_next] == ["card"]
    assert [each.code for each in page.context["accepted"]] == ["pass"]
    assert browser.get(url(made) + "?add=pass").context["line_form"]["address"].value() == ""
    assert browser.post(url(made, "order/lines/"), line()).status_code == 302
    page = browser.get(url(made))
    assert XSS not in page.content.decode()
    seen = reading_back.mark(lines.live(made))
    assert browser.post(url(made, "order/confirmation/"), {"seen": seen}).status_code == 302
    page = browser.get(url(made))
    assert (page.context["confirmed"], page.context["state"]) == (True, "Read back and confirmed")
    said = browser.get(f"/cases/{made.number}/").content.decode()
    for what in ("took down what the client needs", "the client takes it", "ordered:", "read the order back"):
        assert what in said


@pytest.mark.parametrize("wrong", [{"quantity": -3}, {"quantity": "үш"}, {"payment_form": "gold"}, {"address": ""}])
def test_a_wrong_line_comes_back_with_what_was_typed(operator: Person, made: Case, wrong: dict[str, Any]) -> None:
    answer = signed_in(operator).post(url(made, "order/lines/"), line(**wrong))
    assert answer.status_code == 422
    name, typed = next(iter(wrong.items()))
    assert answer.context["line_form"].errors[name]
    assert str(answer.context["line_form"][name].value()) == str(typed)


def test_two_people_do_not_write_lines_unseen(operator: Person, made: Case) -> None:
    browser = signed_in(operator)
    browser.post(url(made, "order/lines/"), line())
    answer = browser.post(url(made, "order/lines/"), line(quantity=7))
    assert answer.status_code == 409
    assert answer.context["line_form"]["version"].value() == 2
    line_id = made.lines.get().pk
    assert browser.get(url(made) + f"?line={line_id}").context["line_form"]["quantity"].value() == 2
    assert browser.post(url(made, f"order/lines/{line_id}/"), line(version=2, quantity=7)).status_code == 302
    assert browser.post(url(made, f"order/lines/{line_id}/cancellation/"), {"version": 3}).status_code == 422
    cancel = {"version": 3, "reason": "Артық"}
    assert browser.post(url(made, f"order/lines/{line_id}/cancellation/"), cancel).status_code == 302
    assert "Артық" in browser.get(url(made)).content.decode()


def test_a_case_of_another_kind_has_advice_and_no_lines(operator: Person, made: Case) -> None:
    other = case(operator)
    page = signed_in(operator).get(url(other))
    assert "line_form" not in page.context
    assert "What is ordered" not in page.content.decode()
    assert signed_in(operator).post(url(other, "order/lines/"), line()).status_code == 409
    assert (
        "No need was taken down"
        in signed_in(cast.person(Role.CONTROLLER, language="en")).get(url(other)).content.decode()
    )


def test_the_page_asks_the_same_number_of_queries_for_more(operator: Person, made: Case) -> None:
    world.need(made, operator)
    world.line(made, Offering.objects.get(code="pass"), operator)
    before = queries(signed_in(operator), url(made))
    for number in range(5):
        world.offering(f"bus-{number}", f"Автобус {number}", texts={"about": {"kk": "жолақы"}})
        world.line(made, Offering.objects.get(code="pass"), operator)
    assert queries(signed_in(operator), url(made)) <= before


def test_what_was_offered_is_reported_for_any_days(operator: Person, made: Case) -> None:
    browser = signed_in(operator)
    assert "Nothing was offered" in browser.get("/cases/offered/").content.decode()
    browser.post(url(made, "need/"), {"words": world.NEED})
    browser.post(url(made, "offers/"), {"code": "pass", "way": "match"})
    browser.post(url(made, "offers/pass/"), {"act": "refuse", "refusal": "price", "words": "Қымбат"})
    rows = browser.get("/cases/offered/").context["rows"]
    assert [(row.offering.code, row.refused) for row in rows] == [("pass", 1)]
    assert browser.get("/cases/offered/?first=2026-11-20&last=2026-11-01").status_code == 422
    assert browser.get("/cases/offered/?first=gestern").status_code == 422
