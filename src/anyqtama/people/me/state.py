"""The working state in the top bar: what it is, since when, and what can be chosen."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from anyqtama.people.models import Person, Presence, StateKind, WorkingState

SHAPES = {
    StateKind.AVAILABLE: "good",
    StateKind.BREAK: "neutral",
    StateKind.MEETING: "info",
    StateKind.TRAINING: "info",
    StateKind.OTHER: "info",
    StateKind.AWAY: "attention",
    StateKind.OFFLINE: "neutral",
}


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    value: str
    shape: str
    current: bool


@dataclass(frozen=True, slots=True)
class MyState:
    """What ui/my_state.html shows. `over_limit`: the break has lasted longer than the state allows."""

    word: str
    shape: str
    since: datetime | None
    seconds: int
    over_limit: bool
    url: str
    choices: list[Choice]


def my_state(person: Person, at: datetime) -> MyState | None:
    """None before the shipped states are loaded."""
    states = list(WorkingState.objects.filter(active=True).order_by("order", "id"))
    presence = Presence.objects.select_related("state").filter(person=person).first()
    now = presence.state if presence else next((s for s in states if s.kind == StateKind.OFFLINE), None)
    if now is None:
        return None
    seconds = max(0, int((at - presence.since).total_seconds())) if presence else 0
    over_limit = now.limit_minutes is not None and seconds > now.limit_minutes * 60
    return MyState(
        word=str(now),
        shape="attention" if over_limit else SHAPES[StateKind(now.kind)],
        since=presence.since if presence else None,
        seconds=seconds,
        over_limit=over_limit,
        url=reverse("my_state"),
        choices=[
            Choice(str(state), state.code, SHAPES[StateKind(state.kind)], state.pk == now.pk)
            for state in states
            if state.choosable
        ],
    )
