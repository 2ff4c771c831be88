"""Closing with mandatory steps not taken: refused without a reason, kept with one, never held after a rule's end."""

from typing import Any

import pytest
from django.utils.translation import override

from anyqtama.contacts import blocking, ending, leaving, scripting, speaking, wrap_up
from anyqtama.contacts.models import Contact, ContactState, Topic, WrapUp
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.knowledge import following, publishing
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later, names

pytestmark = pytest.mark.django_db
REASON = {"left_out": "other", "left_words": "Байланыс үзілді"}


class Talk:
    """A chat whose topic has a script: a greeting, two questions that must be asked, a case that must be registered."""

    def __init__(self) -> None:
        shipped_data.load()
        queue = centre.queue("city")
        self.owner: Person = centre.operator(queue)
        self.version: ScriptVersion = publishing.publish_script(
            code="light", names=names("Light"), by=None, at=NOW,
            steps=[
                {"key": "greet", "kind": "say", "texts": {"kk": "Сәлем"}},
                {"key": "where", "kind": "ask", "mandatory": True, "texts": {"kk": "Қай жерде?"}},
                {"key": "consent", "kind": "say", "mandatory": True, "texts": {"kk": "Жазылады"}},
                {"key": "store", "kind": "register", "mandatory": True, "texts": {"kk": "Тіркеу"}},
            ],
        )  # fmt: skip
        self.topic: Topic = centre.topic(script=self.version.script, queue=queue)
        self.contact: Contact = centre.running(queue, self.owner, client=centre.client())

    def mark(self, step: str, **facts: Any) -> None:
        scripting.mark(
            contact=self.contact, by=self.owner, version=self.version, step=step, at=later(5),
            **{"answer": "", "done": True, **facts},
        )  # fmt: skip

    def close(self, **facts: Any) -> Contact:
        return wrap_up.close(
            contact=self.contact, by=self.owner, topic=self.topic, result=centre.result(), note="Ескертпе",
            at=later(20), **facts,
        )  # fmt: skip

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.contact.script_runs.get().answers)


def test_steps_not_taken_hold_the_contact_and_are_named() -> None:
    talk = Talk()
    talk.mark("greet")
    talk.mark("where", answer="Абай 47")
    with override("kk"), pytest.raises(leaving.StepsNotTaken) as held:
        talk.close()
    assert "3. Жазылады" in held.value.message
    assert "4. Тіркеу" in held.value.message
    assert "Қай жерде" not in held.value.message
    talk.contact.refresh_from_db()
    assert (talk.contact.state, talk.contact.topic) == (ContactState.ACTIVE, None), "a refusal changes nothing"
    assert not WrapUp.objects.exists()


def test_a_reason_is_kept_with_each_step_and_seen_where_people_leave() -> None:
    talk = Talk()
    closed = talk.close(**REASON)
    assert closed.state == ContactState.CLOSED
    left = {key: (said["skipped"], said["answer"]) for key, said in talk.answers.items()}
    assert left == dict.fromkeys(["where", "consent", "store"], ("other", "Байланыс үзілді"))
    entries = Entry.objects.filter(kind="contact.script_step_left").values_list("payload", flat=True)
    assert [entry["step"] for entry in entries] == ["where", "consent", "store"]
    places = following.places(talk.version, "kk")
    assert [dict(place.left_out) for place in places] == [{}, {"other": 1}, {"other": 1}, {"other": 1}]
    assert [place.ended for place in places] == [1, 0, 0, 0]


def test_another_reason_needs_its_words_and_an_unknown_one_is_none() -> None:
    talk = Talk()
    for reason in ("other", "bored"):
        with pytest.raises(scripting.ReasonNeeded):
            talk.close(left_out=reason)
    assert not talk.contact.script_runs.exists()


def test_what_was_taken_or_left_out_before_needs_no_reason_and_a_registered_case_is_the_step_itself() -> None:
    talk = Talk()
    talk.mark("where", answer="Абай 47")
    talk.mark("consent", done=False, skipped="danger")
    speaking.event(talk.contact, "registered", at=later(6), by=talk.owner.principal, number="1")
    assert talk.close(left_out="hurry").state == ContactState.CLOSED
    assert talk.answers["store"]["done"]
    assert talk.answers["consent"]["skipped"] == "danger", "what was said before stays"


