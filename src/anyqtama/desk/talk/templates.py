"""Quick replies of the composer, filled with what is known of this contact."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import Case
from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import label
from anyqtama.knowledge import quick_replies
from anyqtama.knowledge.models import QuickReply
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.ui import moments


class GapLeft(Exception):
    """A template was sent before everything in it was known."""

    def __init__(self, gaps: Sequence[str]) -> None:
        super().__init__(gaps)
        self.message = _("Not sent: the template still has gaps (%(gaps)s). Fill them in or delete them.") % {
            "gaps": ", ".join(f"{{{gap}}}" for gap in gaps)
        }


@dataclass(frozen=True, slots=True)
class Template:
    """`hands_on`: names the queue that the talk goes to, so it is said while handing on, not in the composer."""

    shortcut: str
    name: str
    text: str
    hands_on: bool


def templates(contact: Contact, person: Person, cases: Sequence[Case]) -> list[Template]:
    """In the client's language, whatever the operator reads the desk in."""
    filled = values(contact, person, cases[0] if cases else None)
    replies = access.visible(person, QuickReply).order_by("shortcut")
    return [
        Template(
            reply.shortcut, label(reply.names), quick_replies.fill(reply, language=contact.language, values=filled),
            quick_replies.hands_on(reply),
        )
        for reply in replies
    ]  # fmt: skip


def without_gaps(text: str) -> str:
    """The text as it is, unless a placeholder of a template is left in it."""
    if left := quick_replies.gaps(text):
        raise GapLeft(left)
    return text


def values(contact: Contact, person: Person, case: Case | None) -> dict[str, str]:
    with translation.override(contact.language):
        return {
            "client_name": (contact.client.name if contact.client else "") or contact.called,
            "operator_name": person.short_name,
            "case_number": case.number if case else "",
            "due": moments.moment(case.due_at) if case else "",
            "queue": label(contact.queue.names, contact.language),
        }
