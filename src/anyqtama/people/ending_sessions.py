"""Ending sessions from elsewhere: the row is gone, so the browser's next request is a stranger's."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people.entries import SessionEnded
from anyqtama.people.models import Person, Session


class NoSuchSession(Exception):
    message = _("This session has ended already.")


def open_sessions(*, person: Person, at: datetime) -> models.QuerySet[Session]:
    return Session.objects.filter(person=person, expire_date__gt=at).order_by("-seen_at")


def end(*, person: Person, handle: str, by: Principal, at: datetime) -> None:
    """End the one session called `handle`."""
    keys = [session.session_key for session in person.sessions.all() if session.handle == handle]
    if not _end(person, Session.objects.filter(session_key__in=keys), reason="by_hand", by=by, at=at):
        raise NoSuchSession


def end_others(*, person: Person, keep: str | None, reason: str, by: Principal, at: datetime) -> int:
    """End all sessions but the one whose key is `keep`."""
    return _end(person, person.sessions.exclude(session_key=keep or ""), reason=reason, by=by, at=at)


def end_all(*, person: Person, reason: str, by: Principal, at: datetime) -> int:
    return end_others(person=person, keep=None, reason=reason, by=by, at=at)


def forget_expired(at: datetime) -> int:
    return Session.objects.filter(expire_date__lt=at).delete()[0]


@transaction.atomic
def _end(person: Person, sessions: models.QuerySet[Session], *, reason: str, by: Principal, at: datetime) -> int:
    ending = list(sessions)
    number = Session.objects.filter(pk__in=[session.pk for session in ending]).delete()[0]
    if number:
        handles = [session.handle for session in ending]
        journal.write(SessionEnded(handles=handles, reason=reason), subject=person, by=by, at=at)
        live.hint(f"person:{person.pk}", "session_ended")
    return number
