"""What the desk shows of a difficult contact: the methods with their words, the steps so far, a lead's question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from anyqtama.contacts.difficult.using import phrase
from anyqtama.contacts.models import ConflictMethod, ConflictStep, Consultation, Contact, StepOutcome
from anyqtama.desk import colleagues
from anyqtama.desk.difficult.forms import DifficultForm, RescueForm
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person, Presence
from anyqtama.people.roles import LEADS

OUTCOMES: Mapping[str, Promise] = {
    StepOutcome.CALMED: pgettext_lazy("difficult contact", "It calmed"),
    StepOutcome.GOES_ON: pgettext_lazy("difficult contact", "It goes on"),
    StepOutcome.LEFT: pgettext_lazy("difficult contact", "The client left"),
    StepOutcome.ENDED: pgettext_lazy("difficult contact", "The talk was ended"),
    StepOutcome.TAKEN: pgettext_lazy("difficult contact", "A lead took over"),
    StepOutcome.RESTED: pgettext_lazy("difficult contact", "A short break was taken"),
}
BY_HAND = (StepOutcome.CALMED, StepOutcome.GOES_ON, StepOutcome.LEFT)


@dataclass(frozen=True, slots=True)
class Method:
    code: str
    name: str
    when: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Step:
    step: ConflictStep
    name: str
    outcome: str


def methods(contact: Contact) -> list[Method]:
    """When to use it in the reader's language, the words in the client's."""
    rows = ConflictMethod.objects.filter(active=True)
    return [Method(row.code, str(row), label(row.when), phrase(row, contact.language)) for row in rows]


def steps(contact: Contact) -> list[Step]:
    rows = contact.conflict_steps.select_related("method").order_by("pk")
    return [Step(row, str(row.method), str(OUTCOMES.get(row.outcome, ""))) for row in rows]


def shown(contact: Contact, present: list[Presence], given: Mapping[str, Any]) -> dict[str, Any]:
    """The forms of its dialogs, for the owner of the contact."""
    client = contact.client
    fresh: dict[str, Any] = {
        "difficult": DifficultForm(leads=leads(present), auto_id="difficult-%s"),
        "rescue": RescueForm(
            initial={"address": client.address if client else "", "service": "112"}, auto_id="rescue-%s"
        ),
    }
    return {name: given.get(name, form) for name, form in fresh.items()} | {"methods": methods(contact)}


def strip(contact: Contact) -> dict[str, Any]:
    """The steps so far, above the composer."""
    outcomes = [(code.value, OUTCOMES[code]) for code in BY_HAND]
    return {"conflict_steps": steps(contact), "conflict_outcomes": outcomes}


def leads(present: list[Presence]) -> list[Person]:
    """Those on shift who lead people. One query."""
    ids = [row.person_id for row in present]
    leading = set(Person.objects.filter(pk__in=ids, grants__role__in=LEADS).values_list("pk", flat=True))
    return [row.person for row in present if row.person_id in leading]


def of(person: Person) -> list[Person]:
    return leads(colleagues.present(person))


def taking_over(question: Consultation | None) -> ConflictStep | None:
    """The step by which a lead was asked to take over, if the question is one of that kind."""
    return ConflictStep.objects.filter(consultation=question, outcome="").first() if question else None
