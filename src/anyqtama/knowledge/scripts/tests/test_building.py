from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from anyqtama.knowledge import publishing
from anyqtama.knowledge.models import Draft, Script, ScriptUse
from anyqtama.knowledge.publishing import Use
from anyqtama.knowledge.scripts import drawing
from anyqtama.knowledge.scripts.lines import KINDS
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast
from tests.cast import NOW
from tests.centre import later

pytestmark = pytest.mark.django_db
URL = "/knowledge/scripts/"


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    with time_machine.travel(later(60), tick=False):
        yield


@pytest.fixture
def lead() -> Person:
    return cast.person(Role.TEAM_LEAD, login="lead", language="en")


@pytest.fixture
def colleague() -> Person:
    return cast.person(Role.TEAM_LEAD, login="colleague", language="en")


def signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def sent(*steps: tuple[str, dict[str, Any]], act: str = "keep", **fields: Any) -> dict[str, Any]:
    form: dict[str, Any] = {"code": "water", "name_kk": "Су", "act": act, "step": [key for key, _facts in steps]}
    for key, facts in steps:
        form |= {f"{key}.{name}": value for name, value in ({"kind": "say"} | facts).items()}
    return form | fields


HELLO = ("s1", {"text_kk": "Сәлем"})
WHERE = ("s2", {"kind": "choose", "text_kk": "Қайда?", "option_kk": ["Үйде", "Көшеде", ""],
                "option_ru": ["Дома", "На улице", ""], "option_en": [""] * 3,
                "option_next": ["", "-", ""]})  # fmt: skip
BYE = ("s3", {"text_kk": "Сау болыңыз"})


def shown(answer: Any) -> list[str]:
    return [step.key for step in answer.context["steps"]]


def test_each_move_answers_with_the_steps_and_loses_no_word(lead: Person) -> None:
    browser = signed_in(lead)
    answer = browser.post(f"{URL}new/", sent(HELLO, WHERE, BYE, act="down:s1"), headers={"HX-Request": "true"})
    assert shown(answer) == ["s2", "s1", "s3"]
    assert "<html" not in answer.content.decode()
    assert [row["kk"] for row in answer.context["steps"][0].rows] == ["Үйде", "Көшеде", ""]
    answer = browser.post(f"{URL}new/", sent(HELLO, WHERE, BYE, act="add:s1"))
    assert shown(answer) == ["s1", "s4", "s2", "s3"]
    answer = browser.post(f"{URL}new/", sent(HELLO, WHERE, BYE, act="remove:s2"))
    assert shown(answer) == ["s1", "s3"]
    back = sent(HELLO, BYE, act="restore", gone=answer.context["gone_sent"])
    answer = browser.post(f"{URL}new/", back)
    assert shown(answer) == ["s1", "s2", "s3"]
    assert answer.context["steps"][1].words == "Қайда?"
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "gone", ["", "[]", "{}", "[0, 1]", '[0, {"key": "<", "kind": "say", "texts": {}}]', "[" * 5000]
)
def test_what_the_page_did_not_keep_is_not_put_back(lead: Person, gone: str) -> None:
    answer = signed_in(lead).post(f"{URL}new/", sent(HELLO, act="restore", gone=gone))
    assert (answer.status_code, shown(answer)) == (200, ["s1"])


def test_a_branch_to_a_step_taken_out_is_told_and_kept(lead: Person) -> None:
    leads = ("s1", {"text_kk": "Сәлем", "next": "s3"})
    answer = signed_in(lead).post(f"{URL}new/", sent(leads, WHERE, BYE, act="remove:s3"))
    assert "not there" in answer.context["problems"][0].message
    assert answer.context["steps"][0].facts["next"] == "s3"
    assert "s3" in dict(answer.context["steps"][0].targets)
    drawn = answer.content.decode()
    assert "script-edge script-wrong" in drawn


def test_a_draft_with_faults_is_kept_and_not_sent(lead: Person) -> None:
    browser = signed_in(lead)
    wrong = ("s2", {"kind": "compute", "text_kk": "Бағасы", "formula": "s9 * 2"})
    answer = browser.post(f"{URL}new/", sent(HELLO, wrong, act="submit"))
    assert answer.status_code == 422
    assert "s9" in answer.context["problems"][0].message
    assert browser.post(f"{URL}new/", sent(HELLO, wrong)).status_code == 302
    assert browser.get(f"{URL}water/edit/").context["steps"][1].facts["formula"] == "s9 * 2"