def test_a_script_without_mandatory_steps_or_another_topic_holds_nobody() -> None:
    talk = Talk()
    talk.topic = centre.topic("other", queue=talk.contact.queue)
    assert talk.close().state == ContactState.CLOSED


def test_another_topic_chosen_at_closing_is_no_way_round_the_script_that_led() -> None:
    talk = Talk()
    wrap_up.choose_topic(contact=talk.contact, by=talk.owner, topic=talk.topic, at=later(2))
    scripted, talk.topic = talk.topic, centre.topic("other", queue=talk.contact.queue)
    with override("kk"), pytest.raises(leaving.StepsNotTaken) as held:
        talk.close()
    assert "3. Жазылады" in held.value.message
    talk.mark("greet")
    wrap_up.choose_topic(contact=talk.contact, by=talk.owner, topic=talk.topic, at=later(8))
    talk.contact.refresh_from_db()
    with override("kk"):
        assert "3. Жазылады" in leaving.not_taken(talk.contact), "begun: a topic changed before the end helps no more"
    with pytest.raises(leaving.StepsNotTaken):
        talk.close()
    closed = talk.close(**REASON)
    assert (closed.topic, closed.state) == (talk.topic, ContactState.CLOSED)
    assert {step for step, said in talk.answers.items() if said["skipped"]} == {"where", "consent", "store"}
    assert scripted != closed.topic


def test_a_topic_put_right_before_a_step_was_taken_holds_nobody() -> None:
    talk = Talk()
    wrap_up.choose_topic(contact=talk.contact, by=talk.owner, topic=talk.topic, at=later(2))
    talk.topic = centre.topic("other", queue=talk.contact.queue)
    wrap_up.choose_topic(contact=talk.contact, by=talk.owner, topic=talk.topic, at=later(3))
    talk.contact.refresh_from_db()
    assert talk.close().state == ContactState.CLOSED


def test_the_script_of_the_topic_chosen_at_closing_is_asked_beside_the_one_that_led() -> None:
    talk = Talk()
    wrap_up.choose_topic(contact=talk.contact, by=talk.owner, topic=talk.topic, at=later(2))
    other = publishing.publish_script(
        code="gas", names=names("Gas"), by=None, at=NOW,
        steps=[{"key": "smell", "kind": "ask", "mandatory": True, "texts": {"kk": "Иіс бар ма?"}}],
    )  # fmt: skip
    talk.topic = centre.topic("gas", script=other.script, queue=talk.contact.queue)
    with override("kk"), pytest.raises(leaving.StepsNotTaken) as held:
        talk.close()
    assert "Жазылады" in held.value.message
    assert "Иіс бар ма?" in held.value.message
    assert talk.close(**REASON).state == ContactState.CLOSED
    assert talk.contact.script_runs.count() == 2


def test_an_end_by_the_client_is_held_one_by_a_rule_or_a_block_is_not() -> None:
    talk = Talk()
    ending.end(contact=talk.contact, by=talk.owner, at=later(10))
    with pytest.raises(leaving.StepsNotTaken):
        talk.close()
    for how in ("silence", "vanished", "blocked", "left_queue", "to_written"):
        other = Talk.__new__(Talk)
        other.__dict__ |= talk.__dict__
        other.contact = centre.running(talk.contact.queue, talk.owner)
        Contact.objects.filter(pk=other.contact.pk).update(state=ContactState.WRAP_UP, ended_how=how)
        assert other.close().state == ContactState.CLOSED, how
    assert not Entry.objects.filter(kind="contact.script_step_left").exists()


def test_a_block_ends_and_closes_without_a_reason() -> None:
    talk = Talk()
    blocking.block(contact=talk.contact, by=talk.owner, reason="Балағат", hours=1, at=later(8))
    assert talk.close().state == ContactState.CLOSED
