"""The cause is found; the trouble is put right: two verbs, each with the fields that the kind asks for then."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import editing, moving
from anyqtama.cases.clocks import running
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import fields, stages
from anyqtama.cases.kinds.stages import Stage
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, ClockOf
from anyqtama.people.models import Person


class NoSuchClock(Exception):
    message = _("This kind of case has no stage for it. The system administrator can mark one.")


class NoWayThere(Exception):
    message = _("No way of this kind leads there from where the case stands. Take it on by its stages.")


def diagnose(
    *, case: Case, said: Mapping[str, Any], by: Person, at: datetime, seen_version: int | None = None
) -> Case:  # fmt: skip
    """The cause is found: the case goes on to the stage that stops that clock, by the shortest way of its kind."""
    with transaction.atomic():
        case = _open(case, seen_version)
        way = _way(case, _stage(case, ClockOf.DIAGNOSIS))
        for number, stage in enumerate(way):
            case = moving.move(case=case, stage=stage.code, fields_said=said if number == 0 else None, by=by, at=at)
    return case


def fix(
    *, case: Case, said: Mapping[str, Any], by: Person, at: datetime, seen_version: int | None = None
) -> Case:  # fmt: skip
    """It is put right. The clock stops now; the stage comes with the answer that tells the client."""
    with transaction.atomic():
        case = _open(case, seen_version)
        stage = _stage(case, ClockOf.FIX)
        wanted = {f"{fields.PREFIX}{key}": value for key, value in said.items()}
        editing.change(case=case, seen=editing.values(case), said=wanted, by=by, at=at)
        case = locked(case)
        fields.lacking(case.kind, case.fields, stage.code)
        running.stop(case=case, what=ClockOf.FIX, by=by, at=at)
    return case


def asked(case: Case, what: ClockOf) -> list[fields.Field]:
    """The fields that must be known by then; empty where the kind knows no such clock."""
    stage = marked(case, what)
    return [field for field in fields.fields(case.kind) if stage is not None and field.required == stage.code]


def marked(case: Case, what: ClockOf) -> Stage | None:
    return next((stage for stage in stages.stages(case.kind).values() if stage.stops == what), None)


def _open(case: Case, seen_version: int | None) -> Case:
    case = locked(case, seen_version)
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    return case


def _stage(case: Case, what: ClockOf) -> Stage:
    found = marked(case, what)
    if found is None:
        raise NoSuchClock
    return found


def _way(case: Case, goal: Stage) -> Sequence[Stage]:
    """Through stages of open work; the goal alone where the case stands on it or next to it."""
    known = stages.stages(case.kind)
    ahead: list[list[Stage]] = [[]]
    seen = {case.stage}
    while ahead:
        way = ahead.pop(0)
        for stage in stages.onward(case.kind, way[-1].code if way else case.stage):
            if stage.code == goal.code:
                return [*way, known[goal.code]]
            if stage.code not in seen and stage.state in moving.BY_HAND:
                seen.add(stage.code)
                ahead.append([*way, stage])
    raise NoWayThere
