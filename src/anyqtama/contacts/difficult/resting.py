"""A short break after a difficult contact: set when it is closed, whatever else is waiting."""

from datetime import datetime

from anyqtama.contacts.difficult.noting import close_step
from anyqtama.contacts.models import ConflictStep, Contact, MethodAct, StepOutcome
from anyqtama.kernel.principal import Principal
from anyqtama.people import presence
from anyqtama.people.models import Person, StateKind, WorkingState

GIVER = Principal.system("difficult contacts")
"""The system gives it: limits of breaks hold back those that people choose themselves."""


def after(contact: Contact, by: Person, at: datetime) -> None:
    """Of a contact that was just closed, in its transaction; nothing where no break was wished."""
    wished = ConflictStep.objects.select_related("method", "contact").filter(
        contact=contact, by=by, method__act=MethodAct.BREAK, outcome=""
    )
    step = wished.first()
    state = WorkingState.objects.filter(active=True, kind=StateKind.BREAK).order_by("order", "pk").first()
    if step is None or state is None:
        return
    presence.change(person=by, state=state, by=GIVER, at=at, reason=str(step.method))
    for each in wished:
        close_step(each, StepOutcome.RESTED, by=by, at=at)
