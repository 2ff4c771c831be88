"""The card of a case in the talk: number, state, due time, and the code that opens it on the status page."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import pgettext

from anyqtama.cases import registering
from anyqtama.cases.models import Case, CaseState
from anyqtama.contacts.models import Contact


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    topic: str
    address: str
    due_at: datetime
    code: str
    shape: str
    word: str

    def html(self) -> str:
        return render_to_string("portal/card.html", {"card": self})


def of_contact(contact: Contact) -> dict[str, Card]:
    """Cards of the cases registered in this talk, by number. None can be there before somebody took it."""
    if contact.accepted_at is None:
        return {}
    cases = Case.objects.filter(contact=contact).select_related("topic").order_by("id")
    return {case.number: card(case) for case in cases}


def card(case: Case) -> Card:
    shape, word = state_of(case)
    code = registering.code_of(case)
    return Card(case.number, str(case.topic), case.address, case.due_at, code, shape, word)


def state_of(case: Case) -> tuple[str, str]:
    """(shape, word) of a case as its client is told."""
    states = {
        CaseState.NEW: ("running", pgettext("state of a case", "Registered")),
        CaseState.WITH_DEPARTMENT: ("info", pgettext("state of a case", "With the department")),
        CaseState.ANSWERED: ("good", pgettext("state of a case", "Answered")),
        CaseState.CLOSED: ("good", pgettext("state of a case", "Closed")),
    }
    return states[CaseState(case.state)]
