"""How and when the client wants the later answer, said as a line of the contact that colleagues see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from anyqtama.contacts import speaking
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, Message, MessageKind
from anyqtama.kernel.principal import Principal

EVENT = "answer_wished"
MORNING = time(9)


@dataclass(frozen=True, slots=True)
class When:
    """A day, hours of the day, both, or neither: any time."""

    day: date | None = None
    after: time | None = None
    before: time | None = None

    @property
    def facts(self) -> dict[str, str]:
        hours = {name: f"{at:%H:%M}" if at else "" for name, at in (("after", self.after), ("before", self.before))}
        return {"day": self.day.isoformat() if self.day else "", **hours}

    @staticmethod
    def of(facts: Mapping[str, Any]) -> "When":
        day, after, before = (str(facts.get(name) or "") for name in ("day", "after", "before"))
        return When(
            date.fromisoformat(day) if day else None, time.fromisoformat(after) if after else None,
            time.fromisoformat(before) if before else None,
        )  # fmt: skip

    def over(self, at: datetime) -> bool:
        """Whether the day it names has no such hour left."""
        now = timezone.localtime(at)
        if self.day is None or self.day > now.date():
            return False
        return self.day < now.date() or (self.before is not None and self.before <= now.time())

    def first_moment(self, at: datetime) -> datetime:
        """The earliest moment from now on that fits; without a day, hours that are over today mean tomorrow's."""
        now = timezone.localtime(at)
        begins = now.replace(hour=(self.after or MORNING).hour, minute=(self.after or MORNING).minute, second=0)
        begins = begins.replace(microsecond=0)
        if self.day:
            begins = datetime.combine(self.day, begins.time(), now.tzinfo)
        if begins > now:
            return begins
        running = self.before is not None and now.time() < self.before
        return now if running or self.day else begins + timedelta(days=1)

    def __bool__(self) -> bool:
        return any((self.day, self.after, self.before))


def wish(*, contact: Contact, channel: str, masked: str, when: When, by: Principal, at: datetime) -> Contact:
    """`channel`: a channel kind; `masked`: the address as it may be shown."""
    with transaction.atomic():
        contact = locked(contact)
        said: dict[str, Any] = {"channel": channel, "address": masked, **when.facts}
        speaking.event(contact, EVENT, at=at, by=by, **said)
    return contact


def of_contact(contact: Contact) -> Message | None:
    """The line of the last wish."""
    return contact.messages.filter(kind=MessageKind.EVENT, event=EVENT).order_by("-seq").first()
