"""The words journal entries of a contact share: codes of its queue, channel and topic, and the seconds of a stretch."""

from datetime import datetime
from typing import TypedDict

from anyqtama.contacts.models import Contact, Segment


class Place(TypedDict):
    queue: str
    channel: str
    language: str
    topic: str


def place(contact: Contact) -> Place:
    return {
        "queue": contact.queue.code,
        "channel": contact.channel.code,
        "language": contact.language,
        "topic": contact.topic.code if contact.topic else "",
    }


def seconds(since: datetime, until: datetime) -> int:
    """Whole seconds, never negative: clocks step."""
    return max(0, int((until - since).total_seconds()))


def stretch(segment: Segment, at: datetime) -> tuple[int, int, int]:
    """(talk without hold, hold, wrap-up) seconds of a segment ending at `at`."""
    talk_end = segment.talk_ended_at or at
    talk = max(0, seconds(segment.began_at, talk_end) - segment.hold_seconds)
    return talk, segment.hold_seconds, seconds(talk_end, at)
