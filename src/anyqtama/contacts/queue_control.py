"""A lead's hand on a queue: close and open it, put up a banner, move people in and out."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import routing
from anyqtama.contacts.entries import QueueChanged
from anyqtama.contacts.models import Queue, QueueClosure, QueueMember
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person


class ClosedAlready(Exception):
    message = _("This queue is closed already.")


class OpenAlready(Exception):
    message = _("This queue is open already.")


class ReasonNeeded(Exception):
    message = _("Say why, in a few words: it is kept with the change.")


class BannerOver(Exception):
    message = _("This moment has passed: nobody would see the line. Choose a later one, or leave it empty.")


def close(*, queue: Queue, by: Person, reason: str, at: datetime) -> QueueClosure:
    """No new contacts from now on; those waiting are still served."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        Queue.objects.select_for_update().get(pk=queue.pk)
        if QueueClosure.objects.filter(queue=queue, reopened_at=None).exists():
            raise ClosedAlready
        closure = QueueClosure(queue=queue, by=by, reason=reason.strip()[:300], at=at)
        closure.save(force_insert=True)
        _tell(queue, "closed", by, at, reason=reason)
    return closure


def open_again(*, queue: Queue, by: Person, at: datetime) -> Queue:
    with transaction.atomic():
        Queue.objects.select_for_update().get(pk=queue.pk)
        closed = QueueClosure.objects.filter(queue=queue, reopened_at=None)
        if not closed.update(reopened_at=at, reopened_by=by):
            raise OpenAlready
        _tell(queue, "opened", by, at)
    return queue


def put_banner(*, queue: Queue, by: Person, texts: Mapping[str, str], until: datetime | None, at: datetime) -> Queue:
    """A line that visitors and operators of the queue see. Empty texts take it down."""
    texts = {language: text.strip() for language, text in texts.items() if text.strip()}
    if texts and until and until <= at:
        raise BannerOver
    with transaction.atomic():
        queue = Queue.objects.select_for_update().get(pk=queue.pk)
        queue.banner = texts
        queue.banner_until = until
        queue.save(update_fields=["banner", "banner_until"])
        _tell(queue, "banner" if queue.banner else "banner_removed", by, at)
    return queue


def add_person(*, queue: Queue, person: Person, by: Person, at: datetime, first_line: bool = True) -> QueueMember:
    with transaction.atomic():
        member, made = QueueMember.objects.update_or_create(
            queue=queue, person=person, defaults={"first_line": first_line}, create_defaults={
                "first_line": first_line, "added_at": at
            }
        )  # fmt: skip
        if made:
            _tell(queue, "person_added", by, at, person=person)
            routing.soon(at=at)
    return member


def remove_person(*, queue: Queue, person: Person, by: Person, at: datetime) -> None:
    with transaction.atomic():
        if QueueMember.objects.filter(queue=queue, person=person).delete()[0]:
            _tell(queue, "person_removed", by, at, person=person)


def _tell(queue: Queue, what: str, by: Person, at: datetime, *, person: Person | None = None, reason: str = "") -> None:
    entry = QueueChanged(what, person.pk if person else None, reason.strip()[:300])
    journal.write(entry, subject=queue, by=by.principal, at=at)
    live.hint("wall")
    if person:
        live.hint(f"person:{person.pk}", "queues")
