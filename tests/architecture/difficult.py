"""Objects of the access matrix: a method used in a contact, by which a lead was asked to take over."""

from collections.abc import Callable, Mapping
from typing import Any

from anyqtama.contacts.models import ConflictMethod, ConflictStep, Contact
from anyqtama.people.models import Person
from tests import cast
from tests.architecture.objects import Factory, Made, Others, Scene


def step_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: the owner of the contact used it."""
    contact = others["contact_id"].row
    assert isinstance(contact, Contact)
    assert contact.owner is not None
    made = ConflictStep.objects.create(
        contact=contact, method=ConflictMethod.objects.get(code="facts"), by=contact.owner, at=cast.NOW
    )
    return Made(made.pk, made)


OWNED: Mapping[str, Factory] = {
    "desk_difficult_outcome.step_id": step_of,
    "desk_take_over.step_id": step_of,
}
BODIES: Mapping[str, Callable[[Scene, Person], Mapping[str, Any]]] = {
    "desk_difficult": lambda stage, person: {"method": "facts"},
    "desk_difficult_outcome": lambda stage, person: {"outcome": "calmed"},
    "desk_rescue": lambda stage, person: {"address": "Matrix", "what": "Matrix", "service": "112"},
}
