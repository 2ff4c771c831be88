"""Write N closed contacts straight into the tables, to measure pages and reports on a large centre. Never for a demo.

    ANYQTAMA_DATA=/tmp/large .venv/bin/python bench/load_contacts.py 100000 [--days 365] [--seed 1] [--times 1]

With --times 23 the database itself makes 22 copies of each. Each contact has six messages, a segment, a wrap-up and a
client of its own or a returning one; history gets the facts and the quarters of an hour that its reader would have
rolled up. The journal gets no entries.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from anyqtama.config.commands import setup

if TYPE_CHECKING:
    from anyqtama.contacts.models import Contact, Message, Segment, WrapUp
    from anyqtama.history.models import ContactFact, SegmentFact

BATCH = 2_000
TALK = (
    "Сәлеметсіз бе! Ауламызда жарық жоқ.",
    "Сәлеметсіз бе! Мекенжайды айтыңызшы.",
    "Абай даңғылы, 15-үй",
    "Рақмет, тексеріп жатырмын.",
    "Күтемін.",
    "Бригада жолда, бүгін жөнделеді.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contacts", type=int)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1)
    args = parser.parse_args()
    setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from anyqtama.contacts.models import Contact
    from anyqtama.demo import setting_up

    until = timezone.now()
    setting_up.set_up(at=until - timedelta(days=args.days + 1))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    began, load = time.monotonic(), Load(random.Random(args.seed))
    for done in range(0, args.contacts, BATCH):
        many = min(BATCH, args.contacts - done)
        moments = sorted(until - timedelta(days=args.days * load.rng.random()) for _ in range(many))
        with transaction.atomic():
            load.batch(moments)
        print(f"{done + many:>8} contacts, {time.monotonic() - began:.0f} s", flush=True)
    load.copy(args.times)
    load.intervals(args.times)
    with connection.cursor() as cursor:
        # as a server does by itself
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{Contact.objects.count()} contacts in the centre, {time.monotonic() - began:.0f} s")


class Load:
    """Makes batches; keeps the sums of the quarters until the end."""

    def __init__(self, rng: random.Random) -> None:
        from anyqtama.channels.models import Channel
        from anyqtama.clients.models import Client
        from anyqtama.contacts.models import ContactResult, QueueMember, Topic

        self.rng = rng
        self.channel = Channel.objects.get(code="chat")
        self.topics = list(Topic.objects.exclude(queue=None).select_related("queue"))
        self.results = {row.code: row for row in ContactResult.objects.all()}
        members: dict[int, list[int]] = {}
        for queue_id, person_id in QueueMember.objects.values_list("queue", "person"):
            members.setdefault(queue_id, []).append(person_id)
        self.members = members
        self.clients = list(Client.objects.values_list("pk", flat=True)[:5_000])
        self.number = 0
        self.first = 0
        self.sums: dict[tuple[datetime, str, str], list[int]] = {}

    def batch(self, moments: list[datetime]) -> None:
        from anyqtama.clients.models import Client
        from anyqtama.contacts.models import Contact, Message, Segment, WrapUp
        from anyqtama.history.models import ContactFact, SegmentFact

        new = Client.objects.bulk_create(
            Client(name=f"Жүктеме {self.number + n}", language="kk", created_at=at)
            for n, at in enumerate(moments[: len(moments) // 2])
        )
        self.clients += [client.pk for client in new]
        contacts = Contact.objects.bulk_create([self._contact(at) for at in moments], batch_size=500)
        self.first = self.first or contacts[0].pk
        Message.objects.bulk_create((m for c in contacts for m in self._messages(c)), batch_size=1_000)
        Segment.objects.bulk_create((self._segment(contact) for contact in contacts), batch_size=1_000)
        WrapUp.objects.bulk_create((self._wrap_up(contact) for contact in contacts), batch_size=1_000)
        ContactFact.objects.bulk_create((self._fact(contact) for contact in contacts), batch_size=500)
        SegmentFact.objects.bulk_create((self._segment_fact(contact) for contact in contacts), batch_size=1_000)

    def _contact(self, at: datetime) -> Contact:
        from anyqtama.contacts.models import Contact, ContactState, EndedHow

        self.number += 1
        topic = self.rng.choice(self.topics)
        waited, talked = self.rng.expovariate(1 / 25), 60 + self.rng.expovariate(1 / 300)
        answered = at + timedelta(seconds=waited)
        ended = answered + timedelta(seconds=talked)
        assert topic.queue is not None
        return Contact(
            client_id=self.rng.choice(self.clients), channel=self.channel, conversation=f"load-{self.number}-{at:%s}",
            queue=topic.queue, topic=topic, language=self.rng.choice(("kk", "kk", "ru")), state=ContactState.CLOSED,
            preview=TALK[-1], owner_id=self.rng.choice(self.members[topic.queue.pk]), seq=len(TALK), arrived_at=at,
            queued_at=at, accepted_at=answered, answered_at=answered, ended_at=ended,
            closed_at=ended + timedelta(seconds=40), ended_how=EndedHow.BY_OPERATOR, client_spoke_at=ended,
            client_seen_at=ended, staff_spoke_at=ended,
        )  # fmt: skip

    def _messages(self, contact: Contact) -> Iterator[Message]:
        from anyqtama.contacts.models import Message, Side

        assert contact.answered_at is not None
        for seq, text in enumerate(TALK, start=1):
            at = contact.arrived_at if seq == 1 else contact.answered_at + timedelta(seconds=20 * (seq - 2))
            staff = seq % 2 == 0
            yield Message(
                contact=contact, seq=seq, side=Side.STAFF if staff else Side.CLIENT, text=text, at=at,
                person_id=contact.owner_id if staff else None, key=f"load-{seq}",
            )  # fmt: skip

    def _segment(self, contact: Contact) -> Segment:
        from anyqtama.contacts.models import Segment

        assert contact.answered_at is not None
        return Segment(
            contact=contact, person_id=contact.owner_id or 0, queue=contact.queue, offered_at=contact.arrived_at,
            began_at=contact.answered_at, talk_ended_at=contact.ended_at, ended_at=contact.closed_at,
            ended_how="closed",
        )  # fmt: skip

    def _wrap_up(self, contact: Contact) -> WrapUp:
        from anyqtama.contacts.models import WrapUp

        return WrapUp(
            contact=contact, person_id=contact.owner_id or 0, topic=contact.topic, result=self.results["answered"],
            at=contact.closed_at or contact.arrived_at,
        )  # fmt: skip

    def _fact(self, contact: Contact) -> ContactFact:
        from anyqtama.history.models import ContactFact
        from anyqtama.history.rolling_up import quarter

        assert contact.answered_at is not None
        waited = int((contact.answered_at - contact.arrived_at).total_seconds())
        row = self.sums.setdefault((quarter(contact.arrived_at), contact.queue.code, contact.language), [])
        row.append(waited)
        return ContactFact(
            contact=contact.pk, arrived_at=contact.arrived_at, queue=contact.queue.code, channel="chat",
            language=contact.language, topic=contact.topic.code if contact.topic else "", client=contact.client_id,
            answered_at=contact.answered_at, wait_seconds=waited, closed_at=contact.closed_at, result="answered",
            resolved=True, person=contact.owner_id,
        )  # fmt: skip

    def _segment_fact(self, contact: Contact) -> SegmentFact:
        from anyqtama.history.models import SegmentFact

        assert contact.answered_at is not None
        assert contact.ended_at is not None
        return SegmentFact(
            contact=contact.pk, person=contact.owner_id or 0, queue=contact.queue.code, channel="chat",
            language=contact.language, topic=contact.topic.code if contact.topic else "",
            ended_at=contact.closed_at or contact.ended_at,
            talk_seconds=int((contact.ended_at - contact.answered_at).total_seconds()), hold_seconds=0,
            wrap_up_seconds=40, how="closed",
        )  # fmt: skip

    def copy(self, times: int) -> None:
        """The same contacts again with other ids, row by row inside the database."""
        from copying import after_copies, copy
        from django.db import transaction

        from anyqtama.contacts.models import Contact, Message, Segment, WrapUp
        from anyqtama.history.models import ContactFact, SegmentFact

        last = Contact.objects.order_by("-pk").values_list("pk", flat=True)[0]
        names = {Contact: "id", Message: "contact_id", Segment: "contact_id", WrapUp: "contact_id"}
        names |= {ContactFact: "contact", SegmentFact: "contact"}
        for number in range(1, times):
            with transaction.atomic():
                for model, name in names.items():
                    said = {name: f"{name} + {number * last}"}
                    said |= {"conversation": f"conversation || '-{number}'"} if model is Contact else {}
                    copy(model, said, f"{name} BETWEEN {self.first} AND {last}")
            print(f"copied {number} times", flush=True)
        after_copies(Contact)

    def intervals(self, times: int = 1) -> None:
        """Quarters that the centre does not have yet."""
        from anyqtama.history import bins
        from anyqtama.history.models import Interval

        rows = []
        for (start, queue, language), waited_once in self.sums.items():
            waits = waited_once * times
            answered = bins.empty()
            for waited in waits:
                answered[bins.bin_of(waited)] += 1
            n = len(waits)
            rows.append(Interval(
                start=start, queue=queue, channel="chat", language=language, offered=n, answered=n, closed=n,
                resolved=n,
                wait_seconds=sum(waits), longest_wait_seconds=max(waits), answered_bins=answered,
                abandoned_bins=bins.empty(), handled=n, talk_seconds=300 * n, wrap_up_seconds=40 * n,
            ))  # fmt: skip
        Interval.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


if __name__ == "__main__":
    main()
