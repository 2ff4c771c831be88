"""Telling the client: into the chat while it is open, and by the channel they chose."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from anyqtama.cases import confirming_timer, moving, pushing
from anyqtama.cases.clocks import running
from anyqtama.cases.entries import AnsweredClient
from anyqtama.cases.models import Answer, Case, CaseState, ClockOf
from anyqtama.cases.relating import following
from anyqtama.channels.models import ChannelKind
from anyqtama.contacts import speaking
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.contacts.models import ContactState, Side
from anyqtama.kernel import journal
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person


def give(*, case: Case, text: str, by: Person, at: datetime, paper: StoredFile | None = None) -> Answer:
    """Of a locked case, within the caller's transaction. `paper` goes with the text where the channel can carry it.

    The clients of cases joined to it get the same words; the paper is a letter to one client alone.
    """
    moving.enter_state(case, CaseState.ANSWERED, by)
    given = _tell(case, text, by, at, paper)
    for other in following.together(case, CaseState.ANSWERED):
        _tell(other, text, by, at, None)
    return given


def _tell(case: Case, text: str, by: Person, at: datetime, paper: StoredFile | None) -> Answer:
    """The client of one locked case, which stands at its new stage."""
    given = Answer(case=case, by=by, text=text, at=at)
    given.sent_reference = pushing.push(case, _said(case, text, paper), at, file=paper)
    given.save(force_insert=True)
    if case.contact and case.contact.state in {ContactState.ACTIVE, ContactState.WRAP_UP}:
        contact = locked_contact(case.contact)
        files = [paper] if paper else []
        speaking.add(contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by, files=files)
    case.answered_at = case.answered_at or at
    case.assignments.filter(ended_at=None).update(ended_at=at)
    case.version += 1
    case.save(update_fields=["answered_at", "stage", "state", "answer_channel", "version"])
    entry = AnsweredClient(
        number=case.number,
        channel=case.answer_channel.code if case.answer_channel else "",
        topic=case.topic.code,
        language=case.language,
        in_time=at <= case.due_at,
        seconds=seconds(case.began_at, at),
    )
    journal.write(entry, subject=case, by=by.principal, at=at)
    running.stop(case=case, what=ClockOf.REPLY, by=by, at=at)
    running.reached(case=case, by=by, at=at)
    confirming_timer.start(case, given, at)
    return given


def _said(case: Case, text: str, paper: StoredFile | None) -> str:
    """A letter does not fit into a text message: it says where the letter is."""
    if paper is None or case.answer_channel is None or case.answer_channel.kind != ChannelKind.SMS:
        return text
    with translation.override(case.language):
        return _("The answer to %(number)s is signed. Read it on our site under “State of a request”.") % {
            "number": case.number
        }
