"""Objects of the access matrix: the parts of a complaint, cases that belong together, a notice to a department."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from anyqtama.cases import registering
from anyqtama.cases.complaints import checking, involving, notifying
from anyqtama.cases.models import Case, CaseKind, Cause, CheckResult
from anyqtama.cases.relating import relating
from anyqtama.kernel import files
from anyqtama.people.models import Person
from tests import cast, centre
from tests.architecture.matters import DESK, numbered_case
from tests.architecture.objects import Factory, Made, Others, Scene

PAGES = ("case_relations", "case_relation_end", "case_split", "case_notices")
"""Of a case of any kind."""
OF_COMPLAINTS = ("case_involved", "case_involved_clear", "case_checks", "case_check_file", "case_decision")


def complaint(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: led by the person, if they work at a desk, else by the operator of their group."""
    leader = (person if person.has_role(*DESK) else stage.people["operator"]) if own else stage.foreigner
    kind = CaseKind.objects.get(code="complaint")
    kind.parts = {"involved": "", "checks": "", "verdict": ""}
    made = registering.register(
        client=centre.client(), contact=None, topic=stage.topic, subject="Matrix", details="", by=leader, at=cast.NOW,
        kind=kind, fields={"about": "time", "severity": "low"},
    )  # fmt: skip
    kind.save(update_fields=["parts"])
    return Made(made.number, made)


def _case(others: Others) -> Case:
    case = others["number"].row
    assert isinstance(case, Case)
    return case


def involved(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = involving.name(case=_case(others), person=stage.colleague, unit=None, by=stage.foreigner, at=cast.NOW)
    return Made(made.pk, made)


def check(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    paper = files.store(BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 64), "matrix.png", cast.NOW)
    made = checking.check(
        case=_case(others), what="Matrix", result=CheckResult.UNCLEAR, found="Matrix", by=stage.foreigner, at=cast.NOW,
        files=[paper],
    )  # fmt: skip
    return Made(made.pk, made)


def paper(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    row: Any = others["check_id"].row
    made = row.files.get()
    return Made(made.pk, made)


def relation(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    other = numbered_case(stage, person, True, {}).row
    assert isinstance(other, Case)
    made = relating.relate(case=_case(others), other=other, by=stage.foreigner, at=cast.NOW)
    return Made(made.pk, made)


def notice(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: to the person's own unit; foreign: to a unit that nobody of the matrix works in."""
    case = numbered_case(stage, person, True, others).row
    assert isinstance(case, Case)
    unit = (person.unit or stage.home) if own else cast.unit(f"matrix-told-{case.pk}")
    made = notifying.tell(case=case, unit=unit, text="Matrix", by=case.owner, at=cast.NOW)
    return Made(made.pk, made)


OWNED: Mapping[str, Factory] = {
    **dict.fromkeys((f"{name}.number" for name in OF_COMPLAINTS), complaint),
    "involved_id": involved,
    "check_id": check,
    "case_check_file.file_id": paper,
    "relation_id": relation,
    "notice_id": notice,
}


def _other(stage: Scene, person: Person) -> Mapping[str, Any]:
    return {"number": numbered_case(stage, stage.people["operator"], True, {}).value, "act": "relate"}


BODIES: Mapping[str, Callable[[Scene, Person], Mapping[str, Any]]] = {
    "case_involved": lambda stage, person: {"person": stage.colleague.pk},
    "case_checks": lambda stage, person: {"what": "Matrix", "result": "unclear", "found": "Matrix"},
    "case_decision": lambda stage, person: {
        "version": "1", "outcome": "not", "cause": Cause.objects.earliest("pk").pk, "grounds": "Matrix",
    },
    "case_notices": lambda stage, person: {"unit": stage.home.pk, "text": "Matrix"},
    "case_relations": _other,
    "case_split": lambda stage, person: {
        "version": "1", "subject": "Matrix 2", "topic": stage.topic.pk,
        "kind": CaseKind.objects.get(code="inquiry").pk,
    },
}  # fmt: skip
