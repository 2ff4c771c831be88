"""Registering a matter that is told a second time: it gets its number, and is joined or related in the same breath."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anyqtama.cases.models import Case
from anyqtama.cases.relating import joining, relating
from anyqtama.people import access
from anyqtama.people.models import Person

JOIN, RELATE = "join", "relate"


@dataclass(frozen=True, slots=True)
class Beside:
    """What was chosen when alike cases were offered."""

    act: str
    case: Case


def chosen(person: Person, said: str) -> Beside | None:
    """`said`: "join:AQ-2026-000001", "relate:…"; None for a matter of its own or a case the person does not see."""
    act, _colon, number = said.partition(":")
    if act not in {JOIN, RELATE}:
        return None
    case = access.visible(person, Case).filter(number=number[:20]).first()
    return Beside(act, case) if case else None


def register(*, make: Callable[[], Case], beside: Beside | None, by: Person, at: datetime) -> Case:
    """`make` registers; where the join is refused nothing is registered either."""
    with transaction.atomic():
        made = make()
        if beside is not None and beside.act == JOIN:
            joining.join(case=made, into=beside.case, by=by, at=at)
        elif beside is not None:
            relating.relate(case=made, other=beside.case, by=by, at=at)
    return made
