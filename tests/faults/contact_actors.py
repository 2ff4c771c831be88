"""Operators as processes that race for the same contacts: `python -m tests.faults.contact_actors PART WORDS…`."""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from anyqtama.channels.models import Channel  # noqa: E402
from anyqtama.clients import identifying  # noqa: E402
from anyqtama.clients.models import IdentityKind  # noqa: E402
from anyqtama.config import shipped  # noqa: E402
from anyqtama.contacts import accepting  # noqa: E402
from anyqtama.contacts.models import (  # noqa: E402
    Contact,
    Offer,
    OutboundAttempt,
    OutboundList,
    OutboundResult,
    OutboundRow,
    Segment,
)
from anyqtama.contacts.outbound import attempting, concluding, filling, making, taking  # noqa: E402
from anyqtama.kernel import sealing  # noqa: E402
from anyqtama.kernel.models import Entry, Rule  # noqa: E402
from anyqtama.people.models import Person  # noqa: E402
from tests import centre  # noqa: E402

GO = Path(settings.DATA) / "go"
REFUSALS = (accepting.AlreadyTaken, accepting.NoLongerWaiting, accepting.NotYours)


def build(operators: str, contacts: str) -> None:
    """One queue, its people at their desks, contacts waiting in it; nothing is offered, so that all may take all."""
    shipped.load()
    queue = centre.queue("race", chats_at_once=1000)
    at = timezone.now()
    for _ in range(int(contacts)):
        centre.waiting(queue, at=at)
    for _ in range(int(operators)):
        centre.operator(queue, at=at)


def race(operators: str, act: Callable[[int], None] | None = None) -> None:
    """A process an operator, forked before the database is open; each tries each contact, in an order of its own."""
    members = []
    for number in range(int(operators)):
        member = os.fork()
        if member == 0:
            (act or take_all)(number)
            os._exit(0)
        members.append(member)
    GO.touch()
    sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(member, 0)[1]) for member in members))


def take_all(number: int) -> None:
    while not GO.exists():
        time.sleep(0.01)
    me = Person.objects.order_by("pk")[number]
    waiting = list(Contact.objects.order_by("pk"))
    random.Random(number).shuffle(waiting)
    taken = refused = 0
    for contact in waiting:
        try:
            accepting.accept(contact=contact, by=me, at=timezone.now())
        except REFUSALS:
            refused += 1
        else:
            taken += 1
    os.write(1, f"taken={taken} refused={refused}\n".encode())  # one write: the lines of processes never mix


def settle() -> None:
    sealing.seal_all()
    accepted = Entry.objects.filter(kind="contact.accepted")
    different = len(set(accepted.values_list("subject_id", flat=True)))
    owned = Contact.objects.filter(state="active").exclude(owner=None).count()
    pending = Offer.objects.pending().count()
    print(
        f"owned={owned} segments={Segment.objects.count()} accepted={accepted.count()} different={different} "
        f"pending={pending} faults={list(sealing.verify())}"
    )


def build_list(operators: str, clients: str) -> None:
    """An outbound list that runs at any hour, and its people."""
    shipped.load()
    Rule.objects.filter(key="outbound.hours").update(value="00:00-23:59")
    queue, at = centre.queue("race"), timezone.now()
    people = [centre.operator(queue, at=at) for _ in range(int(operators))]
    phone = Channel.objects.get(kind="phone")
    outbound = making.make(
        outbound=OutboundList(
            name="race", channel=phone, queue=queue, topic=centre.topic("race"), needs_consent=False, days_off=True
        ),
        by=people[0], at=at,
    )  # fmt: skip
    known = []
    for number in range(int(clients)):
        client = centre.client(f"Race {number}")
        identifying.add(client=client, kind=IdentityKind.PHONE, value=f"+7701{number:07d}", at=at)
        known.append((client.pk, ""))
    filling.fill(outbound=outbound, clients=known, source="table", by=people[0], at=at)
    making.turn(outbound=outbound, to="running", by=people[0], at=at)


def call_all(number: int) -> None:
    """Take, call, conclude, until nobody is left."""
    while not GO.exists():
        time.sleep(0.01)
    me, outbound = Person.objects.order_by("pk")[number], OutboundList.objects.get()
    reached, called = OutboundResult.objects.get(code="reached"), 0
    while row := taking.take_next(outbound=outbound, by=me, at=timezone.now()):
        attempt = attempting.call(row=row, by=me, at=timezone.now())
        concluding.conclude(attempt=attempt, result=reached, by=me, at=timezone.now())
        called += 1
    os.write(1, f"called={called}\n".encode())


def settle_list() -> None:
    sealing.seal_all()
    rows, tries = OutboundRow.objects, OutboundAttempt.objects
    clients = len(set(Contact.objects.values_list("client", flat=True)))
    print(
        f"rows={rows.count()} done={rows.filter(state='done').count()} attempts={tries.count()} "
        f"contacts={Contact.objects.count()} clients={clients} faults={list(sealing.verify())}"
    )


PARTS: dict[str, Callable[..., None]] = {
    "build": build,
    "race": race,
    "settle": settle,
    "build_list": build_list,
    "race_list": lambda operators: race(operators, call_all),
    "settle_list": settle_list,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
