"""A case goes on to another stage of its kind: by hand, or because it was given on, answered, closed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import editing, standing_aside, telling_state
from anyqtama.cases.clocks import running
from anyqtama.cases.entries import Moved
from anyqtama.cases.kinds import fields, lines, parts, stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState
from anyqtama.kernel import journal
from anyqtama.people.models import Person

BY_HAND = (CaseState.NEW, CaseState.WITH_DEPARTMENT)


class OnlyByItsAct(Exception):
    message = _("The case comes to this stage by answering, closing or reopening it.")


class NoSuchStage(Exception):
    message = _("This kind of case has no such stage.")


def move(
    *, case: Case, stage: str, by: Person, at: datetime, seen_version: int | None = None,
    fields_said: Mapping[str, Any] | None = None,
) -> Case:  # fmt: skip
    """To a stage of open work that may follow, with the fields that it needs, by their keys."""
    with transaction.atomic():
        case = locked(case, seen_version)
        if fields_said:
            said = {f"{fields.PREFIX}{key}": value for key, value in fields_said.items()}
            editing.change(case=case, seen=editing.values(case), said=said, by=by, at=at)
            case = locked(case)
        wanted = stages.stages(case.kind).get(stage)
        if wanted is None:
            raise NoSuchStage
        if case.stage == stage:
            return case
        if wanted.state not in BY_HAND or case.state == CaseState.CLOSED:
            raise OnlyByItsAct
        enter(case, wanted, by)
        before = journalled(case, wanted)
        case.version += 1
        case.save(update_fields=["stage", "state", "version"])
        journal.write(before, subject=case, by=by.principal, at=at)
        running.reached(case=case, by=by, at=at)
        telling_state.tell(case=case, by=by.principal, at=at)
    return case


def enter_state(case: Case, state: CaseState, by: Person | None) -> None:
    """The verbs' way: the stage that gives `state`, if the kind leads there. The verb saves and journals."""
    stage = stages.way_to(case.kind, case.stage, state)
    if stage.code != case.stage or stage.state != case.state:
        enter(case, stage, by)
        case.stage, case.state = stage.code, stage.state


def enter(case: Case, stage: stages.Stage, by: Person | None) -> None:
    """Refuses where the kind leads no way, a field or part is missing, or the matter is about the one who decides.

    `by` None: the client's word or a rule leads there, not somebody who judges.
    """
    if stage not in stages.onward(case.kind, case.stage):
        raise stages.NoWay(stages.stages(case.kind).get(case.stage), stages.onward(case.kind, case.stage))
    if by is not None:
        standing_aside.refuse(case, by)
    fields.lacking(case.kind, case.fields, stage.code)
    parts.lacking(case, stage.code)
    lines.lacking(case, stage.code)


def journalled(case: Case, stage: stages.Stage) -> Moved:
    entry = Moved(case.number, case.kind_id, case.stage, stage.code)
    case.stage, case.state = stage.code, stage.state
    return entry
