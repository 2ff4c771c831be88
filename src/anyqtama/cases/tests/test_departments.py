from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from anyqtama.cases import accepting, handling, replying
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Assignment, Case, Reply
from anyqtama.cases.page.history import history
from anyqtama.cases.page.work import parts
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person, Unit
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
EVERY = list(accepting.CHECKS)


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    with time_machine.travel(later(600), tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en", unit=cast.unit("desk"))


@pytest.fixture
def waterworks() -> Unit:
    return cast.unit("waterworks")


@pytest.fixture
def master(waterworks: Unit) -> Person:
    """A person of the department: no role of the centre, only their unit."""
    return cast.person(unit=waterworks, language="en")


def given(made: Case, unit: Unit, by: Person, **more: Any) -> Assignment:
    return handling.assign(case=made, unit=unit, task="Құбырды жөндеу", by=by, at=NOW, **more)


def test_a_department_takes_answers_is_sent_back_and_is_accepted(
    operator: Person, waterworks: Unit, master: Person
) -> None:
    made = case(operator)
    assignment = given(made, waterworks, operator)
    replying.take(assignment=assignment, by=master, at=later(10))
    first = replying.reply(assignment=assignment, text="Жасалды", by=master, at=later(20))
    with pytest.raises(replying.BeingChecked):
        replying.reply(assignment=assignment, text="Тағы", by=master, at=later(21))
    with pytest.raises(accepting.CheckFirst):
        accepting.accept(reply=first, checks=EVERY[:2], by=operator, at=later(30))
    with pytest.raises(accepting.ReasonNeeded):
        accepting.send_back(reply=first, reason=" ", by=operator, at=later(30))
    accepting.send_back(reply=first, reason="Фото жоқ", by=operator, at=later(30))
    assignment.refresh_from_db()
    assert (assignment.returns, assignment.ended_at, parts(made)[0].shape) == (1, None, "bad")
    second = replying.reply(assignment=assignment, text="Фото қоса берілді", by=master, at=later(40))
    accepting.accept(reply=second, checks=EVERY, by=operator, at=later(50))
    with pytest.raises(accepting.CheckedAlready):
        accepting.send_back(reply=second, reason="x", by=operator, at=later(51))
    with pytest.raises(replying.NotOpen):
        replying.reply(assignment=assignment, text="Кеш", by=master, at=later(60))
    assert parts(made)[0].shape == "good"
    assert [event.text for event in history(made) if event.text] == [
        "Құбырды жөндеу", "Жасалды", "Фото жоқ", "Фото қоса берілді",
    ]  # fmt: skip


def test_one_after_the_other_waits_for_the_first(operator: Person, waterworks: Unit, master: Person) -> None:
    made, roads = case(operator), cast.unit("roads")
    builder = cast.person(unit=roads)
    first = given(made, waterworks, operator)
    then = given(Case.objects.get(pk=made.pk), roads, operator, after=first)
    with pytest.raises(replying.WaitsForOthers):
        replying.take(assignment=then, by=builder, at=later(5))
    reply = replying.reply(assignment=first, text="Жасалды", by=master, at=later(10))
    accepting.accept(reply=reply, checks=EVERY, by=operator, at=later(20))
    assert replying.take(assignment=then, by=builder, at=later(30)).taken_by == builder


def test_the_simple_screen_shows_only_what_is_ours(operator: Person, waterworks: Unit, master: Person) -> None:
    made = case(operator, subject="Су жоқ", details=XSS)
    assignment = given(made, waterworks, operator)
    handling.comment(
        case=made, text="Клиент ренжіп тұр: оған айтпаңыз", by=cast.person(unit=cast.unit("x")), at=later(5)
    )
    browser = signed_in(master)
    assert "Су жоқ" in browser.get("/assignments/").content.decode()
    page = browser.get(f"/assignments/{assignment.pk}/").content.decode()
    assert XSS not in page
    assert "ренжіп" not in page, "notes of others stay among them"
    assert browser.get(f"/cases/{made.number}/").status_code == 403
    stranger = signed_in(cast.person(unit=cast.unit("roads")))
    assert stranger.get(f"/assignments/{assignment.pk}/").status_code == 404
    assert stranger.post(f"/assignments/{assignment.pk}/", {"act": "take"}).status_code == 404
    assert browser.post(f"/assignments/{assignment.pk}/", {"act": "answer", "text": " "}).status_code == 409
    assert browser.post(f"/assignments/{assignment.pk}/", {"act": "ask", "text": "Қай үй?"}).status_code == 302
    assert browser.post(f"/assignments/{assignment.pk}/", {"act": "answer", "text": "Жасалды"}).status_code == 302
    reply = Reply.objects.get()
    lead = signed_in(operator)
    answer = lead.post(f"/cases/{made.number}/replies/{reply.pk}/", {"act": "accept", "checks": EVERY[:1]})
    assert answer.status_code == 409
    assert f'value="{EVERY[0]}" checked' in answer.content.decode()
    done = lead.post(f"/cases/{made.number}/replies/{reply.pk}/", {"act": "accept", "checks": EVERY})
    assert done.status_code == 302
    assignment.refresh_from_db()
    assert assignment.ended_at is not None


def test_many_assignments_cost_no_more_queries(operator: Person, waterworks: Unit, master: Person) -> None:
    browser = signed_in(master)
    given(case(operator), waterworks, operator)
    few = queries(browser, "/assignments/")
    for _ in range(5):
        given(case(operator), waterworks, operator)
    assert queries(browser, "/assignments/") == few


def test_photos_go_with_an_answer_and_stay_with_those_who_may_see_them(
    operator: Person, waterworks: Unit, master: Person
) -> None:
    made = case(operator)
    assignment = given(made, waterworks, operator)
    browser, address = signed_in(master), f"/assignments/{assignment.pk}/"
    photo = SimpleUploadedFile("құбыр.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    script = SimpleUploadedFile("x.png", b"<script>alert(1)</script>")
    assert browser.post(address, {"act": "answer", "text": "Жасалды", "files": [script]}).status_code == 409
    assert not Reply.objects.exists()
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(11)]
    assert browser.post(address, {"act": "answer", "text": "Жасалды", "files": many}).status_code == 409
    assert browser.post(address, {"act": "answer", "text": "Жасалды", "files": [photo]}).status_code == 302
    file = Reply.objects.get().files.get()
    assert browser.get(f"{address}files/{file.pk}/")["Content-Type"] == "image/png"
    assert signed_in(operator).get(f"/cases/{made.number}/files/{file.pk}/").status_code == 200
    stranger = signed_in(cast.person(login="else", unit=cast.unit("else")))
    assert stranger.get(f"{address}files/{file.pk}/").status_code == 404
