"""Changing what a person is doing now: choosing a state, being set one, arriving, vanishing, the heartbeat."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people import break_limits
from anyqtama.people.entries import StateChanged
from anyqtama.people.models import Person, Presence, StateKind, WorkingState

AWAY = "away"
OFFLINE = "offline"
MISSED_OFFER = "missed_offer"
CLOCK_WAS_SET = timedelta(seconds=60)


class StateNotChoosable(Exception):
    """The state is retired or only the system sets it."""

    message = _("This state cannot be chosen. Reload the page to see the states of today.")


def change(*, person: Person, state: WorkingState, by: Principal, at: datetime, reason: str = "") -> Presence:
    """Put the person into `state`. Setting the state they are in already changes nothing."""
    if not state.active or (by == person.principal and not state.choosable):
        raise StateNotChoosable
    with transaction.atomic():
        presence = _locked(person, at)
        before = presence.state
        if before.pk == state.pk:
            return presence
        if state.kind == StateKind.BREAK and by == person.principal:
            break_limits.check(person)
        seconds = max(0, int((at - presence.since).total_seconds()))
        presence.state, presence.since, presence.reason = state, at, reason[:200]
        if state.kind == StateKind.AVAILABLE:
            presence.free_since = at
        if by == person.principal:
            presence.heartbeat_at = max(at, presence.heartbeat_at)
        presence.save()
        entry = StateChanged(state.code, state.kind, before.code, before.kind, seconds, reason[:200])
        journal.write(entry, subject=person, by=by, at=at)
        live.hint(f"person:{person.pk}", "state")
        live.hint("wall")
    return presence


def heartbeat(*, person: Person, at: datetime) -> Presence:
    """The person's desk is open and alive. A heartbeat from the future was written before the clock was set back."""
    stale = Q(heartbeat_at__lt=at) | Q(heartbeat_at__gt=at + CLOCK_WAS_SET)
    Presence.objects.filter(stale, person=person).update(heartbeat_at=at)
    presence = Presence.objects.select_related("state").filter(person=person).first()
    return presence or _locked(person, at)


def set_away(*, person: Person, at: datetime, reason: str) -> Presence:
    state = WorkingState.objects.get(code=AWAY)
    return change(person=person, state=state, by=Principal.system("presence"), at=at, reason=reason)


def back_at_work(*, person: Person, at: datetime) -> None:
    """Someone set away because an offer rang unheard has just acted: away was a guess, and it was wrong."""
    missed = Presence.objects.filter(person=person, state__kind=StateKind.AWAY, reason=MISSED_OFFER)
    ready = WorkingState.objects.filter(kind=StateKind.AVAILABLE, active=True, choosable=True).order_by("order", "id")
    if missed.exists() and (state := ready.first()):
        change(person=person, state=state, by=person.principal, at=at)


def set_offline(*, person: Person, at: datetime) -> Presence:
    state = WorkingState.objects.get(code=OFFLINE)
    return change(person=person, state=state, by=Principal.system("presence"), at=at, reason="left")


def _locked(person: Person, at: datetime) -> Presence:
    offline = WorkingState.objects.get(code=OFFLINE)
    Presence.objects.get_or_create(
        person=person, defaults={"state": offline, "since": at, "free_since": at, "heartbeat_at": at}
    )
    return Presence.objects.select_for_update(of=("self",)).select_related("state").get(person=person)
