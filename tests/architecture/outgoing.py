"""Objects of the access matrix: a promised call-back, an outbound list, an attempt that waits for its result."""

from anyqtama.channels.models import Channel
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import ListState, OutboundAttempt, OutboundList, OutboundRow, QueueMember, RowState
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.architecture.objects import Made, Others, Scene

DESK = (Role.CLERK, Role.OPERATOR)
LEADS = (Role.TEAM_LEAD, Role.ADMINISTRATOR)


def call_back_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: promised by the person, if they work at a desk, else by the operator of their group."""
    who = (person if person.has_role(*DESK, *LEADS) else stage.people["operator"]) if own else stage.foreigner
    made = promising.promise(
        client=centre.client(), number="+77010000077", due_at=cast.NOW, by=who.principal, at=cast.NOW, person=who,
        queue=stage.queue if own else stage.away_queue,
    )  # fmt: skip
    return Made(made.pk, made)


def list_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: of the queue of the person's group, which the desk people among them answer."""
    queue = stage.queue if own else stage.away_queue
    if own and person.has_role(*DESK):
        QueueMember.objects.get_or_create(queue=queue, person=person, defaults={"added_at": cast.NOW})
    made = OutboundList.objects.create(
        name="Matrix", channel=Channel.objects.get(code="phone"), queue=queue, topic=stage.topic,
        state=ListState.RUNNING, state_at=cast.NOW, made_by=stage.foreigner, made_at=cast.NOW,
    )  # fmt: skip
    return Made(made.pk, made)


def attempt_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    who = person if own else stage.foreigner
    listed = list_of(stage, person, own, others).row
    row = OutboundRow.objects.create(
        list_id=listed.pk, client=centre.client(), state=RowState.TAKEN, taken_by=who, taken_at=cast.NOW,
        next_at=cast.NOW, added_at=cast.NOW, attempts=1,
    )  # fmt: skip
    made = OutboundAttempt.objects.create(row=row, number=1, person=who, began_at=cast.NOW)
    return Made(made.pk, made)


def new_list(stage: Scene) -> dict[str, object]:
    return {
        "name": "Matrix", "purpose": "service", "channel": Channel.objects.get(code="phone").pk,
        "queue": stage.queue.pk, "topic": stage.topic.pk, "weekdays": ["mon"], "hours": "10:00-18:00",
        "most_attempts": "3", "pause_minutes": "60",
    }  # fmt: skip
