"""What is written goes its way: kept, sent for approval, sent back, approved, published now or at its time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import jobs, journal
from anyqtama.kernel.models import Job
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge.entries import DraftMoved
from anyqtama.knowledge.models import Draft, DraftState
from anyqtama.knowledge.models.audience import packed, roles_of
from anyqtama.knowledge.models.drafts import Tell
from anyqtama.knowledge.telling import News
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK

PUBLISH = "knowledge.publish"
"""The kind of the job that publishes at a time."""

Publisher = Callable[[Draft, Person, datetime], object]
"""Publishes what a draft holds, in its author's name; its refusals have a `message`."""


class NotYourTurn(Exception):
    message = _("This draft has moved on meanwhile. Reload to see where it stands.")


class SecondPersonNeeded(Exception):
    message = _("A second person must approve this. Send it for approval.")


class TimePassed(Exception):
    message = _("This moment has passed. Choose a later one, or publish at once.")


class CommentNeeded(Exception):
    message = _("Say what should be changed, so that the author knows what to do.")


@dataclass(frozen=True, slots=True)
class Written:
    """What the writer hands in: the content, what people are told, whether a second person must approve."""

    content: Mapping[str, Any]
    notes: Mapping[str, str] = field(default_factory=dict)
    tell: str = Tell.TELL
    roles: Sequence[str] = ()
    two_people: bool = False


_publishers: dict[str, Publisher] = {}


def connect(publishers: Mapping[str, Publisher]) -> None:
    """Kind → what publishes it; handed over by the wiring."""
    _publishers.update(publishers)


def news_of(draft: Draft) -> News | None:
    if draft.tell == Tell.NOBODY:
        return None
    return News(draft.notes, roles_of(draft.roles), must_read=draft.tell == Tell.READ)


def keep(*, kind: str, code: str, written: Written, by: Person, at: datetime, version: int | None = None) -> Draft:
    """Begin the draft of this thing or write on. `version`: what the writer began with; None begins."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().open().filter(kind=kind, code=code).first()
        if draft is None:
            draft = Draft(kind=kind, code=code, author=by, version=0)
        elif version != draft.version:
            raise NotYourTurn
        if draft.state == DraftState.SCHEDULED:
            jobs.cancel(PUBLISH, key=_key(draft), at=at)
        draft.state, draft.publish_at, draft.author = DraftState.WRITING, None, by
        draft.content, draft.notes, draft.tell = dict(written.content), dict(written.notes), Tell(written.tell)
        draft.roles, draft.two_people = packed(written.roles or DESK), written.two_people
        draft.saved_at, draft.version = at, draft.version + 1
        draft.save()
        _journal(draft, "kept", by.principal, at)
    return draft


def hand_in(
    *,
    kind: str,
    code: str,
    written: Written,
    step: str,
    by: Person,
    at: datetime,
    version: int | None = None,
    publish_at: datetime | None = None,
) -> Draft:
    """Keep what was written and take its next step, both or neither. `step`: keep, submit, publish."""
    with transaction.atomic():
        draft = keep(kind=kind, code=code, written=written, by=by, at=at, version=version)
        if step == "submit":
            return submit(draft=draft, by=by, at=at)
        return approve(draft=draft, by=by, at=at, publish_at=publish_at) if step == "publish" else draft


def submit(*, draft: Draft, by: Person, at: datetime) -> Draft:
    """Ask a colleague to approve."""
    with transaction.atomic():
        draft = _locked(draft, DraftState.WRITING)
        draft.state, draft.submitted_at, draft.comment = DraftState.WAITING, at, ""
        draft.save(update_fields=["state", "submitted_at", "comment"])
        _journal(draft, "submitted", by.principal, at)
    return draft


def send_back(*, draft: Draft, by: Person, comment: str, at: datetime) -> Draft:
    comment = comment.strip()
    if not comment:
        raise CommentNeeded
    with transaction.atomic():
        draft = _locked(draft, DraftState.WAITING, DraftState.SCHEDULED)
        jobs.cancel(PUBLISH, key=_key(draft), at=at)
        draft.state, draft.comment, draft.publish_at = DraftState.WRITING, comment[:500], None
        draft.decided_by, draft.decided_at = by, at
        draft.save(update_fields=["state", "comment", "decided_by", "decided_at", "publish_at"])
        _journal(draft, "sent_back", by.principal, at, comment)
    return draft


def approve(*, draft: Draft, by: Person, at: datetime, publish_at: datetime | None = None) -> Draft:
    """Publish now, or at a time. What needs two people is never approved by its own author."""
    if publish_at is not None and publish_at <= at:
        raise TimePassed
    with transaction.atomic():
        draft = _locked(draft, DraftState.WRITING, DraftState.WAITING)
        if draft.two_people and (draft.author_id == by.pk or draft.state != DraftState.WAITING):
            raise SecondPersonNeeded
        draft.decided_by, draft.decided_at, draft.publish_at, draft.comment = by, at, publish_at, ""
        if publish_at is None:
            _publish(draft, by.principal, at)
        else:
            draft.state = DraftState.SCHEDULED
            draft.save()
            jobs.enqueue(PUBLISH, payload={"draft": draft.pk}, at=at, run_at=publish_at, key=_key(draft))
            _journal(draft, "scheduled", by.principal, at)
    return draft


def drop(*, draft: Draft, by: Person, at: datetime) -> Draft:
    """Put it aside for good; what is published stays as it is."""
    with transaction.atomic():
        draft = _locked(draft, DraftState.WRITING, DraftState.WAITING, DraftState.SCHEDULED)
        jobs.cancel(PUBLISH, key=_key(draft), at=at)
        draft.state = DraftState.DROPPED
        draft.save(update_fields=["state"])
        _journal(draft, "dropped", by.principal, at)
    return draft


def publish_due(job: Job, at: datetime) -> None:
    """The job's work. What cannot be published goes back to its author with the reason: nothing is lost."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=job.payload["draft"], state=DraftState.SCHEDULED).first()
        if draft is None or (draft.publish_at and draft.publish_at > at):
            return
        clock = Principal.system("clock")
        try:
            with transaction.atomic():
                _publish(draft, clock, at)
        except Exception as refusal:
            said = getattr(refusal, "message", None)
            if said is None:
                raise
            draft.state, draft.comment, draft.publish_at = DraftState.WRITING, str(said)[:500], None
            draft.save(update_fields=["state", "comment", "publish_at"])
            _journal(draft, "sent_back", clock, at, str(said))


def _publish(draft: Draft, by: Principal, at: datetime) -> None:
    _publishers[draft.kind](draft, draft.author, at)
    draft.state = DraftState.PUBLISHED
    draft.save()
    _journal(draft, "published", by, at)


def _locked(draft: Draft, *states: DraftState) -> Draft:
    found = Draft.objects.select_for_update().select_related("author").get(pk=draft.pk)
    if found.state not in states:
        raise NotYourTurn
    return found


def _key(draft: Draft) -> str:
    return f"draft:{draft.pk}"


def _journal(draft: Draft, step: str, by: Principal, at: datetime, comment: str = "") -> None:
    journal.write(DraftMoved(draft.kind, draft.code, step, comment), subject=draft, by=by, at=at)
