import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from anyqtama.cases import closing, handling, moving, standing_aside
from anyqtama.cases.complaints import checking, deciding, involving, shipped_causes
from anyqtama.cases.kinds import fields, parts, shipped, stages
from anyqtama.cases.models import Case, CaseKind, CaseState, Cause, CheckResult, Outcome
from anyqtama.cases.page.history import history
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db
COMPLAINT = {"about": "conduct", "severity": "high"}


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    shipped_causes.load()
    with translation.override("en"):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def kind(code: str) -> CaseKind:
    return CaseKind.objects.get(code=code)


def complaint(by: Person, **more: Any) -> Case:
    """By its stages and fields alone; how its answers are agreed is told by test_answers.py."""
    CaseKind.objects.filter(code="complaint").update(answering={})
    return case(by, kind=kind("complaint"), fields=COMPLAINT | more)


def row(code: str, state: str, *ways: str) -> dict[str, Any]:
    return {"code": code, "state": state, "ways": list(ways), "names": {"en": code, "kk": code, "ru": code}}


def test_every_shipped_kind_passes_the_checks_of_the_editor() -> None:
    for each in CaseKind.objects.all():
        assert stages.faults(each.stages) == [], each
        assert {field.required for field in fields.fields(each)} <= {"", fields.AT_START, *stages.stages(each)}
        assert all(field.type in fields.TYPES for field in fields.fields(each))


def test_nothing_in_the_engine_asks_which_kind_it_is() -> None:
    package = Path(shipped.__file__).parents[1]
    code = {path: path.read_text() for path in package.rglob("*.py") if "tests" not in path.parts}
    asks = re.compile(r'case\.kind(_id|\.code)? *(==|!=|in) *["([{]|case "(support|complaint|order)":|"support"')
    assert [path.name for path, text in code.items() if asks.search(text) and "migrations" not in path.parts] == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("a", "new", "b"), row("b", "with_department", "c"), row("c", "answered")], "No stage ends"),
        ([row("a", "new", "a", "b"), row("b", "with_department", "c"), row("c", "answered", "d"), row("d", "closed")],
         "leads to itself"),
        ([row("a", "new", "c"), row("b", "with_department", "c"), row("c", "answered", "d"), row("d", "closed")],
         "No way leads to “b”"),
        ([row("a", "new", "b", "c", "d"), row("b", "with_department", "c"), row("c", "answered", "b"),
          row("d", "closed")], "A circle without an exit: “b”, “c”"),
        ([row("a", "new", "b", "d"), row("b", "with_department"), row("c", "answered", "d"), row("d", "closed")],
         "From “b” a case could never be closed"),
    ],
)  # fmt: skip
def test_a_way_that_cannot_work_is_named(rows: list[dict[str, Any]], said: str) -> None:
    assert said in " ".join(stages.faults(rows))


def test_a_kind_asks_for_its_fields_and_refuses_what_does_not_fit(operator: Person) -> None:
    with pytest.raises(fields.FieldsMissing) as missing:
        case(operator, kind=kind("complaint"))
    assert "What is complained of" in missing.value.message
    with pytest.raises(fields.FieldWrong):
        case(operator, kind=kind("complaint"), fields=COMPLAINT | {"severity": "apocalyptic"})
    made = complaint(operator, wanted=" Кешірім ", unknown="x")
    assert (made.kind_id, made.stage, made.state) == ("complaint", "new", CaseState.NEW)
    assert made.fields == COMPLAINT | {"wanted": "Кешірім"}


def test_a_number_of_minus_three_is_refused_in_words(operator: Person) -> None:
    doors = kind("inquiry")
    doors.fields = [{"key": "quantity", "type": "number", "names": {"en": "Quantity"}}]
    with pytest.raises(fields.FieldWrong) as wrong:
        case(operator, kind=doors, fields={"quantity": -3})
    assert "Quantity" in wrong.value.message


