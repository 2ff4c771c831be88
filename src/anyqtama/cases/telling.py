"""A word to the client on how their case stands, without ending it."""

from datetime import datetime

from django.db import transaction

from anyqtama.cases.clocks import running
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.handling import NothingWritten
from anyqtama.cases.informing import reaching
from anyqtama.cases.informing.entries import ClientTold
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, ClientWord, ClockOf, MassNotice
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.people.models import Person


def tell(*, case: Case, text: str, by: Person, at: datetime, notice: MassNotice | None = None) -> ClientWord:
    """By the best way there is. It counts as the first reply. `notice`: the mass notice that says it."""
    text = speaking.clean(text)
    if not text:
        raise NothingWritten
    with transaction.atomic():
        case = locked(case)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        way = reaching.way(case)
        said = ClientWord(case=case, notice=notice, by=by, text=text, at=at, way=way.name)
        said.sent_reference = reaching.send(case=case, way=way, text=text, by=by, at=at)
        said.save(force_insert=True)
        incident = notice.incident.number if notice else ""
        entry = ClientTold(case.number, way.name, case.language, len(text), incident)
        journal.write(entry, subject=case, by=by.principal, at=at)
        running.stop(case=case, what=ClockOf.REPLY, by=by, at=at)
    return said