def test_a_colleague_approves_and_the_running_version_stays_until_then(lead: Person, colleague: Person) -> None:
    publishing.publish_script(
        code="water", names={"kk": "Су"}, by=None, at=NOW, steps=[{"key": "s1", "kind": "say", "texts": {"kk": "Ескі"}}]
    )
    browser = signed_in(lead)
    uses = {"use_topic": ["", "-"], "use_channel": ["chat", ""], "use_language": ["kk", ""]}
    assert (
        browser.post(f"{URL}water/edit/", sent(HELLO, WHERE, BYE, act="submit", number="1", **uses)).status_code == 302
    )
    script = Script.objects.get()
    assert script.versions.count() == 1
    decision = "/knowledge/drafts/script/water/decision/"
    assert browser.post(decision, {"act": "approve"}).status_code == 409
    page = signed_in(colleague).get("/knowledge/drafts/script/water/").content.decode()
    assert "Сау болыңыз" in page
    assert signed_in(colleague).post(decision, {"act": "approve"}).status_code == 302
    second = script.versions.get(number=2)
    assert (second.by, second.approved_by) == (lead, colleague)
    assert second.steps[1]["options"] == [{"kk": "Үйде", "ru": "Дома"}, {"kk": "Көшеде", "ru": "На улице", "next": "-"}]
    assert [(use.topic, use.channel, use.language) for use in ScriptUse.objects.all()] == [("", "chat", "kk")]
    told = browser.get(f"{URL}water/versions/2/").content.decode()
    assert "<del>Ескі</del>" in told or "Ескі" in told
    assert browser.get(f"{URL}water/versions/1/").status_code == 200
    assert "approved by" in browser.get(f"{URL}water/").content.decode()


def test_two_scripts_are_not_for_the_same_contacts() -> None:
    steps = [{"key": "s1", "kind": "say", "texts": {"kk": "Сәлем"}}]
    for_chats = [Use("water", "chat", "")]
    publishing.publish_script(code="one", names={"kk": "Бір"}, steps=steps, by=None, at=NOW, uses=for_chats)
    publishing.publish_script(code="one", names={"kk": "Бір"}, steps=steps, by=None, at=NOW, uses=for_chats)
    with pytest.raises(publishing.UseTaken) as refusal:
        publishing.publish_script(code="two", names={"kk": "Екі"}, steps=steps, by=None, at=NOW, uses=for_chats)
    assert "Бір" in str(refusal.value.message)
    assert not Script.objects.filter(code="two").exists()


def test_no_box_of_the_picture_covers_another() -> None:
    steps: list[dict[str, Any]] = [
        {"key": "a", "kind": "choose", "texts": {"kk": "?"},
         "options": [{"kk": "1"}, {"kk": "2", "next": "d"}, {"kk": "3", "next": "-"}]},
        {"key": "b", "kind": "ask", "texts": {"kk": "b"}, "next": "e"},
        {"key": "d", "kind": "ask", "texts": {"kk": "d" * 90}},
        {"key": "e", "kind": "register", "texts": {"kk": "e"}, "next": "gone"},
    ]  # fmt: skip
    picture = drawing.draw(steps, "kk", KINDS)
    assert picture is not None
    kinds = [node.kind for node in picture.nodes]
    assert (kinds.count("step"), kinds.count("answer"), kinds.count("end"), kinds.count("lost")) == (4, 3, 1, 1)
    for one in picture.nodes:
        assert 0 <= one.x <= picture.wide - one.wide
        for other in picture.nodes:
            apart = one.x + one.wide <= other.x or other.x + other.wide <= one.x
            assert one is other or apart or one.y + one.high <= other.y or other.y + other.high <= one.y


def test_a_script_needs_a_step_and_a_name(lead: Person) -> None:
    browser = signed_in(lead)
    assert browser.post(f"{URL}new/", sent(act="submit")).status_code == 422
    assert browser.post(f"{URL}new/", sent(HELLO, act="submit", name_kk="")).status_code == 422
    assert browser.get(f"{URL}nothing/edit/").status_code == 404
