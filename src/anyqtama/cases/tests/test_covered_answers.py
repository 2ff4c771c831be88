"""The answer, its paper and files of departments: kept from a role that their class leaves out, open to the others."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from anyqtama.cases import handling, replying
from anyqtama.cases.answers import deciding, drafting, paper, shipped
from anyqtama.cases.complaints import shipped_causes
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.cases.models import Case, Draft, ReplyFile, Signature
from anyqtama.cases.tests.test_answers import answered, complaint
from anyqtama.cases.tests.world import case, only_for_leads, signed_in
from anyqtama.clients.models import DataClass, Look, RecordField
from anyqtama.clients.records import fields
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
HIDDEN, SAID, CARD = "not for your role", "Құрметті", "4400 4301 2345 6789"


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped_kinds.load()
    shipped.load()
    shipped_causes.load()
    with time_machine.travel(later(600), tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en", unit=cast.unit("desk"))


@pytest.fixture
def lead(operator: Person) -> Person:
    return cast.person(Role.TEAM_LEAD, unit=operator.unit, language="en")


@pytest.fixture
def head(operator: Person) -> Person:
    return cast.person(Role.HEAD, unit=operator.unit, language="en")


def opened(person: Person, address: str) -> Any:
    return signed_in(person).get(address)


def text(person: Person, address: str) -> str:
    return str(opened(person, address).content.decode())


def test_a_given_answer_and_its_paper(operator: Person, lead: Person, head: Person) -> None:
    made = complaint(operator)
    signature = answered(made, lead, head)
    page, letter = f"/cases/{made.number}/answer/", f"/cases/{made.number}/answer/paper/{signature.pk}/"
    assert SAID in text(operator, page)
    assert opened(operator, letter).status_code == 200
    only_for_leads("answer")
    hidden = text(operator, page)
    assert HIDDEN in hidden
    assert [word for word in (SAID, "answer/paper/") if word in hidden] == [], "neither the answer nor its revisions"
    assert SAID not in text(operator, f"/cases/{made.number}/")
    refused = opened(operator, letter)
    assert refused.status_code == 403
    assert "The letter says what is not for your role." in refused.content.decode()
    assert page in refused.content.decode()
    assert SAID in text(lead, page)
    assert opened(lead, letter).status_code == 200
    only_for_leads("subject")
    assert opened(head, letter).status_code == 403


def drafted(made: Case, said: str) -> Draft:
    drafting.keep(case=made, text=said, by=made.owner, at=NOW)
    return Draft.objects.get()


def test_who_may_not_read_the_answer_neither_writes_it_nor_decides_on_it(operator: Person, lead: Person) -> None:
    made = complaint(operator)
    drafted(made, f"{SAID} клиент!")
    place, preview = f"/cases/{made.number}/answer/", f"/cases/{made.number}/answer/preview/"
    assert opened(operator, place).context["editor"] is not None
    assert opened(operator, preview).status_code == 200
    only_for_leads("answer")
    page = opened(operator, place)
    assert page.context["editor"] is None
    assert "you neither write it nor decide on it" in page.content.decode()
    assert SAID not in page.content.decode()
    assert opened(operator, preview).status_code == 403
    wrote = signed_in(operator).post(f"{place}draft/", {"seen": 1, "text": "Басқа", "act": "keep"})
    assert wrote.status_code == 409
    assert SAID not in wrote.content.decode()
    assert Draft.objects.get().text == f"{SAID} клиент!"
    drafting.submit(case=made, by=operator, at=later(1))
    assert SAID in text(lead, place)
    DataClass.objects.filter(code="bank").update(roles=["operator"])
    fields.changed()
    turn = opened(lead, place)
    assert turn.context["turn"] is None
    assert SAID not in turn.content.decode()
    assert signed_in(lead).post(f"{place}decision/", {"seen": 1, "act": "approve"}).status_code == 409
    assert Draft.objects.get().done == 0


def preview(person: Person, place: str) -> str:
    return b"".join(opened(person, f"{place}preview/").streaming_content).decode()


def test_a_number_in_an_answer_is_covered_and_an_editor_or_a_paper_with_it_is_a_look(
    operator: Person, lead: Person, head: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = complaint(operator)
    drafted(made, f"{SAID} клиент! Карта {CARD}")
    place = f"/cases/{made.number}/answer/"
    edits = opened(operator, place)
    assert CARD in edits.content.decode()
    assert "no-store" in edits["Cache-Control"]
    assert Look.objects.count() == 1
    assert "•••• 6789" in text(head, place)
    assert CARD not in text(head, place)
    with monkeypatch.context() as instead:  # the words of the letter in place of their PDF
        instead.setattr(paper, "pdf", lambda letter: letter.content())
        assert "•••• 6789" in preview(head, place)
        assert CARD not in preview(head, place)
        assert Look.objects.count() == 1
        assert CARD in preview(operator, place)
    assert Look.objects.count() == 2
    drafting.submit(case=made, by=operator, at=later(1))
    deciding.approve(case=made, by=lead, at=later(2), seen=1)
    deciding.approve(case=made, by=head, at=later(3), seen=1)
    signed = f"{place}paper/{Signature.objects.get().pk}/"
    assert "your role may not look at such numbers" in text(head, signed)
    assert opened(operator, signed).status_code == 200
    assert Look.objects.count() == 3


def hide_files() -> None:
    only_for_leads()
    RecordField.objects.filter(record="contact", field="files").update(data_class=DataClass.objects.get(code="bank"))
    fields.changed()


def test_a_file_of_a_department_is_named_and_opened_by_its_class(operator: Person, lead: Person) -> None:
    made, unit = case(operator), cast.unit("roads")
    row = handling.assign(case=made, unit=unit, task="Тексеру", by=operator, at=NOW)
    clerk, master = cast.person(Role.CLERK, unit=unit, language="en"), cast.person(unit=unit, language="en")
    upload = replying.Upload(SimpleUploadedFile("akt.txt", b"akt"), "akt.txt")
    replying.reply(assignment=row, text="Дайын", by=master, at=later(1), files=[upload])
    kept = ReplyFile.objects.get()
    of_case, of_unit = f"/cases/{made.number}/files/{kept.pk}/", f"/assignments/{row.pk}/files/{kept.pk}/"
    assert opened(operator, of_case).status_code == 200
    assert "akt.txt" in text(operator, f"/cases/{made.number}/")
    hide_files()
    refused = opened(operator, of_case)
    assert refused.status_code == 403
    assert "The class of data of this file leaves out your role." in refused.content.decode()
    assert opened(clerk, of_unit).status_code == 403
    assert [page for page in (text(operator, f"/cases/{made.number}/"), text(clerk, f"/assignments/{row.pk}/"))
            if "akt.txt" in page or "a file, not for your role" not in page] == []  # fmt: skip
    assert opened(master, of_unit).status_code == 200, "who has no role sees what their department was given"
    assert opened(lead, of_case).status_code == 200
