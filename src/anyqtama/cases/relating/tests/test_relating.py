"""The same matter told twice: found, joined and parted, related, split; one answer to all."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import translation

from anyqtama.cases import closing, handling
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, CaseState, Relation, RelationKind
from anyqtama.cases.page.history import history
from anyqtama.cases.relating import alike, joining, relating, splitting
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.contacts.models import Topic
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    with translation.override("en"), time_machine.travel(later(600), tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


@pytest.fixture
def topic() -> Topic:
    return centre.topic("light", promise_minutes=960)


def about(made: Case) -> alike.Matter:
    return alike.matter_of(made)


def test_alike_cases_come_with_a_score_and_with_why(operator: Person, topic: Topic) -> None:
    client = centre.client()
    same = case(operator, topic=topic, client=client, subject="Аулада шам жанбайды", address="Абай к-сі, 45")
    near = case(operator, topic=topic, subject="Шамдар ауламызда жанбай тұр", address="абай к-сі 45")
    case(operator, topic=topic, subject="Бағдаршам бұзылған", address="Сарыарқа 3")
    case(operator, subject="Қоқыс шығарылмады")
    found = alike.alike(operator, about(same), but=[same.pk])
    assert [one.case for one in found] == [near]
    assert found[0].likely
    assert found[0].why[:2] == ["the same topic", "the same address"]
    matter = alike.Matter(client, topic, "Басқа сөздер мүлде")
    assert [(one.case, one.score) for one in alike.alike(operator, matter)] == [(same, 60)]
    closing.close(case=near, by=operator, resolved=True, reason="", at=later(5))
    assert alike.alike(operator, about(same), but=[same.pk]) == []
    assert alike.alike(cast.person(), about(same), but=[same.pk]) == []


def test_joined_cases_get_one_answer_and_one_end(operator: Person, topic: Topic) -> None:
    lead, second, third = (case(operator, topic=topic) for _ in range(3))
    handling.assign(case=second, unit=cast.unit("roads"), task="", by=operator, at=later(1))
    for each in (second, third):
        joining.join(case=each, into=lead, by=operator, at=later(5))
    assert not second.assignments.filter(ended_at=None).exists()
    handling.answer(case=lead, text="Шам жөнделді", by=operator, at=later(20))
    closing.close(case=lead, by=operator, resolved=True, reason="", at=later(30))
    for each in (second, third):
        each.refresh_from_db()
        assert (each.state, each.closed_at) == (CaseState.CLOSED, later(30))
        assert each.answers.get().text == "Шам жөнделді"
        assert "joined it to" in " ".join(event.what for event in history(each))


def test_parting_takes_a_join_back(operator: Person, topic: Topic) -> None:
    lead, second = case(operator, topic=topic), case(operator, topic=topic)
    row = joining.join(case=second, into=lead, by=operator, at=later(5))
    for _ in range(2):
        relating.part(relation=row, by=operator, at=later(6))
    handling.answer(case=lead, text="Жауап", by=operator, at=later(20))
    second.refresh_from_db()
    assert second.state == CaseState.NEW
    assert [event.what for event in history(second)][-1] == f"parted it from {lead.number}: not the same matter"
    with pytest.raises(joining.AnsweredAlready):
        joining.join(case=second, into=lead, by=operator, at=later(21))


def test_nothing_is_joined_in_a_chain_or_to_itself(operator: Person, topic: Topic) -> None:
    one, two, three = (case(operator, topic=topic) for _ in range(3))
    with pytest.raises(relating.ItIsTheSame):
        joining.join(case=one, into=one, by=operator, at=later(5))
    joining.join(case=two, into=one, by=operator, at=later(5))
    with pytest.raises(joining.JoinedAlready) as told:
        joining.join(case=three, into=two, by=operator, at=later(6))
    assert one.number in told.value.message
    with pytest.raises(joining.OthersFollow):
        joining.join(case=one, into=three, by=operator, at=later(6))
    with pytest.raises(relating.RelatedAlready):
        relating.relate(case=one, other=two, by=operator, at=later(6))


def test_a_related_case_can_be_joined_and_only_one_tie_is_open(operator: Person, topic: Topic) -> None:
    one, two = case(operator, topic=topic), case(operator, topic=topic)
    relating.relate(case=one, other=two, by=operator, at=later(5))
    joining.join(case=two, into=one, by=operator, at=later(6))
    assert [row.kind for row in Relation.objects.filter(ended_at=None)] == [RelationKind.SAME]


def test_a_part_gets_its_own_number_and_clock(operator: Person, topic: Topic) -> None:
    whole, other = case(operator, topic=topic), centre.topic("waste", promise_minutes=60)
    with pytest.raises(splitting.SameWords):
        splitting.split(
            case=whole, subject=f" {whole.subject} ", details="", topic=other, kind=whole.kind, by=operator, at=later(9)
        )
    part = splitting.split(
        case=whole, subject="Қоқыс", details="", topic=other, kind=whole.kind, by=operator, at=later(9)
    )
    assert part.number != whole.number
    assert (part.client, part.registered_at) == (whole.client, later(9))
    assert part.due_at < whole.due_at
    assert f"split a part off: {part.number}" in [event.what for event in history(whole)]
    with pytest.raises(relating.PartStays):
        relating.part(relation=Relation.objects.get(), by=operator, at=later(10))
    joining.join(case=part, into=whole, by=operator, at=later(11))


def test_the_page_joins_relates_splits_and_parts(operator: Person, topic: Topic) -> None:
    one, two, browser = case(operator, topic=topic), case(operator, topic=topic), signed_in(operator)
    page = browser.get(f"/cases/{two.number}/?show=similar").content.decode()
    assert one.number in page
    assert "of 100" in page
    address = f"/cases/{two.number}/relations/"
    assert browser.post(address, {"number": "AQ-1999-000001", "act": "join"}).status_code == 409
    assert browser.post(address, {"number": one.number, "act": "eat"}).status_code == 422
    assert browser.post(address, {"number": one.number, "act": "join"}).status_code == 302
    page = browser.get(f"/cases/{two.number}/").content.decode()
    assert "its answer goes to this client too" in page
    assert "further applicant" in browser.get(f"/cases/{one.number}/").content.decode()
    row = Relation.objects.get()
    foreign = case(operator, topic=topic)
    assert browser.post(f"/cases/{foreign.number}/relations/{row.pk}/").status_code == 404
    assert browser.post(f"{address}{row.pk}/").status_code == 302
    said = {"version": 1, "subject": "Бөлек бөлігі", "topic": topic.pk, "kind": one.kind.pk}
    assert browser.post(f"/cases/{one.number}/parts/", said).status_code == 302
    assert Relation.objects.get(ended_at=None).kind == RelationKind.PART


def test_registering_offers_what_is_alike_and_asks_once(operator: Person, topic: Topic) -> None:
    client, browser = centre.client(), signed_in(operator)
    known = case(operator, topic=topic, client=client)
    said: dict[str, Any] = {
        "client": client.pk, "topic": topic.pk, "subject": "Аулада жарық жоқ", "kind": "inquiry",
    }  # fmt: skip
    asked = browser.post("/cases/new/", said)
    assert asked.status_code == 409
    assert f'value="join:{known.number}"' in asked.content.decode()
    assert Case.objects.count() == 1
    assert browser.post("/cases/new/", {**said, "same_as": f"join:{known.number}"}).status_code == 302
    made = Case.objects.latest("pk")
    assert Relation.objects.get().other == known
    assert browser.post("/cases/new/", {**said, "same_as": f"join:{made.number}"}).status_code == 409
    assert browser.post("/cases/new/", {**said, "same_as": ""}).status_code == 302
    assert Case.objects.count() == 3
    fragment = browser.get("/cases/new/similar/", {**said, "topic": topic.pk}).content.decode()
    assert f"relate:{known.number}" in fragment
    assert browser.get("/cases/new/similar/", {"topic": "x", "client": "-1"}).status_code == 200
