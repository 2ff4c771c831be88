"""The wall's numbers. Waiting, longest wait, people: state now. Service level, abandonment: today's roll-up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min, Q

from anyqtama.contacts import opening_hours
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.models import (
    CallBack,
    Contact,
    ContactState,
    Queue,
    QueueClosure,
    QueueMember,
    ServiceLevelFormula,
)
from anyqtama.kernel.labels import label
from anyqtama.metrics.indicators import INDICATORS, SERVICE_LEVELS
from anyqtama.metrics.measure import Measure
from anyqtama.metrics.scope import Scope
from anyqtama.people import access
from anyqtama.people.models import Person, Presence, StateKind
from anyqtama.teamwork.models import Alert

LOST_TARGET_PERCENT = 5


@dataclass(frozen=True, slots=True)
class QueueNow:
    """One row of the wall. Shapes: empty where nothing is off target."""

    queue: Queue
    name: str
    waiting: int
    unanswered: int
    """Taken by somebody, but the client has heard no human word yet: in the longest wait, not in `waiting`."""
    longest_seconds: int
    longest_since: datetime | None
    longest_shape: str
    level: Measure
    level_shape: str
    lost: Measure
    lost_shape: str
    serving: int
    on_shift: int
    serving_shape: str
    late_call_backs: int
    closed: bool
    open_now: bool
    formula: str


@dataclass(frozen=True, slots=True)
class StateNow:
    """How many people are in a state, over the part of the centre that the reader sees."""

    key: str
    shape: str
    number: int


@dataclass(frozen=True, slots=True)
class Board:
    queues: list[QueueNow]
    people: list[StateNow]
    alerts: list[Alert]
    formula: str
    """The letter where all queues count the service level alike, else empty."""
    at: datetime

    @property
    def more_alerts(self) -> int:
        return max(0, len(self.alerts) - 1)


STATES = (
    ("on_contact", "good"),
    ("free", "running"),
    ("wrap_up", "info"),
    ("break", "neutral"),
    ("training", "neutral"),
    ("other", "neutral"),
    ("away", "attention"),
)


def board(person: Person, *, at: datetime) -> Board:
    queues = list(access.visible(person, Queue).filter(active=True).order_by("order", "id"))
    taken = Count("id", filter=Q(state=ContactState.ACTIVE))
    rows_waiting = Contact.objects.waiting_for_a_word().values("queue")
    waiting = {row["queue"]: row for row in rows_waiting.annotate(n=Count("id"), taken=taken, oldest=Min("queued_at"))}
    closed = set(QueueClosure.objects.filter(reopened_at=None).values_list("queue", flat=True))
    late = dict(CallBack.objects.overdue(at).order_by().values_list("queue").annotate(Count("id")))
    doing = what_people_do()
    members: dict[int, list[int]] = {}
    for queue_id, person_id in QueueMember.objects.values_list("queue", "person"):
        members.setdefault(queue_id, []).append(person_id)
    rows = [
        _row(
            queue,
            waiting.get(queue.pk),
            late.get(queue.pk, 0),
            queue.pk in closed,
            [doing.get(pk, "") for pk in members.get(queue.pk, [])],
            at,
        )
        for queue in queues
    ]
    alerts = Alert.objects.open().filter(subject__in=[queue.code for queue in queues]).select_related("taken_by")
    return Board(
        queues=rows,
        people=_people(doing.values()),
        alerts=sorted(alerts, key=lambda alert: (alert.level != Alert.Level.ALARM, alert.raised_at)),
        formula=rows[0].formula if len({row.formula for row in rows}) == 1 else "",
        at=at,
    )


def what_people_do() -> dict[int, str]:
    """Person id → a key of STATES, for everybody on shift. Available splits by whether a talk or a wrap-up is open."""
    running: dict[int, set[str]] = {}
    for owner, state in Contact.objects.running().values_list("owner", "state"):
        running.setdefault(owner, set()).add(state)
    doing = {}
    for person_id, kind in Presence.objects.on_shift().values_list("person", "state__kind"):
        open_states = running.get(person_id, set())
        if ContactState.ACTIVE in open_states:
            doing[person_id] = "on_contact"
        elif ContactState.WRAP_UP in open_states:
            doing[person_id] = "wrap_up"
        elif kind == StateKind.AVAILABLE:
            doing[person_id] = "free"
        elif kind in {StateKind.BREAK, StateKind.TRAINING, StateKind.AWAY}:
            doing[person_id] = str(kind)
        else:
            doing[person_id] = "other"
    return doing


def people_of(reader: Person) -> list[StateNow]:
    """The people whom the reader leads, by what they do now."""
    doing, own = what_people_do(), set(access.visible(reader, Person).values_list("pk", flat=True))
    return _people(key for pk, key in doing.items() if pk in own)


def _people(doing: Iterable[str]) -> list[StateNow]:
    numbers = Counter(doing)
    return [StateNow(key, shape, numbers[key]) for key, shape in STATES]


def _row(
    queue: Queue, waiting: Mapping[str, object] | None, late: int, closed: bool, members: list[str], at: datetime
) -> QueueNow:
    scope = Scope.of_day(
        at.astimezone(settings.ZONE).date(),
        queues=(queue.code,),
        threshold_seconds=queue.answer_within_seconds,
        short_seconds=queue.short_abandon_seconds,
    )
    level = INDICATORS[SERVICE_LEVELS[queue.formula]].compute(scope)
    lost = INDICATORS["abandonment"].compute(scope)
    unanswered = int(str(waiting["taken"])) if waiting else 0
    number = int(str(waiting["n"])) - unanswered if waiting else 0
    since = waiting["oldest"] if waiting else None
    longest = seconds(since, at) if isinstance(since, datetime) else 0
    serving, on_shift = sum(key in {"on_contact", "free", "wrap_up"} for key in members), sum(map(bool, members))
    return QueueNow(
        queue=queue,
        name=label(queue.names),
        waiting=number,
        unanswered=unanswered,
        longest_seconds=longest,
        longest_since=since if isinstance(since, datetime) else None,
        longest_shape=_limits(longest, queue.warn_wait_seconds, queue.alarm_wait_seconds),
        level=level,
        level_shape=_below(level.value, queue.target_percent),
        lost=lost,
        lost_shape="" if lost.value is None else _limits(lost.value, LOST_TARGET_PERCENT, LOST_TARGET_PERCENT * 1.5),
        serving=serving,
        on_shift=on_shift,
        serving_shape="bad" if number and not serving else "",
        late_call_backs=late,
        closed=closed,
        open_now=opening_hours.within_hours(queue.hours, at),
        formula=ServiceLevelFormula(queue.formula).value,
    )


def _limits(value: float, attention: float, bad: float) -> str:
    return "bad" if value >= bad else "attention" if value >= attention else ""


def _below(value: float | None, target: float) -> str:
    """Off target by up to five points asks for attention; by more it is bad."""
    if value is None or value >= target:
        return ""
    return "attention" if value >= target - 5 else "bad"
