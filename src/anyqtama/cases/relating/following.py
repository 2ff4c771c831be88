"""Cases joined to another one: they are answered and closed together with the one that leads."""

from collections.abc import Iterator

from anyqtama.cases.kinds import stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Relation, RelationKind


def leader(case: Case) -> Case | None:
    """The case that this one was joined to."""
    row = case.relations.filter(kind=RelationKind.SAME, ended_at=None).select_related("other").first()
    return row.other if row else None


def followers(case: Case) -> list[Relation]:
    rows = case.related_by.filter(kind=RelationKind.SAME, ended_at=None)
    return list(rows.select_related("case__client").order_by("pk"))


def together(case: Case, state: CaseState) -> Iterator[Case]:
    """The open cases joined to `case`, each locked and put to the stage of its kind that means `state`.

    No way of stages is asked for: the case that leads has gone it. The verb saves and journals.
    """
    for row in followers(case):
        held = locked(row.case)
        if held.state in {state, CaseState.CLOSED}:
            continue
        stage = next(stage for stage in stages.stages(held.kind).values() if stage.state == state)
        held.stage, held.state = stage.code, stage.state
        yield held
