"""Difficult contacts by their verbs: a warning before the end, a lead's consent, a break, the way to the rescuers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from anyqtama.contacts import scripting, wrap_up
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.difficult import noting, rescuing, resting, shipped, taking_over, using
from anyqtama.contacts.models import ConflictMethod, ConflictStep, Contact, ContactState, Queue, RescueService, Side
from anyqtama.kernel import shipped_data
from anyqtama.knowledge import publishing
from anyqtama.people.models import Person, Presence
from anyqtama.people.roles import Role
from anyqtama.teamwork import shipped_kinds
from anyqtama.teamwork.models import Severity, Situation, Told
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped_kinds.load()
    shipped.load()
    with translation.override("en"):
        yield


@pytest.fixture
def queue() -> Queue:
    return centre.queue("city", unit=cast.unit("city"))


@pytest.fixture
def operator(queue: Queue) -> Person:
    return centre.operator(queue, unit=queue.unit)


@pytest.fixture
def lead(queue: Queue) -> Person:
    return centre.operator(unit=queue.unit, role=Role.TEAM_LEAD)


@pytest.fixture
def contact(queue: Queue, operator: Person) -> Contact:
    return centre.running(queue, operator, client=centre.client())


def method(code: str) -> ConflictMethod:
    return ConflictMethod.objects.get(code=code)


def said(contact: Contact) -> list[str]:
    return list(contact.messages.filter(side=Side.STAFF).values_list("text", flat=True))


def test_a_method_says_its_words_in_the_clients_language_and_keeps_its_outcome(
    contact: Contact, operator: Person
) -> None:
    step = using.use(contact=contact, method=method("facts"), by=operator, at=later(60))
    assert "не болды, қайда және қашан" in said(contact)[-1]
    with pytest.raises(noting.NotByHand):
        noting.note(step=step, outcome="taken", by=operator, at=later(61))
    with pytest.raises(noting.NotYours):
        noting.note(step=step, outcome="calmed", by=centre.operator(), at=later(61))
    noting.note(step=step, outcome="calmed", by=operator, at=later(90))
    step.refresh_from_db()
    assert (step.outcome, step.outcome_at) == ("calmed", later(90))


def test_a_talk_is_ended_only_after_a_warning_in_the_same_contact(
    queue: Queue, contact: Contact, operator: Person
) -> None:
    other = centre.running(queue, operator, client=centre.client())
    using.use(contact=other, method=method("warn"), by=operator, at=later(20))
    with pytest.raises(using.WarnFirst):
        using.use(contact=contact, method=method("end"), by=operator, at=later(30))
    assert Contact.objects.get(pk=contact.pk).state == ContactState.ACTIVE
    using.use(contact=contact, method=method("warn"), by=operator, at=later(40))
    step = using.use(contact=contact, method=method("end"), by=operator, at=later(80))
    ended = Contact.objects.get(pk=contact.pk)
    assert (ended.state, step.outcome) == (ContactState.WRAP_UP, "ended")
    assert "жазбаша бере аласыз" in said(contact)[-1]
    with pytest.raises(using.OnlyWhileItRuns):
        using.use(contact=contact, method=method("facts"), by=operator, at=later(81))


def test_only_the_owner_uses_methods_in_use(contact: Contact, operator: Person) -> None:
    with pytest.raises(NotTheOwner):
        using.use(contact=contact, method=method("facts"), by=centre.operator(), at=later(30))
    gone = method("facts")
    gone.active = False
    with pytest.raises(using.MethodRetired):
        using.use(contact=contact, method=gone, by=operator, at=later(30))


def test_a_lead_takes_over_only_with_their_own_consent(contact: Contact, operator: Person, lead: Person) -> None:
    with pytest.raises(using.ChooseALead):
        using.use(contact=contact, method=method("lead"), by=operator, at=later(30))
    step = using.use(contact=contact, method=method("lead"), by=operator, at=later(30), lead=lead, note="Айғайлап тұр")
    assert Contact.objects.get(pk=contact.pk).owner == operator
    with pytest.raises(taking_over.NobodyAskedYou):
        taking_over.take(step=step, by=operator, at=later(35))
    Presence.objects.filter(person=lead).update(state_id=Presence.objects.get(person=operator).state_id + 1)
    with pytest.raises(taking_over.BeAvailable):
        taking_over.take(step=step, by=lead, at=later(36))
    Presence.objects.filter(person=lead).update(state_id=Presence.objects.get(person=operator).state_id)
    taking_over.take(step=step, by=lead, at=later(40))
    assert Contact.objects.get(pk=contact.pk).owner == lead
    step.refresh_from_db()
    assert step.outcome == "taken"
    with pytest.raises(taking_over.NobodyAskedYou):
        taking_over.take(step=step, by=lead, at=later(41))


def test_a_short_break_begins_when_the_contact_is_closed(contact: Contact, operator: Person) -> None:
    topic, result = centre.topic(), centre.result()
    using.use(contact=contact, method=method("break"), by=operator, at=later(30))
    assert Presence.objects.get(person=operator).state.code == "available"
    wrap_up.close(contact=contact, by=operator, topic=topic, result=result, note="", at=later(60))
    assert Presence.objects.get(person=operator).state.kind == "break"
    assert ConflictStep.objects.get().outcome == "rested"


def test_without_the_wish_nothing_changes(contact: Contact, operator: Person) -> None:
    resting.after(contact, operator, later(10))
    assert Presence.objects.get(person=operator).state.code == "available"


def test_life_in_danger_tells_the_lead_at_once_and_leaves_the_script(
    queue: Queue, operator: Person, lead: Person
) -> None:
    script = publishing.publish_script(
        code="light", names={"kk": "Жарық"}, steps=[{"key": "where", "kind": "ask", "texts": {"kk": "Қайда?"}}],
        by=None, at=NOW,
    )  # fmt: skip
    topic = centre.topic(queue=queue, script=script.script)
    contact = centre.running(queue, operator, client=centre.client())
    wrap_up.choose_topic(contact=contact, by=operator, topic=topic, at=later(9))
    service = RescueService.objects.get(code="103")
    facts: dict[str, Any] = {
        "contact": contact,
        "service": service,
        "by": operator,
        "at": later(30),
        "call_back": "8 701 000 00 01",
    }
    with pytest.raises(rescuing.AddressFirst):
        rescuing.hand_over(address=" ", what="Құлап қалды", **facts)
    with pytest.raises(rescuing.SayWhatHappens):
        rescuing.hand_over(address="Абай 1", what="", **facts)
    made = rescuing.hand_over(address="Абай 1", what="Құлап қалды", **facts)
    situation = Situation.objects.get()
    assert made.situation == situation
    assert (situation.severity, situation.about_id) == (Severity.CRITICAL, str(contact.pk))
    assert "Абай 1" in situation.what
    assert list(Told.objects.values_list("person", flat=True)) == [lead.pk]
    assert "103 қызметіне хабарлап жатырмын" in said(contact)[-1]
    version = scripting.current_version(Contact.objects.select_related("topic__script").get(pk=contact.pk))
    assert version is not None
    assert contact.script_runs.get(version=version).answers["where"]["skipped"] == "danger"
    with pytest.raises(NotTheOwner):
        rescuing.hand_over(address="Абай 1", what="x", **(facts | {"by": lead}))
    service.active = False
    with pytest.raises(rescuing.ServiceRetired):
        rescuing.hand_over(address="Абай 1", what="x", **facts)
