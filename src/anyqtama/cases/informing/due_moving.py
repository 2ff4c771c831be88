"""A formal request moved the due time: the client hears the new one, and why, by the way that reaches them."""

from datetime import datetime

from django.utils import translation

from anyqtama.cases.informing import reaching
from anyqtama.cases.informing.entries import ClientTold
from anyqtama.cases.models import Case, ClientWord
from anyqtama.contacts import event_lines, speaking
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.contacts.models import Message
from anyqtama.kernel import journal
from anyqtama.people.models import Person


def tell(*, case: Case, by: Person, at: datetime) -> ClientWord:
    """In the caller's transaction, of a locked case. In an open talk it is a quiet line. It counts as no reply."""
    due = case.due_at.isoformat()
    with translation.override(case.language):
        text = event_lines.sentence(
            Message(event="formalised", facts={"number": case.number, "due": due}), for_client=True
        )
    way = reaching.way(case)
    said = ClientWord(case=case, by=by, text=text, at=at, way=way.name)
    if way.name == reaching.CHAT and case.contact is not None:
        talk = locked_contact(case.contact)
        speaking.event(talk, "formalised", at=at, by=by.principal, number=case.number, due=due)
    else:
        said.sent_reference = reaching.send(case=case, way=way, text=text, by=by, at=at)
    said.save(force_insert=True)
    journal.write(ClientTold(case.number, way.name, case.language, len(text), ""), subject=case, by=by.principal, at=at)
    return said
