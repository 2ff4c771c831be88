"""Looking at a case with the numbers that its page covers: each look stands in the access log."""

from datetime import datetime

from anyqtama.cases.models import Case
from anyqtama.clients import looking
from anyqtama.clients.models import Look
from anyqtama.people.models import Person


def reveal(*, case: Case, by: Person, at: datetime) -> None:
    looking.look(client=case.client, by=by, why=Look.Why.COMPARING, at=at, field="case.details")
