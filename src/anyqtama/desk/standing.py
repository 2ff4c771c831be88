"""How a contact stands for its owner: reply due, late, with the client, on hold, on the line, wrap-up."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from anyqtama.contacts.models import Contact, ContactState


@dataclass(frozen=True, slots=True)
class Standing:
    """A shape, a word and one clock: counting up from `since`, or down to `until`."""

    shape: str
    word: str
    seconds: int
    since: datetime | None = None
    until: datetime | None = None
    late: bool = False

    @property
    def urgent(self) -> bool:
        return self.shape in {"running", "bad"}


def standing(contact: Contact, at: datetime) -> Standing:
    if contact.state == ContactState.WRAP_UP:
        return _since("info", pgettext("contact", "wrap-up"), contact.ended_at or at, at)
    if contact.state in {ContactState.WAITING, ContactState.OFFERED}:
        return _since("attention", pgettext("contact", "waiting"), contact.arrived_at, at)
    if contact.state != ContactState.ACTIVE:
        return _since("neutral", pgettext("contact", "closed"), contact.closed_at or at, at)
    if contact.held_since:
        return _since("attention", pgettext("contact", "on hold"), contact.held_since, at)
    if contact.channel.kind == "phone":
        return _since("running", pgettext("contact", "on the line"), contact.accepted_at or contact.arrived_at, at)
    if not contact.awaits_reply():
        return _since("neutral", pgettext("contact", "with the client"), contact.staff_spoke_at or at, at)
    due = contact.reply_due_at()
    if at >= due:
        return Standing("bad", pgettext("reply", "late"), _seconds(due, at), since=due, late=True)
    return Standing("running", pgettext("reply", "to reply"), _seconds(at, due), until=due)


def _since(shape: str, word: str, since: datetime, at: datetime) -> Standing:
    return Standing(shape, word, _seconds(since, at), since=since)


def _seconds(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds()))
