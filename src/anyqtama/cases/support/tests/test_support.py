from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from anyqtama.cases import closing, telling
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.handling import NothingWritten
from anyqtama.cases.models import Case, ClientWord, Need, Recognition, TreeRun
from anyqtama.cases.page.history import history
from anyqtama.cases.support import following, needs, noting, recognising
from anyqtama.cases.support.tests.world import CAUSE, known_error, support_case
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Message, QueueMember
from anyqtama.kernel import shipped_data
from anyqtama.knowledge import publishing
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def post(person: Person, made: Case, act: str, **fields: Any) -> Any:
    made.refresh_from_db()
    return signed_in(person).post(f"/cases/{made.number}/{act}/", {"version": made.version, **fields})


def test_this_is_it_links_the_case_once_and_writes_the_workaround_into_it(operator: Person) -> None:
    made, error = support_case(operator), known_error()
    page = signed_in(operator).get(f"/cases/{made.number}/support/")
    assert [each["error"] for each in page.context["suggested"]] == [error]
    for _again in range(2):
        assert post(operator, made, "recognitions", error=error.code).status_code == 302
    made.refresh_from_db()
    assert Recognition.objects.get().error == error
    assert made.fields["workaround"] == "Қосымшаны қайта орнатыңыз"
    page = signed_in(operator).get(f"/cases/{made.number}/support/")
    assert page.context["tell_form"].initial["text"] == "Қосымшаны қайта орнатыңыз"
    assert page.context["found"][0]["form"].initial["field_cause"] == "Ескі нұсқа"
    assert post(operator, made, "recognitions", error="nothing").status_code == 404


def test_what_the_case_says_already_is_not_overwritten(operator: Person) -> None:
    made = support_case(operator, fields={"product": "Қосымша", "symptom": "x", "workaround": "Өз шешімі"})
    recognising.recognise(case=made, error=known_error(), by=operator, at=later(5))
    made.refresh_from_db()
    assert made.fields["workaround"] == "Өз шешімі"


def test_the_page_takes_the_cause_and_the_fix(operator: Person) -> None:
    made = support_case(operator)
    wrong = post(operator, made, "diagnosis", field_cause_class="software")
    assert wrong.status_code == 422
    fields = {f"field_{key}": value for key, value in CAUSE.items()}
    assert post(operator, made, "diagnosis", **fields).status_code == 302
    assert post(operator, made, "fix", field_solution=XSS).status_code == 302
    page = signed_in(operator).get(f"/cases/{made.number}/support/")
    assert page.context["found"] == []
    assert XSS not in signed_in(operator).get(f"/cases/{made.number}/?show=fields").content.decode()
    assert any("Cause found: after 10 min, in time" in event.what for event in history(made))


def test_a_word_reaches_the_client_by_the_best_way_and_leaves_the_case_open(operator: Person) -> None:
    queue = centre.queue()
    QueueMember.objects.create(queue=queue, person=operator, added_at=NOW)
    talk = centre.running(queue, operator, client=centre.client())
    made = case(operator, contact=talk, client=talk.client)
    assert telling.tell(case=made, text="Тексеріп жатырмыз", by=operator, at=later(5)).way == "chat"
    assert Message.objects.filter(contact=talk, text="Тексеріп жатырмыз").count() == 1
    client = centre.client()
    lonely = case(operator, client=client)
    assert telling.tell(case=lonely, text="Кешке дейін", by=operator, at=later(5)).way == "page"
    identifying.add(client=client, kind=IdentityKind.PHONE, value="+77010002148", at=NOW)
    centre.channel(ChannelKind.SMS, adapter="console")
    assert post(operator, lonely, "words", text="Кешке дейін").status_code == 302
    assert OutboundMessage.objects.get().text == "Кешке дейін"
    assert lonely.words.latest("pk").way == "sms"
    lonely.refresh_from_db()
    assert lonely.state == "new"
    with pytest.raises(NothingWritten):
        telling.tell(case=lonely, text=" \0", by=operator, at=later(9))
    closing.close(case=lonely, by=operator, resolved=True, reason="", at=later(10))
    with pytest.raises(CaseIsClosed):
        telling.tell(case=lonely, text="x", by=operator, at=later(11))
    assert post(operator, lonely, "words", text="x").status_code == 409
    assert ClientWord.objects.count() == 3


