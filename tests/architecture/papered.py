"""Objects of the access matrix: a case typed from paper by a colleague, its scan, a scan that waits."""

from io import BytesIO

from django.utils import timezone

from anyqtama.cases import registering
from anyqtama.cases.kinds import parts, shipped
from anyqtama.cases.models import Case, Paper, Scan
from anyqtama.cases.papers import arriving, typing
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.architecture.objects import Made, Others, Scene

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fea7d6a5e60000000049454e44ae426082"
)
DESK = (Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD, Role.ADMINISTRATOR)


def scan(by: Person) -> Scan:
    return arriving.take_in(stream=BytesIO(PICTURE), name="matrix.png", by=by, at=cast.NOW)


def _paper(stage: Scene, person: Person, *, own: bool) -> Case:
    """Own: led by the person, or by the operator of their group. A colleague of theirs typed it."""
    leader = (person if person.has_role(*DESK) else stage.people["operator"]) if own else stage.foreigner
    typist = stage.colleague if own else stage.foreigner
    kind = shipped.usual()
    kind.parts = {parts.PAPER: ""}
    kind.save()
    made = typing.register(
        make=lambda began: registering.register(
            client=centre.client(), contact=None, topic=stage.topic, subject="Matrix", details="", by=leader,
            at=cast.NOW, received_at=began,
        ),
        scans=[scan(typist)], sort=Paper.Sort.FORM, received_on=timezone.localdate(cast.NOW), formal=None, by=typist,
        at=cast.NOW,
    )  # fmt: skip
    if typist == person:  # the foreign case is checked by whom the matrix asks
        Paper.objects.filter(case=made).update(typed_by=stage.colleague)
    return made


def paper_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = _paper(stage, person, own=own)
    return Made(made.number, made)


def scan_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = _paper(stage, person, own=own).paper.scans.get()
    return Made(made.pk, made)


def waiting(stage: Scene) -> object:
    return scan(stage.colleague).pk


def typed(stage: Scene, person: Person) -> dict[str, object]:
    return {
        "name": "Matrix", "topic": stage.topic.pk, "subject": "Matrix", "sort": "form",
        "received_on": timezone.localdate().isoformat(), "scan": scan(stage.colleague).pk,
    }  # fmt: skip
