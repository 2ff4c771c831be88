"""Objects of the access matrix on a case's answer: a draft being agreed, a signed paper, a department's photo."""

from io import BytesIO

from anyqtama.cases import handling, replying
from anyqtama.cases.answers import deciding, drafting
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Assignment, Case, CaseKind, Reply, ReplyFile
from anyqtama.people.models import Person
from tests import cast
from tests.architecture.matters import numbered_case
from tests.architecture.objects import Made, Others, Scene


def _submitted(case: Case, **answering: object) -> Case:
    """The case as one of a kind whose answers are decided on."""
    case.kind, _ = CaseKind.objects.get_or_create(
        code="matrix-" + "-".join(answering),
        defaults={"names": {"kk": "Матрица"}, "stages": shipped.usual().stages, "answering": answering},
    )
    case.save(update_fields=["kind"])
    drafting.keep(case=case, text="Matrix", by=case.owner, at=cast.NOW)
    drafting.submit(case=case, by=case.owner, at=cast.NOW)
    return case


def being_agreed(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    case = numbered_case(stage, person, own, others).row
    assert isinstance(case, Case)
    return Made(case.number, _submitted(case, agree=["team_lead"]))


def signature_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    case = others["number"].row
    assert isinstance(case, Case)
    _submitted(case, sign="team_lead")
    draft = deciding.approve(case=case, by=stage.people["team_lead"], at=cast.NOW, seen=1)
    return Made(draft.signature.pk, draft.signature)


def answer_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    case = others["number"].row
    assert isinstance(case, Case)
    made = handling.answer(case=case, text="Matrix", by=case.owner, at=cast.NOW)
    return Made(made.pk, made)


def file_of_case(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    case = others["number"].row
    assert isinstance(case, Case)
    given = handling.assign(case=case, unit=stage.away, task="", by=case.owner, at=cast.NOW)
    return _file(given, stage.foreigner)


def file_of_assignment(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    given = others["assignment_id"].row
    assert isinstance(given, Assignment)
    return _file(given, stage.foreigner)


def _file(given: Assignment, by: Person) -> Made:
    proof = replying.Upload(BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 20), "lamp.png")
    reply: Reply = replying.reply(assignment=given, text="Matrix", by=by, at=cast.NOW, files=[proof])
    made = ReplyFile.objects.get(reply=reply)
    return Made(made.pk, made)