def test_needs_are_what_others_asked_and_silence_where_too_few_did(operator: Person) -> None:
    topic, other = centre.topic("app"), centre.topic("card")
    made = case(operator, topic=topic)
    few = needs.needs(made, later(60))
    assert (few.of, few.enough, list(few.probable)) == (0, False, [])
    for number in range(12):
        client = centre.client()
        case(operator, topic=topic, client=client, at=NOW - timedelta(days=3))
        if number < 4:
            case(operator, topic=other, client=client, at=NOW - timedelta(days=2))
    found = needs.needs(made, later(60))
    assert (found.of, [(each.topic, each.clients) for each in found.probable]) == (12, [(other, 4)])
    assert post(operator, made, "needs", topic=other.pk, wanted="yes").status_code == 302
    noting.note(case=made, topic=other, wanted=False, by=operator, at=later(99))
    assert not Need.objects.get().wanted
    assert post(operator, made, "needs", topic="x", wanted="perhaps").status_code == 422


STEPS: list[dict[str, Any]] = [
    {"key": "ask", "kind": "choose", "texts": {"kk": "Не көрінеді?"},
     "options": [{"texts": {"kk": "Қате"}, "next": "code"}, {"texts": {"kk": "Бос"}, "next": "-"}]},
    {"key": "code", "kind": "ask", "texts": {"kk": "Қате коды?"}},
]  # fmt: skip


def test_the_tree_keeps_the_path_taken_and_goes_back(operator: Person) -> None:
    version = publishing.publish_script(code="tree", names={"kk": "Ағаш"}, steps=STEPS, by=None, at=NOW)
    made = support_case(operator, topic=centre.topic(script=version.script))
    browser, url = signed_in(operator), f"/cases/{made.number}/path/"
    assert [step.options for step in browser.get(url).context["tree"].steps] == [["Қате", "Бос"]]
    assert post(operator, made, "path", step="ask", said="Қате").status_code == 302
    tree = browser.get(url).context["tree"]
    assert ([step.answer for step in tree.steps], tree.now) == (["Қате", ""], "code")
    assert post(operator, made, "path", step="ask", back="1").status_code == 302
    assert browser.get(url).context["tree"].now == "ask"
    assert post(operator, made, "path", step="nowhere").status_code == 409
    assert post(operator, made, "path").status_code == 422
    assert TreeRun.objects.get().answers["ask"]["answer"] == ""
    bare = case(operator)
    assert browser.get(f"/cases/{bare.number}/path/").context["tree"] is None
    assert following.current_version(bare) is None


def test_who_only_reads_sees_the_page_and_changes_nothing(operator: Person) -> None:
    made, reader = support_case(operator), cast.person(Role.CONTROLLER, language="ru")
    page = signed_in(reader).get(f"/cases/{made.number}/support/")
    assert (page.status_code, page.context["works"], page.context["found"]) == (200, False, [])
    assert post(reader, made, "words", text="x").status_code == 403


def test_the_page_asks_no_more_with_more_to_show(operator: Person) -> None:
    made = support_case(operator)
    url = f"/cases/{made.number}/support/"
    known_error()
    support_case(operator)
    telling.tell(case=made, text="Бірінші", by=operator, at=later(5))
    few = queries(signed_in(operator), url)
    for number in range(5):
        known_error(f"login-{number}")
        support_case(operator)
        telling.tell(case=made, text=f"{number}", by=operator, at=later(6 + number))
    assert queries(signed_in(operator), url) <= few
