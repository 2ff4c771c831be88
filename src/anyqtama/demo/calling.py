"""An outbound list in the middle of its work and some promised calls, through their verbs. Again changes nothing."""

from datetime import datetime, timedelta

from django.conf import settings

from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients import silencing
from anyqtama.clients.models import Client, Identity, IdentityKind
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import ListState, OutboundList, OutboundResult, Queue, Topic
from anyqtama.contacts.outbound import attempting, concluding, filling, making, taking
from anyqtama.contacts.outbound.fitness import value_of
from anyqtama.people.models import Person
from anyqtama.people.roles import Role

ENDED = ("reached", "no_answer", "reached", "busy", "reached", "refused", "wrong_number", "reached", "no_answer")
PROMISED = (8, 95, 260)
"""Minutes from now."""
MOST, BETWEEN = 40, timedelta(minutes=4)
NAME = "Есептегішті тексеру: келісетін күн"


def set_up(*, now: datetime) -> None:
    queue = Queue.objects.select_related("unit").filter(code="city-services").first()
    members = list(Person.objects.filter(queues__queue=queue, is_active=True).order_by("pk")) if queue else []
    topic = Topic.objects.filter(queue=queue, script__isnull=False).order_by("order").first()
    lead = Person.objects.filter(grants__role=Role.TEAM_LEAD, unit=queue.unit).first() if queue else None
    clients = list(
        Client.objects.known().filter(identities__kind=IdentityKind.PHONE).exclude(name="").distinct()[:MOST]
    )  # fmt: skip
    if not (queue and members and topic and lead and clients) or OutboundList.objects.exists():
        return
    _works(queue, topic, lead, members[-1], clients, now)
    _promises(queue, topic, members[0], clients, now)


def _works(
    queue: Queue, topic: Topic, lead: Person, caller: Person, clients: list[Client], now: datetime
) -> None:  # fmt: skip
    """Begun yesterday at ten; so many calls were made since."""
    at = now.astimezone(settings.ZONE).replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for client in clients[3::14]:
        silencing.silence(client=client, by=lead, reason="Хабарласпауды сұрады", at=at)
    outbound = making.make(
        outbound=OutboundList(
            name=NAME, about="Су есептегішін ауыстыру күнін келісу.", queue=queue, topic=topic, needs_consent=False,
            channel=Channel.objects.filter(kind=ChannelKind.PHONE).order_by("order")[0], days_off=True,
        ),
        by=lead, at=at,
    )  # fmt: skip
    listed = [(client.pk, "Есептегіштің мерзімі 12.2026") for client in clients]
    filling.fill(outbound=outbound, clients=listed, source="table", by=lead, at=at)
    making.turn(outbound=outbound, to=ListState.RUNNING, by=lead, at=at)
    results = {result.code: result for result in OutboundResult.objects.all()}
    for number, code in enumerate(ENDED, start=1):
        moment = at + number * BETWEEN
        if row := taking.take_next(outbound=outbound, by=caller, at=moment):
            attempt = attempting.call(row=row, by=caller, at=moment + timedelta(seconds=15))
            concluding.conclude(
                attempt=attempt, result=results[code], by=caller, at=moment + timedelta(minutes=2), left_out="hurry"
            )


def _promises(queue: Queue, topic: Topic, person: Person, clients: list[Client], now: datetime) -> None:
    for minutes, client in zip(PROMISED, clients[-len(PROMISED) :], strict=False):
        known = Identity.objects.filter(client=client, kind=IdentityKind.PHONE).order_by("pk")[0]
        promising.promise(
            client=client, number=value_of(known), due_at=now + timedelta(minutes=minutes), queue=queue, topic=topic,
            person=person, by=person.principal, note="Құжаттарын дайындап қояды", at=now,
        )  # fmt: skip
