"""A person's stretch of a contact ends: by transfer, return, reassignment or closing."""

from datetime import datetime

from anyqtama.contacts.entries import SegmentEnded
from anyqtama.contacts.facts import place, stretch
from anyqtama.contacts.holding import end_hold
from anyqtama.contacts.models import Contact
from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Presence


def end_segment(contact: Contact, *, how: str, by: Principal, at: datetime) -> None:
    """End the open segment of a locked contact; its person becomes free from now."""
    segment = contact.segments.select_related("person", "queue").filter(ended_at=None).first()
    if segment is None:
        return
    end_hold(contact, segment.person, at)
    segment.refresh_from_db(fields=["hold_seconds"])
    talk, hold, wrap_up = stretch(segment, at)
    segment.talk_ended_at = segment.talk_ended_at or at
    segment.ended_at, segment.ended_how = at, how
    segment.save(update_fields=["talk_ended_at", "ended_at", "ended_how"])
    where = {**place(contact), "queue": segment.queue.code}
    ended = SegmentEnded(
        person=segment.person_id,
        talk_seconds=talk,
        hold_seconds=hold,
        wrap_up_seconds=wrap_up,
        how=how,
        **where,  # type: ignore[arg-type]  # the same four keys, the segment's own queue
    )
    journal.write(ended, subject=contact, by=by, at=at)
    Presence.objects.filter(person=segment.person_id, free_since__lt=at).update(free_since=at)
    live.hint(f"person:{segment.person_id}", "contacts")
    live.hint("wall")
