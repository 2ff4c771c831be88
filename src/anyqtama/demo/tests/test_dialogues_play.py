"""Every dialogue of the content can be played to its end by the verbs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from anyqtama.contacts.models import Contact, ContactState, MessageKind
from anyqtama.demo import content, playing
from anyqtama.demo.content.shapes import Dialogue, Outcome
from anyqtama.demo.simulated import arriving, demand
from anyqtama.demo.simulated.demand import Way
from anyqtama.demo.simulated.staff import Staff
from anyqtama.demo.simulated.stage import Stage
from anyqtama.demo.tests import centre

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = centre.UNTIL.replace(hour=10, minute=0)


@pytest.fixture
def stage() -> Stage:
    centre.set_up()
    playing.know_regulars(seed=3, at=centre.SINCE)
    stage = Stage(seed=3, zone=settings.ZONE)
    staff = Staff(stage)
    staff.plan_day(MORNING.date(), since=MORNING - timedelta(minutes=5))
    stage.act_until(MORNING)
    return stage


def _come(stage: Stage, dialogue: Dialogue, number: int, way: Way) -> None:
    at = MORNING + timedelta(minutes=number)
    coming = demand.coming(at, index=number, seed=3, dialogue=dialogue)
    coming = replace(coming, way=way, named=True, returning=False, says_topic=True)
    stage.at(at, lambda now: arriving.arrive(coming, stage, now))


def test_every_dialogue_ends_as_it_says(stage: Stage) -> None:
    dialogues = content.load().dialogues
    for number, dialogue in enumerate(dialogues):
        _come(stage, dialogue, number, Way.CHAT)
    stage.act_until(MORNING + timedelta(hours=3))
    contacts = list(Contact.objects.order_by("arrived_at", "id"))
    assert len(contacts) == len(dialogues)
    for contact, dialogue in zip(contacts, dialogues, strict=True):
        texts = contact.messages.filter(kind=MessageKind.TEXT).exclude(key__endswith="handed").count()
        if contact.state == ContactState.CLOSED and contact.wrapped.result.code != "client_left":
            assert texts == len(dialogue.lines), dialogue.code
            assert contact.cases.exists() == (dialogue.outcome == Outcome.REGISTERED), dialogue.code
        else:
            assert contact.state in {ContactState.CLOSED, ContactState.ABANDONED}, dialogue.code
    whole = [contact for contact in contacts if contact.state == ContactState.CLOSED]
    assert len(whole) > len(dialogues) * 0.8


@pytest.mark.parametrize("way", [Way.WRITTEN, Way.PHONE])
def test_letters_and_calls_end_as_they_say(stage: Stage, way: Way) -> None:
    dialogues = [each for each in content.load().dialogues if each.outcome in {Outcome.REGISTERED, Outcome.ANSWERED}][
        :12
    ]
    for number, dialogue in enumerate(dialogues):
        _come(stage, dialogue, number * 9, way)
    stage.act_until(MORNING + timedelta(hours=6))
    contacts = list(Contact.objects.order_by("arrived_at", "id"))
    assert len(contacts) >= len(dialogues) * 0.7  # a call that nobody free could take is not ours to count
    assert {contact.channel.kind for contact in contacts} == {way.value}
    assert {contact.state for contact in contacts} == {ContactState.CLOSED}
