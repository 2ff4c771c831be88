from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from anyqtama.cases import closing, promising
from anyqtama.cases.forwarding import sending, terms
from anyqtama.cases.models import Case, CaseState, ClientWord, Closure, Forwarding, Term
from anyqtama.cases.relating import joining
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry, Rule
from anyqtama.kernel.rules import NoRule
from anyqtama.knowledge import directing
from anyqtama.knowledge.models import Body
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    promising.load()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def body(**more: Any) -> Body:
    texts = {"phones": {"kk": "109"}}
    given = {"code": "akimat", "names": {"kk": "Әкімдік", "en": "Akimat"}, "texts": texts, "email": "", "site": ""}
    return directing.save(**given | more, by=None, at=NOW)


def forward(made: Case, by: Person, **more: Any) -> Forwarding:
    given: dict[str, Any] = {
        "whole": True, "part": "", "reason": "Жол әкімдікке қарайды", "way": Forwarding.Way.PAPER, "number": "12-3",
        "at": NOW,
    }  # fmt: skip
    return sending.forward(case=made, body=more.pop("body", None) or body(), by=by, **given | more)


def test_the_term_for_forwarding_is_the_laws_own_from_the_day_of_receipt(operator: Person) -> None:
    made, earlier = case(operator), case(operator, received_at=NOW - timedelta(days=7))
    assert terms.term(made).rule.key == "request.forward"
    assert terms.term(earlier).must_by < terms.term(made).must_by
    Case.objects.filter(pk=made.pk).update(regime="complaint-pass-on")
    assert Term.objects.get(code="complaint-pass-on").forward_key == "complaint.where"
    made.refresh_from_db()
    assert terms.term(made).rule.key == "complaint.where"


def test_a_forwarded_case_is_with_the_other_body_and_the_client_knows(operator: Person) -> None:
    made = case(operator)
    sent = forward(made, operator)
    made.refresh_from_db()
    assert (made.state, made.body) == (CaseState.CLOSED, sent.body)
    assert made.closures.get().how == Closure.How.FORWARDED
    said = ClientWord.objects.get()
    for part in (made.number, "Әкімдік", "Жол әкімдікке қарайды", "109", "65"):
        assert part in said.text
    entry = Entry.objects.get(kind="case.forwarded").payload
    assert (entry["body"], entry["in_time"], entry["rule"]) == ("akimat", True, "request.forward")
    page = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert "With: Akimat" in page
    assert "forwarded it to: Akimat" in page
    assert "With: Akimat" in signed_in(operator).get("/cases/?view=all").content.decode()


def test_the_clients_of_cases_joined_to_it_are_told_too(operator: Person) -> None:
    made, second = case(operator), case(operator)
    joining.join(case=second, into=made, by=operator, at=NOW)
    forward(made, operator)
    second.refresh_from_db()
    assert (second.state, str(second.body)) == (CaseState.CLOSED, "Әкімдік")
    assert second.number in ClientWord.objects.get(case=second).text


def test_late_is_late_and_is_written_so(operator: Person) -> None:
    made = case(operator, received_at=NOW - timedelta(days=14))
    assert forward(made, operator).late
    assert not Entry.objects.get(kind="case.forwarded").payload["in_time"]


def test_of_a_part_the_rest_stays_with_us(operator: Person) -> None:
    made = case(operator)
    with pytest.raises(sending.PartMissing):
        forward(made, operator, whole=False)
    other = Body.objects.first() or body()
    forward(made, operator, whole=False, part="Көше белгілері", body=other)
    made.refresh_from_db()
    assert (made.state, made.body) == (CaseState.NEW, None)
    assert "Көше белгілері" in ClientWord.objects.get().text


def test_what_comes_back_is_ours_again(operator: Person) -> None:
    made = case(operator)
    forward(made, operator)
    made = closing.reopen(case=made, by=operator, at=NOW)
    made.refresh_from_db()
    assert (made.state, made.body) == (CaseState.NEW, None)


def test_nothing_goes_without_a_reason_a_body_in_use_a_mail_or_a_rule(operator: Person) -> None:
    made, known = case(operator), body()
    with pytest.raises(sending.ReasonMissing):
        forward(made, operator, reason=" ", body=known)
    with pytest.raises(sending.NoMail):
        forward(made, operator, way=Forwarding.Way.EMAIL, body=known)
    Body.objects.update(retired_at=NOW)
    with pytest.raises(sending.BodyRetired):
        forward(made, operator, body=known)
    Body.objects.update(retired_at=None)
    Rule.objects.filter(key="request.forward").delete()
    with pytest.raises(NoRule):
        forward(made, operator, body=known)
    assert not Forwarding.objects.exists()
    assert not ClientWord.objects.exists()


def test_the_page_forwards_and_shows_by_when(operator: Person) -> None:
    made, known = case(operator), body()
    browser = signed_in(operator)
    assert "To be forwarded by" in browser.get(f"/cases/{made.number}/?do=forward").content.decode()
    said = {"version": "1", "body": known.pk, "whole": "yes", "reason": "Жол", "way": "system", "number": "77"}
    assert browser.post(f"/cases/{made.number}/forwarding/", said).status_code == 302
    assert Case.objects.get().body == known
