"""A complaint from its checks to its decision, by its verbs and on its page."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db.models import ProtectedError
from django.utils import translation

from anyqtama.cases import accepting, handling, moving, replying, standing_aside
from anyqtama.cases.complaints import checking, deciding, involving, notifying, shipped_causes
from anyqtama.cases.kinds import parts, shipped, stages
from anyqtama.cases.models import Case, CaseKind, Cause, Check, CheckResult, Decision, Outcome, UnitNotice
from anyqtama.cases.page.history import history
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.clients.models import Look
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    shipped_causes.load()
    CaseKind.objects.filter(code="complaint").update(answering={})
    with translation.override("en"), time_machine.travel(later(600), tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en", unit=cast.unit("desk"))


def complaint(by: Person, **more: Any) -> Case:
    kind = CaseKind.objects.get(code="complaint")
    made = case(by, kind=kind, fields={"about": "conduct", "severity": "high"}, **more)
    return moving.move(case=made, stage="checking", by=by, at=later(1))


def checked(made: Case, by: Person) -> Check:
    return checking.check(
        case=made, what="Жазба", result=CheckResult.CONFIRMED, found="Дауыс көтерілген", by=by, at=later(10)
    )


def decided(made: Case, by: Person, outcome: Outcome = Outcome.FULL, **more: Any) -> Decision:
    said: dict[str, Any] = {"grounds": "Жазба растады", "remedy": "Кешірім сұралды", "lesson": "", "at": later(20)}
    cause = Cause.objects.get(code="person-tone")
    return deciding.decide(case=made, outcome=outcome, cause=cause, by=by, **(said | more))


def test_whoever_is_named_neither_checks_nor_decides_nor_answers(operator: Person) -> None:
    """Each verb refuses by itself, not the page; a colleague goes on."""
    made = complaint(operator)
    unit = cast.unit("roads")
    assignment = handling.assign(case=made, unit=unit, task="Түсіндіріңіз", by=operator, at=later(2))
    reply = replying.reply(assignment=assignment, text="Солай болды", by=cast.person(unit=unit), at=later(3))
    row = involving.name(case=made, person=operator, unit=None, by=operator, at=later(4))
    refused = standing_aside.NamedInIt
    with pytest.raises(refused):
        checked(made, operator)
    with pytest.raises(refused):
        decided(made, operator)
    with pytest.raises(refused):
        moving.move(case=made, stage="decided", by=operator, at=later(11))
    with pytest.raises(refused):
        handling.answer(case=made, text="Жауап", by=operator, at=later(11))
    with pytest.raises(refused):
        accepting.accept(reply=reply, checks=list(accepting.CHECKS), by=operator, at=later(11))
    with pytest.raises(refused):
        accepting.send_back(reply=reply, reason="?", by=operator, at=later(11))
    with pytest.raises(refused):
        involving.clear(involved=row, by=operator, at=later(11))
    colleague = centre.operator(unit=operator.unit)
    handling.give_to(case=made, person=colleague, by=operator, at=later(12))
    with pytest.raises(standing_aside.AboutThem):
        handling.give_to(case=made, person=operator, by=colleague, at=later(13))
    checked(made, colleague)
    decided(made, colleague)
    handling.answer(case=Case.objects.get(pk=made.pk), text="Жауап", by=colleague, at=later(30))
    with pytest.raises(refused):
        handling.answer(case=made, text="Тағы", by=operator, at=later(31))


def test_a_department_does_not_judge_itself(operator: Person) -> None:
    desk, made = operator.unit, complaint(operator)
    assert desk is not None
    below = Unit.objects.create(code="desk-night", names=desk.names, parent=desk, path="")
    below.path = f"{desk.path}{below.pk}/"
    below.save(update_fields=["path"])
    night, other = centre.operator(unit=below), centre.operator(unit=cast.unit("quality"))
    row = involving.name(case=made, person=None, unit=desk, by=other, at=later(5))
    for person in (operator, night):
        with pytest.raises(standing_aside.NamedInIt):
            checked(made, person)
    checked(made, other)
    involving.clear(involved=row, by=other, at=later(11))
    checked(made, night)
    said = [event.what for event in history(made)]
    assert any(what == f"named as involved: {desk}" for what in said)
    assert any(what == f"named no more as involved: {desk}" for what in said)


def test_naming_asks_for_one_and_only_once(operator: Person) -> None:
    made = complaint(operator)
    with pytest.raises(involving.NameOne):
        involving.name(case=made, person=None, unit=None, by=operator, at=later(5))
    with pytest.raises(involving.NameOne):
        involving.name(case=made, person=operator, unit=operator.unit, by=operator, at=later(5))
    involving.name(case=made, person=operator, unit=None, by=operator, at=later(5))
    with pytest.raises(involving.NamedAlready):
        involving.name(case=made, person=operator, unit=None, by=operator, at=later(6))


def test_a_decision_needs_checks_grounds_and_a_remedy_and_takes_the_case_on(operator: Person) -> None:
    made = complaint(operator)
    with pytest.raises(parts.PartsMissing):
        decided(made, operator)
    assert not made.decisions.exists()
    with pytest.raises(checking.SayWhat):
        checking.check(case=made, what=" ", result=CheckResult.UNCLEAR, found="x", by=operator, at=later(5))
    checked(made, operator)
    with pytest.raises(deciding.GroundsNeeded):
        decided(made, operator, grounds=" ")
    with pytest.raises(deciding.RemedyNeeded):
        decided(made, operator, Outcome.PART, remedy="")
    first = decided(made, operator, Outcome.NOT, remedy="")
    second = decided(made, operator, Outcome.PART, at=later(25))
    first.refresh_from_db()
    made.refresh_from_db()
    assert (first.replaced_at, second.replaced_at, made.stage) == (later(25), None, "decided")
    assert [event.what.split(":")[0] for event in history(made)][-2:] == ["decided", "decided anew"]


def test_only_a_kind_that_switched_the_part_on_has_it(operator: Person) -> None:
    made = case(operator)
    with pytest.raises(parts.NotOfThisKind):
        checked(made, operator)
    with pytest.raises(parts.NotOfThisKind):
        decided(made, operator)
    page = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert "part-decide" not in page
    inquiry = CaseKind.objects.get(code="inquiry")
    inquiry.parts = {"checks": "answered"}
    inquiry.save()
    with pytest.raises(parts.PartsMissing):
        handling.answer(case=made, text="Жауап", by=operator, at=later(5))
    checked(made, operator)
    handling.answer(case=made, text="Жауап", by=operator, at=later(15))


def test_a_cause_out_of_use_is_not_chosen_and_a_used_one_is_not_deleted(operator: Person) -> None:
    made = complaint(operator)
    checked(made, operator)
    decided(made, operator)
    used = Cause.objects.get(code="person-tone")
    with pytest.raises(ProtectedError):
        used.delete()
    used.active = False
    used.save()
    with pytest.raises(deciding.CauseRetired):
        decided(made, operator)
    page = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert "Rude or indifferent tone" in page


def test_the_whole_way_on_the_page_with_papers(operator: Person) -> None:
    made, browser, master = (
        complaint(operator),
        signed_in(operator),
        cast.person(unit=cast.unit("roads"), language="en"),
    )
    address = f"/cases/{made.number}/"
    paper = BytesIO(PNG)
    paper.name = "proof.png"
    said = {"what": XSS, "result": "confirmed", "found": XSS, "files": paper}
    assert browser.post(f"{address}checks/", said).status_code == 302
    check = made.checks.get()
    file = check.files.get()
    assert browser.get(f"{address}checks/{check.pk}/files/{file.pk}/").headers["Content-Type"] == "image/png"
    assert signed_in(cast.person()).get(f"{address}checks/{check.pk}/files/{file.pk}/").status_code == 403
    assert browser.get(f"{address}checks/{check.pk}/files/{file.pk + 1}/").status_code == 404
    cause = str(Cause.objects.get(code="process-gap").pk)
    words = {"outcome": "full", "cause": cause, "grounds": "Жазба", "remedy": "", "version": made.version}
    refused = browser.post(f"{address}decision/", words)
    assert refused.status_code == 409
    assert "what is put right" in refused.content.decode()
    assert browser.post(f"{address}decision/", {**words, "outcome": "none"}).status_code == 422
    assert browser.post(f"{address}decision/", {**words, "remedy": "Кешірім"}).status_code == 302
    assert browser.post(f"{address}notices/", {"unit": master.unit_id, "text": "Біліңіз"}).status_code == 302
    page = browser.get(address).content.decode()
    assert XSS not in page
    assert "Upheld in full" in page
    notice = UnitNotice.objects.get()
    theirs = signed_in(master)
    assert "Біліңіз" in theirs.get("/assignments/").content.decode()
    assert browser.post(f"/assignments/notices/{notice.pk}/").status_code == 404
    for _ in range(2):
        assert theirs.post(f"/assignments/notices/{notice.pk}/").status_code == 302
    notice.refresh_from_db()
    assert notice.read_by == master
    assert "Біліңіз" not in theirs.get("/assignments/").content.decode()
    assert [event.what for event in history(made)][-1] == f"read it for the department: {master.unit}"


def test_the_involved_are_told_so_on_the_page(operator: Person) -> None:
    made, browser = complaint(operator), signed_in(operator)
    browser.post(f"/cases/{made.number}/involved/", {"person": operator.pk})
    page = browser.get(f"/cases/{made.number}/").content.decode()
    assert "you do not judge it" in page
    assert f"/cases/{made.number}/decision/" not in page
    answer = browser.post(f"/cases/{made.number}/answers/", {"version": made.version, "text": "Жауап"})
    assert answer.status_code == 409
    assert "somebody else has to decide it" in answer.content.decode()
    assert browser.post(f"/cases/{made.number}/involved/{made.involved.get().pk}/").status_code == 409


def test_the_register_is_the_list_narrowed_with_its_own_columns(operator: Person) -> None:
    made, open_one = complaint(operator), complaint(operator, subject="Екінші шағым")
    checked(made, operator)
    decided(made, operator)
    browser = signed_in(operator)
    address = "/cases/?view=all&kind=complaint"
    page = browser.get(address).content.decode()
    assert all(word in page for word in ("Severity", "Serious", "Upheld in full", "Rude or indifferent tone"))
    assert all(f'data-label="{name}"' in page for name in ("Severity", "Decision", "Cause")), "on a phone too"
    tree = Cause.objects.get(code="person").pk
    for query, there, gone in (
        ("&outcome=full", made, open_one), ("&outcome=none", open_one, made), (f"&cause={tree}", made, open_one),
    ):  # fmt: skip
        page = browser.get(address + query).content.decode()
        assert there.number in page
        assert gone.number not in page
    assert made.number not in browser.get(f"{address}&own_severity=low").content.decode()
    assert browser.get(f"{address}&own_severity=nonsense").status_code == 422
    table = browser.get(f"{address}&export=csv").getvalue().decode()
    assert "Upheld in full" in table
    assert browser.get(f"{address}&export=xlsx").status_code == 200
    few = queries(browser, address)
    for _ in range(4):
        more = complaint(operator)
        checked(more, operator)
        decided(more, operator)
    assert queries(browser, address) == few


def test_more_checks_cost_no_more_queries(operator: Person) -> None:
    made, browser = complaint(operator), signed_in(operator)
    checked(made, operator)
    involving.name(case=made, person=cast.person(), unit=None, by=operator, at=later(5))
    few = queries(browser, f"/cases/{made.number}/")
    for _ in range(5):
        checked(made, operator)
        involving.name(case=made, person=cast.person(), unit=None, by=operator, at=later(6))
        notifying.tell(case=made, unit=cast.unit(), text="x", by=operator, at=later(7))
    assert queries(browser, f"/cases/{made.number}/") <= few + 1


def test_the_shipped_complaint_needs_its_parts_at_stages_it_has() -> None:
    for kind in CaseKind.objects.all():
        assert set(kind.parts) <= set(parts.PARTS)
        assert set(kind.parts.values()) <= {"", *stages.stages(kind)}


def test_numbers_are_covered_in_the_parts_and_a_decision_to_be_put_right_is_a_look(operator: Person) -> None:
    card, covered = "4400 4301 2345 6789", "•••• •••• •••• 6789"
    made, place = complaint(operator), cast.unit("shop")
    checking.check(case=made, what=f"Жазба {card}", result=CheckResult.CONFIRMED, found="Бар", by=operator, at=later(9))
    notifying.tell(case=made, unit=place, text=f"Біліңіз {card}", by=operator, at=later(9))
    shown = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert card not in shown
    assert [word for word in ("Жазба", "Біліңіз") if f"{word} {covered}" not in shown] == []
    decided(made, operator, grounds=f"Түбіртек {card}")
    head = cast.person(Role.CONTROLLER, language="en")
    shown = signed_in(head).get(f"/cases/{made.number}/").content.decode()
    assert f"Түбіртек {covered}" in shown
    assert card not in shown
    assert not Look.objects.exists()
    assert card in signed_in(operator).get(f"/cases/{made.number}/").content.decode(), "the form to decide anew"
    assert Look.objects.get().person == operator
