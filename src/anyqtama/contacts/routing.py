"""Offering: waiting contacts are matched with free people by the science's rule; the offer keeps why."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from anyqtama.contacts.entries import Offered, OfferEnded
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import (
    Contact,
    ContactState,
    Offer,
    OfferOutcome,
    QueueMember,
    QueueSkill,
    RoutingLock,
    Segment,
)
from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people import presence
from anyqtama.people.models import Person, PersonLanguage, PersonSkill, Presence
from anyqtama.people.models.presence import HEARTBEAT_LOST_AFTER
from anyqtama.science.routing import Candidate, Choice, Policy, Waiting, match

ROUTER = Principal.system("routing")
POLICY = Policy()
CLOCK_WAS_SET = timedelta(seconds=60)
"""Offers are looked at every second: one that is later than this was kept waiting by us, not by the person."""
AT_ONCE = 200
"""Contacts matched in one go, the most urgent first."""
DECLINED_REST = timedelta(seconds=60)
"""For so long a contact is not offered again to someone who put it off, or whose hands were full."""


def soon(*, at: datetime) -> None:
    """Match once the caller's transaction is committed; the worker's sweep matches again if this fails."""
    transaction.on_commit(lambda: offer_waiting(at=at), robust=True)


def offer_waiting(*, at: datetime) -> list[Offer]:
    """Offer waiting contacts to the people who may take them. Returns the new offers."""
    if not Contact.objects.filter(state=ContactState.WAITING).exists():
        return []
    with transaction.atomic():
        RoutingLock.objects.get_or_create(pk=1)
        RoutingLock.objects.select_for_update().get(pk=1)
        people = _candidates(at)
        contacts = _waiting_contacts()
        if not people or not contacts:
            return []
        return [
            _offer(contacts[int(waiting.contact_id)], int(person.person_id), choice, at)
            for waiting, person, choice in match(_waitings(contacts, at), people, POLICY)
        ]


def offer_to(*, contact: Contact, person: Person, at: datetime) -> Offer | None:
    """Offer a contact just made to one person, if they are there and have room; else it waits for anybody."""
    RoutingLock.objects.get_or_create(pk=1)
    RoutingLock.objects.select_for_update().get(pk=1)
    candidate = next((one for one in _candidates(at) if one.person_id == person.pk), None)
    if candidate is None or candidate.load >= candidate.capacity:
        return None
    return _offered(contact, person.pk, {"criteria": [], "rejected": [], "promised": True}, at)


def expire(*, at: datetime) -> int:
    """Offers nobody accepted in time: the contact keeps its place, the person is set away.

    Away means: nobody sits there. Whoever began another contact while it rang has only their hands full; they stay as
    they are, and this contact is offered to others first.
    An offer long past its time, or from the future, was not missed: the machine slept or its clock was set. It is
    withdrawn and made anew.
    """
    over = Q(expires_at__lte=at) | Q(offered_at__gt=at + CLOCK_WAS_SET)
    count = 0
    for offer in list(Offer.objects.pending().filter(over).select_related("contact", "person")):
        missed = offer.expires_at <= at <= offer.expires_at + CLOCK_WAS_SET
        outcome = OfferOutcome.MISSED if missed else OfferOutcome.WITHDRAWN
        with transaction.atomic():
            contact = locked(offer.contact)
            if not end_offer(contact, outcome, at=at, by=ROUTER, offer=offer):
                continue
            contact.save(update_fields=["state"])
            if missed and not _hands_full(offer):
                presence.set_away(person=offer.person, at=at, reason=presence.MISSED_OFFER)
            count += 1
    if count:
        offer_waiting(at=at)
    return count


def _hands_full(offer: Offer) -> bool:
    return Segment.objects.filter(person_id=offer.person_id, began_at__gte=offer.offered_at).exists()


def end_offer(
    contact: Contact, outcome: OfferOutcome, *, at: datetime, by: Principal, offer: Offer | None = None
) -> Offer | None:
    """End the pending offer of a locked contact, which then waits again (the caller saves it). None: there was none."""
    pending = Offer.objects.pending().filter(contact=contact)
    offer = pending.filter(pk=offer.pk).first() if offer else pending.first()
    if offer is None:
        return None
    offer.ended_at, offer.outcome = at, outcome
    offer.save(update_fields=["ended_at", "outcome"])
    if contact.state == ContactState.OFFERED:
        contact.state = ContactState.WAITING
    if outcome != OfferOutcome.ACCEPTED:
        ended = OfferEnded(offer.person_id, outcome, seconds(offer.offered_at, at))
        journal.write(ended, subject=contact, by=by, at=at)
    live.hint(f"person:{offer.person_id}", "offer")
    live.hint("wall")
    return offer


def _waiting_contacts() -> dict[int, Contact]:
    rows = Contact.objects.filter(state=ContactState.WAITING, queue__active=True).select_related("queue", "client")
    return {contact.pk: contact for contact in rows.order_by("-priority", "queued_at", "id")[:AT_ONCE]}


def _waitings(contacts: dict[int, Contact], at: datetime) -> list[Waiting]:
    needs: dict[int, dict[str, int]] = defaultdict(dict)
    for need in QueueSkill.objects.filter(queue__in={c.queue_id for c in contacts.values()}).select_related("skill"):
        needs[need.queue_id][need.skill.code] = need.level
    put_off = defaultdict(set)
    missed = Q(outcome=OfferOutcome.MISSED, person__presence__since__lt=F("ended_at"))  # and was not set away for it
    passed = Offer.objects.filter(missed | Q(outcome=OfferOutcome.DECLINED), contact__in=contacts)
    for contact_id, person_id in passed.filter(ended_at__gt=at - DECLINED_REST).values_list("contact", "person"):
        put_off[contact_id].add(person_id)
    return [
        Waiting(
            contact_id=contact.pk,
            queue=contact.queue.code,
            queue_skills={**needs[contact.queue_id], member_of(contact.queue.code): 1},
            language=contact.language,
            priority=contact.priority,
            waiting_seconds=float(seconds(contact.queued_at, at)),
            excluded_person_ids=frozenset(put_off[contact.pk]),
        )
        for contact in contacts.values()
    ]


def member_of(queue_code: str) -> str:
    """Belonging to a queue is a skill of its own for the matching, so that its absence is explained like any other."""
    return f"queue:{queue_code}"


def _candidates(at: datetime) -> list[Candidate]:
    """People available, alive at their desk, and not on the telephone. Seven narrow queries, however many they are."""
    there = Presence.objects.available().filter(heartbeat_at__gte=at - HEARTBEAT_LOST_AFTER, person__is_active=True)
    theirs = {"person__presence__in": there}
    members: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    rows = QueueMember.objects.filter(**theirs).values_list(
        "person", "queue__code", "queue__chats_at_once", "first_line"
    )
    for person, code, chats, first in rows.order_by("id"):
        members[person].append((code, chats, first))
    skills: dict[int, dict[str, int]] = defaultdict(dict)
    languages: dict[int, dict[str, int]] = defaultdict(dict)
    for person, code, level in PersonSkill.objects.filter(**theirs).values_list("person", "skill__code", "level"):
        skills[person][code] = level
    for person, code, level in PersonLanguage.objects.filter(**theirs).values_list("person", "language", "level"):
        languages[person][code] = level
    loads = dict(_running().values_list("owner").annotate(Count("id")))
    promised = dict(Offer.objects.pending().values_list("person").annotate(Count("id")))
    on_phone = set(_running().filter(channel__kind="phone").values_list("owner", flat=True))
    return [
        Candidate(
            person_id=person,
            skills=skills[person] | {member_of(code): 1 for code, _, _ in members[person]},
            languages=languages[person],
            load=loads.get(person, 0) + promised.get(person, 0),
            capacity=at_once or min(chats for _, chats, _ in members[person]),
            free_since_seconds=float(seconds(free_since, at)),
            preferred_queues=frozenset(code for code, _, first in members[person] if first),
        )
        for person, free_since, at_once in there.values_list("person", "free_since", "person__contacts_at_once")
        if person in members and person not in on_phone
    ]


def _running() -> QuerySet[Contact]:
    return Contact.objects.filter(state__in=[ContactState.ACTIVE, ContactState.WRAP_UP])


def _offer(contact: Contact, person_id: int, choice: Choice, at: datetime) -> Offer:
    return _offered(contact, person_id, _explained(choice), at)


def _offered(contact: Contact, person_id: int, explanation: dict[str, Any], at: datetime) -> Offer:
    offer = Offer(
        contact=contact,
        person_id=person_id,
        offered_at=at,
        expires_at=at + timedelta(seconds=contact.queue.offer_seconds),
        explanation=explanation,
    )
    offer.save(force_insert=True)
    Contact.objects.filter(pk=contact.pk).update(state=ContactState.OFFERED)
    offered = Offered(person_id, contact.queue.code, seconds(contact.queued_at, at))
    journal.write(offered, subject=contact, by=ROUTER, at=at)
    live.hint(f"person:{person_id}", "offer")
    live.hint("wall")
    return offer


def _explained(choice: Choice) -> dict[str, Any]:
    """What the offer keeps of the choice: criteria with values, and why each of the others was passed over."""
    return {
        "criteria": [
            {"criterion": w.criterion, "value": w.value, "runner_up": w.runner_up_value, "decisive": w.decisive}
            for w in choice.explanation
        ],
        "rejected": [
            {"person": r.person_id, "reason": r.reason, "detail": r.detail, "have": r.have, "need": r.need}
            for r in choice.rejected[:50]
        ],
    }