def test_the_list_is_narrowed_to_a_kind_and_says_its_stages(operator: Person) -> None:
    complained, asked = complaint(operator), case(operator)
    moving.move(case=complained, stage="checking", by=operator, at=later(5))
    page = signed_in(operator).get("/cases/?view=all&kind=complaint").content.decode()
    assert complained.number in page
    assert asked.number not in page
    assert "Being checked" in page
    assert signed_in(operator).get("/cases/?view=all&kind=nonsense").status_code == 422
    table = signed_in(operator).get("/cases/?view=all&export=csv").getvalue().decode()
    assert "Complaint" in table
    assert "Being checked" in table


def test_masks_say_how_a_line_is_written() -> None:
    contract = fields.Field("c", {"en": "Contract"}, "text", mask="AA-99/*")
    assert fields.form_field(contract).clean("ҚЖ-17/x") == "ҚЖ-17/x"
    for wrong in ("ҚЖ-1/x", "17-ҚЖ/x", "ҚЖ-17/x9"):
        with pytest.raises(Exception, match="AA-99"):
            fields.form_field(contract).clean(wrong)


def test_a_case_goes_only_where_its_kind_leads_and_its_fields_allow(operator: Person) -> None:
    made = complaint(operator)
    with pytest.raises(stages.NoWay) as refusal:
        handling.answer(case=made, text="Жауап", by=operator, at=later(10))
    assert "Being checked" in refusal.value.message
    moving.move(case=made, stage="checking", by=operator, at=later(20))
    with pytest.raises(parts.PartsMissing) as missing:
        moving.move(case=made, stage="decided", by=operator, at=later(30))
    assert "Checks" in missing.value.message
    checking.check(case=made, what="Жазба", result=CheckResult.CONFIRMED, found="Тыңдалды", by=operator, at=later(35))
    deciding.decide(
        case=made, outcome=Outcome.PART, cause=Cause.objects.get(code="person-tone"), grounds="Дөрекі",
        remedy="Кешірім", lesson="", by=operator, at=later(40),
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.stage, made.state) == ("decided", CaseState.WITH_DEPARTMENT)
    handling.answer(case=made, text="Жауап", by=operator, at=later(50))
    closing.close(case=made, resolved=True, reason="", by=operator, at=later(60))
    made.refresh_from_db()
    assert (made.stage, made.state) == ("closed", CaseState.CLOSED)
    closing.reopen(case=made, by=operator, at=later(70))
    made.refresh_from_db()
    assert (made.stage, made.state) == ("checking", CaseState.WITH_DEPARTMENT)
    steps = [change for event in history(made) for change in event.changes]
    assert ("Stage", "Registered", "Being checked") in [(step.field, step.old, step.new) for step in steps]
    assert "decided: Upheld in part. Cause: Rude or indifferent tone" in [event.what for event in history(made)]


def test_nobody_decides_a_complaint_about_themself(operator: Person) -> None:
    made = complaint(operator)
    involving.name(case=made, person=operator, unit=None, by=operator, at=later(5))
    with pytest.raises(standing_aside.NamedInIt):
        moving.move(case=made, stage="checking", by=operator, at=later(10))
    other = centre.operator()
    moving.move(case=made, stage="checking", by=other, at=later(20))
    with pytest.raises(standing_aside.NamedInIt):
        closing.close(case=made, resolved=True, reason="", by=operator, at=later(30))


def test_the_stages_of_an_act_are_not_taken_by_hand(operator: Person) -> None:
    made = case(operator)
    with pytest.raises(moving.OnlyByItsAct):
        moving.move(case=made, stage="closed", by=operator, at=later(10))
    with pytest.raises(moving.NoSuchStage):
        moving.move(case=made, stage="decided", by=operator, at=later(10))


def test_a_case_at_a_stage_that_is_no_more_goes_on(operator: Person) -> None:
    made = case(operator, topic=centre.topic(promise_minutes=60, department=cast.unit()))
    assert made.stage == "with_department"
    Case.objects.filter(pk=made.pk).update(stage="gone")
    handling.answer(case=made, text="Жауап", by=operator, at=later(10))
    made.refresh_from_db()
    assert made.stage == "answered"
