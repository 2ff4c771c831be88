"""Two days played by the real verbs: always the same, and true to the rules of the product."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Sum

from anyqtama.cases import deadlines
from anyqtama.cases.models import Case, Regime
from anyqtama.clients.models import Client, Consent
from anyqtama.contacts.models import Contact, ContactState, Message, Offer, Segment, WrapUp
from anyqtama.demo.simulated import demand
from anyqtama.demo.tests import centre
from anyqtama.forms.models import Response
from anyqtama.history.models import CaseFact, ContactFact, Interval, SegmentFact
from anyqtama.kernel import sealing
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Presence

pytestmark = pytest.mark.django_db(transaction=True)


def journal() -> list[tuple[Any, ...]]:
    entries = Entry.objects.order_by("position")
    return list(
        entries.values_list("kind", "at", "principal_kind", "principal_id", "subject_kind", "subject_id", "payload")
    )


def anew() -> list[tuple[Any, ...]]:
    call_command("flush", interactive=False, verbosity=0)
    centre.play()
    return journal()


def test_the_same_seed_writes_the_same_journal() -> None:
    assert anew() == anew()


def test_another_seed_brings_other_clients() -> None:
    day = partial(demand.day, date(2026, 11, 17), per_day=20, zone=centre.ALMATY)
    one, again, other = ([(each.at, each.who.name) for each in day(seed=seed)] for seed in (7, 7, 8))
    assert one == again != other


def test_a_play_keeps_every_rule_and_history_counts_what_happened() -> None:
    played = centre.play()
    assert played.contacts > 20
    _journal_is_whole()
    _contacts_are_whole()
    _cases_are_whole()
    _history_counts_the_same()
    _the_centre_is_alive_at_the_end()


def _journal_is_whole() -> None:
    assert not Entry.objects.filter(position=None).exists()
    assert list(sealing.verify()) == []
    last = Entry.objects.order_by("at").last()
    assert last is not None
    assert last.at <= centre.UNTIL < last.recorded_at  # played at its own time, recorded today


def _contacts_are_whole() -> None:
    states = Counter(Contact.objects.values_list("state", flat=True))
    assert states[ContactState.CLOSED] > 20
    for contact in Contact.objects.prefetch_related("messages", "segments"):
        lines = list(contact.messages.order_by("seq"))
        assert [line.seq for line in lines] == list(range(1, contact.seq + 1))
        assert [line.at for line in lines] == sorted(line.at for line in lines)
        assert contact.state != ContactState.CLOSED or not contact.segments.filter(ended_at=None).exists()
        assert "{" not in "".join(line.text for line in lines)
    assert WrapUp.objects.count() == states[ContactState.CLOSED]
    stale = Offer.objects.pending().filter(expires_at__lt=centre.UNTIL - timedelta(seconds=2))
    assert not stale.exists()
    named = Client.objects.filter(contacts__channel__kind="chat").exclude(name="").distinct()
    assert named.count() == Consent.objects.filter(client__in=named).values("client").distinct().count()


def _cases_are_whole() -> None:
    cases = list(Case.objects.select_related("topic", "topic__parent").order_by("number"))
    assert [case.number for case in cases] == [f"AQ-2026-{n:06}" for n in range(1, len(cases) + 1)]
    for case in cases:
        if case.regime == Regime.PROMISE:
            assert case.due_at == deadlines.promised(topic=case.topic, at=case.registered_at).due_at
        assert case.answered_at is None or case.answered_at >= case.registered_at


def _history_counts_the_same() -> None:
    contacts = Contact.objects.filter(outgoing=False)
    unanswered = contacts.filter(state=ContactState.ABANDONED, answered_at=None)
    sums = Interval.objects.aggregate(
        **{
            name: Sum(name)
            for name in ("offered", "answered", "abandoned", "closed", "ratings", "handled", "talk_seconds")
        }
    )
    segments = Segment.objects.exclude(ended_at=None)
    assert sums["offered"] == contacts.count() == ContactFact.objects.count()
    assert sums["answered"] == contacts.exclude(answered_at=None).count()
    assert sums["abandoned"] == unanswered.count()
    assert sums["closed"] == contacts.filter(state=ContactState.CLOSED).count()
    assert sums["ratings"] == Response.objects.count()
    assert sums["handled"] == segments.count() == SegmentFact.objects.count()
    by_hand = sum(_talk_seconds(segment) for segment in segments)
    assert sums["talk_seconds"] == by_hand
    assert CaseFact.objects.count() == Case.objects.count()


def _talk_seconds(segment: Segment) -> int:
    assert segment.talk_ended_at is not None
    return max(0, int((segment.talk_ended_at - segment.began_at).total_seconds()) - segment.hold_seconds)


def _the_centre_is_alive_at_the_end() -> None:
    working = Presence.objects.on_shift()
    assert working.count() >= 5
    assert not Presence.objects.vanished(centre.UNTIL).exists()
    assert Message.objects.filter(at__gt=centre.UNTIL - timedelta(hours=2)).exists()
