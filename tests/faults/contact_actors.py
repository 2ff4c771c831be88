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

from anyqtama.config import shipped  # noqa: E402
from anyqtama.contacts import accepting  # noqa: E402
from anyqtama.contacts.models import Contact, Offer, Segment  # noqa: E402
from anyqtama.kernel import sealing  # noqa: E402
from anyqtama.kernel.models import Entry  # noqa: E402
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


def race(operators: str) -> None:
    """A process an operator, forked before the database is open; each tries each contact, in an order of its own."""
    members = []
    for number in range(int(operators)):
        member = os.fork()
        if member == 0:
            take_all(number)
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


PARTS: dict[str, Callable[..., None]] = {"build": build, "race": race, "settle": settle}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
