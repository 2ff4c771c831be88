"""By rule: silent visitors are warned, then closed; waiting ones who went away are counted as abandoned."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from anyqtama.contacts import ending, speaking
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, EndedHow
from anyqtama.contacts.models.contact import ContactQuery
from anyqtama.kernel.principal import Principal

RULE = Principal.system("silence")
PLACE_KEPT = timedelta(minutes=15)
"""How long the place of a visitor is kept whose page is closed (the notice promises it)."""


def sweep(*, at: datetime) -> int:
    """Warn, close and give up; each contact in its own transaction. Returns how many changed."""
    return _warn(at) + _close(at) + _give_up(at)


def _warn(at: datetime) -> int:
    silent = _silent_chats().filter(silence_warned_at=None)
    count = 0
    for contact in silent:
        spoke, limit = contact.staff_spoke_at, timedelta(seconds=contact.queue.silence_warn_seconds)
        if spoke is None or at - spoke < limit:
            continue
        with transaction.atomic():
            contact = locked(contact)
            if (
                contact.state == ContactState.ACTIVE
                and contact.silence_warned_at is None
                and contact.held_since is None
            ):
                contact.silence_warned_at = at
                speaking.event(contact, "silence_warning", at=at, by=RULE)
                count += 1
    return count


def _close(at: datetime) -> int:
    count = 0
    for contact in _silent_chats().exclude(silence_warned_at=None):
        warned, gap = (
            contact.silence_warned_at,
            contact.queue.silence_close_seconds - contact.queue.silence_warn_seconds,
        )
        if warned is None or at - warned < timedelta(seconds=max(gap, 30)):
            continue
        with transaction.atomic():
            contact = locked(contact)
            if contact.state == ContactState.ACTIVE and contact.silence_warned_at == warned:
                ending.finish(contact, how=EndedHow.SILENCE, by=RULE, at=at)
                count += 1
    return count


def _give_up(at: datetime) -> int:
    gone = Contact.objects.waiting().filter(channel__kind="chat", client_seen_at__lt=at - PLACE_KEPT)
    count = 0
    for contact in gone:
        with transaction.atomic():
            contact = locked(contact)
            if (
                contact.state in {ContactState.WAITING, ContactState.OFFERED}
                and contact.client_seen_at < at - PLACE_KEPT
            ):
                left_at = contact.client_seen_at
                ending.abandon(contact, how=EndedHow.VANISHED, by=RULE, at=at, left_at=left_at)
                count += 1
    return count


def _silent_chats() -> ContactQuery:
    running = Contact.objects.filter(state=ContactState.ACTIVE, channel__kind="chat", held_since=None)
    return running.filter(staff_spoke_at__gte=F("client_spoke_at")).select_related("queue")
