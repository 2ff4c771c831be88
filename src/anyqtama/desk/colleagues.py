"""To whom a contact can be handed on, and who can be asked."""

from anyqtama.contacts.models import Queue
from anyqtama.people.models import Person, Presence, StateKind
from anyqtama.people.roles import DESK, LEADS


def present(person: Person) -> list[Presence]:
    """Colleagues on shift who work at desks or lead them, without the one who looks. One query."""
    on_shift = Presence.objects.on_shift().filter(person__is_active=True, person__grants__role__in=DESK | LEADS)
    rows = on_shift.exclude(person=person).select_related("person", "state").distinct()
    return list(rows.order_by("person__family_name", "person__given_name", "person_id"))


def available(rows: list[Presence]) -> list[Person]:
    return [row.person for row in rows if row.state.kind == StateKind.AVAILABLE]


def other_queues(queue_id: int) -> list[Queue]:
    return list(Queue.objects.in_use().exclude(pk=queue_id).order_by("order", "id"))
