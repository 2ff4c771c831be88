"""The page of a case shows a field to whom its class is, and covers the numbers that its class covers."""

from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from anyqtama.cases import editing, handling, replying, seeing
from anyqtama.cases.forms import MoveForm
from anyqtama.cases.forwarding.tests.test_forwarding import forward
from anyqtama.cases.incidents import joining
from anyqtama.cases.models import AnswerTemplate, Assignment, Case, CaseKind, Forwarding
from anyqtama.cases.page import covering
from anyqtama.cases.page.history import CLIENT, INTERNAL, Event
from anyqtama.cases.relating import relating
from anyqtama.cases.tests.world import case, only_for_leads, queries, signed_in
from anyqtama.clients.models import DataClass, Look, RecordField
from anyqtama.clients.records import fields
from anyqtama.clients.records import shipped as shipped_records
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db
CARD, COVERED = "4400 4301 2345 6789", "•••• •••• •••• 6789"


@pytest.fixture(autouse=True)
def stage(db: None) -> None:
    shipped_data.load()
    shipped_records.load()


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


@pytest.fixture
def controller() -> Person:
    return cast.person(Role.CONTROLLER, language="en")


@pytest.fixture
def made(operator: Person) -> Case:
    """Its details were changed once."""
    made = case(operator, topic=centre.topic(promise_minutes=960), subject="Төлем өтпеді", client=centre.client())
    seen = editing.values(made)
    editing.change(
        case=made, seen=seen, said=seen | {"details": f"Карта {CARD}", "address": "Абай 47"}, by=operator, at=later(5)
    )
    return Case.objects.get(pk=made.pk)


def classed(data_class: str, *names: str) -> None:
    RecordField.objects.filter(record="case", field__in=names).update(data_class=DataClass.objects.get(code=data_class))
    fields.changed()


def page(person: Person, made: Case, show: str) -> Any:
    return signed_in(person).get(f"/cases/{made.number}/?show={show}")


@pytest.mark.parametrize("show", ["fields", "history"])
def test_a_field_and_what_it_said_before_are_not_shown_to_a_role_its_class_leaves_out(
    made: Case, operator: Person, controller: Person, show: str
) -> None:
    assert "Абай 47" in page(controller, made, show).content.decode()
    classed("bank", "details", "address", "subject")
    hidden = page(controller, made, show).content.decode()
    assert "not for your role" in hidden
    assert [word for word in ("Абай 47", "Карта", "Төлем өтпеді") if word in hidden] == []
    assert "Абай 47" in page(operator, made, show).content.decode()


def test_the_answer_has_its_own_class_and_notes_have_none(controller: Person) -> None:
    classed("bank", "answer")
    events = [
        Event(entry_id=1, at=later(1), who="", icon="", what="", text="Жауап", side=CLIENT),
        Event(entry_id=2, at=later(2), who="", icon="", what="", text="Ішкі сөз", side=INTERNAL),
    ]
    with override("en"):
        shown = covering.events(seeing.seeing(controller), events)
    assert [event.text for event in shown] == ["not for your role", "Ішкі сөз"]


@pytest.mark.parametrize("show", ["fields", "history"])
def test_a_card_number_is_covered_until_somebody_looks_and_the_look_is_kept(
    made: Case, operator: Person, controller: Person, show: str
) -> None:
    covered = page(operator, made, show).content.decode()
    assert COVERED in covered
    assert CARD not in covered
    assert not Look.objects.exists()
    answer = signed_in(operator).post(f"/cases/{made.number}/whole/", {"show": show})
    assert CARD in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    look = Look.objects.get()
    assert (look.person, look.client, look.why, look.field) == (operator, made.client, "comparing", "case.details")
    assert CARD not in page(operator, made, show).content.decode()
    assert not page(controller, made, show).context["covers"]
    assert signed_in(controller).post(f"/cases/{made.number}/whole/").status_code == 403


def test_who_may_not_see_a_field_does_not_change_it_and_is_not_shown_it_whole(made: Case, operator: Person) -> None:
    own = signed_in(operator).get(f"/cases/{made.number}/?show=fields&edit=1")
    assert own.context["edit_form"] is not None
    only_for_leads("details")
    own = signed_in(operator).get(f"/cases/{made.number}/?show=fields&edit=1")
    assert own.context["edit_form"] is None
    assert "6789" not in own.content.decode()
    whole = signed_in(operator).post(f"/cases/{made.number}/whole/", {"show": "fields"}).content.decode()
    assert "6789" not in whole
    formal = signed_in(operator).get(f"/cases/{made.number}/?do=formalise").content.decode()
    assert "6789" not in formal


def hidden(made: Case, *names: str) -> None:
    """From the operator too, who works the case."""
    only_for_leads(*names)


def test_who_may_not_see_a_field_is_not_handed_it_by_a_refused_change(made: Case, operator: Person) -> None:
    hidden(made, "details")
    said = {"subject": "Басқа", "details": "менің", "language": "kk"}
    refused = signed_in(operator).post(f"/cases/{made.number}/fields/", said)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert "you do not change it" in shown
    assert [word for word in ("Карта", "6789", "менің") if word in shown] == []
    assert signed_in(operator).post(f"/cases/{made.number}/fields/", {}).status_code == 409
    formal = signed_in(operator).post(f"/cases/{made.number}/formal-request/", {"version": "1"}).content.decode()
    assert [word for word in ("Карта", "6789") if word in formal] == []
    assert Case.objects.get(pk=made.pk).subject == "Төлем өтпеді"
    assert not Look.objects.exists()


@pytest.mark.parametrize("asked", ["show=fields&edit=1", "do=formalise"])
def test_a_form_with_the_number_in_it_is_a_look(made: Case, operator: Person, asked: str) -> None:
    answer = signed_in(operator).get(f"/cases/{made.number}/?{asked}")
    assert CARD in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    look = Look.objects.get()
    assert (look.person, look.client, look.field) == (operator, made.client, "case.details")
    plain = case(operator, subject="Су жоқ", client=made.client)
    signed_in(operator).get(f"/cases/{plain.number}/?{asked}")
    assert Look.objects.count() == 1, "nothing was covered"


def test_who_may_not_look_gets_no_form_with_the_number_in_it(made: Case, controller: Person) -> None:
    Case.objects.filter(pk=made.pk).update(owner=controller)
    for asked in ("show=fields&edit=1", "do=formalise"):
        answer = signed_in(controller).get(f"/cases/{made.number}/?{asked}")
        assert answer.context["works"]
        assert CARD not in answer.content.decode()
    said = {"subject": "Басқа", "details": "менің", "language": "kk"}
    refused = signed_in(controller).post(f"/cases/{made.number}/fields/", said)
    assert refused.status_code == 409
    assert CARD not in refused.content.decode()
    assert not Look.objects.exists()


def test_numbers_are_covered_in_every_block_of_the_page(operator: Person) -> None:
    topic, client = centre.topic(promise_minutes=960), centre.client()
    made = case(operator, topic=topic, client=client, subject="Төлем өтпеді, карта")
    tied = case(operator, topic=topic, client=client, subject=f"Байланысты {CARD}")
    case(operator, topic=topic, client=client, subject=f"Төлем өтпеді, карта {CARD}")
    relating.relate(case=made, other=tied, by=operator, at=later(1))
    unit = cast.unit("bank")
    row = handling.assign(case=made, unit=unit, task=f"Тексеру {CARD}", by=operator, at=later(2))
    replying.reply(assignment=row, text=f"Табылды {CARD}", by=cast.person(unit=unit), at=later(3))
    forward(made, operator, whole=False, part=f"Бөлігі {CARD}", reason=f"Себебі {CARD}", way=Forwarding.Way.PAPER)
    for show in ("history", "similar"):
        page = signed_in(operator).get(f"/cases/{made.number}/?show={show}")
        shown = page.content.decode()
        assert CARD not in shown
        assert [word for word in ("Тексеру", "Табылды", "Бөлігі", "Себебі") if f"{word} {COVERED}" not in shown] == []
        assert f"Байланысты {COVERED}" in shown
        assert page.context["covers"]
    assert f"карта {COVERED}" in shown
    whole = signed_in(operator).post(f"/cases/{made.number}/whole/", {"show": "similar"}).content.decode()
    assert f"Табылды {CARD}" in whole
    assert f"Байланысты {CARD}" not in whole, "of another case nobody looked"
    assert f"карта {CARD}" not in whole


def test_showing_covered_numbers_is_offered_where_it_shows_one(made: Case, operator: Person) -> None:
    assert page(operator, made, "fields").context["covers"]
    assert not page(operator, made, "client").context["covers"]
    hidden(made, "details")
    assert not page(operator, made, "fields").context["covers"]
    assert not page(operator, made, "history").context["covers"]


def test_a_template_does_not_tell_a_subject_its_writer_may_not_see(made: Case, operator: Person) -> None:
    for code, text in (("with", "Мәні: {subject}"), ("without", "Нөмірі: {number}")):
        AnswerTemplate.objects.create(code=code, names={"kk": code}, texts={"kk": text})
    browser = signed_in(operator)
    for place in (f"/cases/{made.number}/", f"/cases/{made.number}/answer/"):
        assert "Мәні: Төлем өтпеді" in browser.get(f"{place}?template=with").content.decode()
    hidden(made, "subject")
    for place in (f"/cases/{made.number}/", f"/cases/{made.number}/answer/"):
        refused = browser.get(f"{place}?template=with").content.decode()
        assert "Choose another template" in refused
        assert "Төлем өтпеді" not in refused
        assert f"Нөмірі: {made.number}" in browser.get(f"{place}?template=without").content.decode()


def test_the_other_pages_of_a_case_and_the_list_keep_to_the_classes_too(made: Case, operator: Person) -> None:
    browser = signed_in(operator)
    places = ["/cases/?view=all", "/cases/?view=all&export=csv"]
    places += [f"/cases/{made.number}/{part}/" for part in ("answer", "order", "support")]

    def told(place: str) -> str:
        answer: Any = browser.get(place)
        return str(answer.getvalue().decode())

    assert [place for place in places if "Төлем өтпеді" not in told(place)] == []
    hidden(made, "subject")
    assert [place for place in places if "Төлем өтпеді" in told(place)] == []
    assert [place for place in places if "not for your role" not in told(place)] == []
    asked = queries(browser, places[0])
    case(operator, subject=f"Карта {CARD}")
    assert queries(browser, places[0]) == asked


def test_incidents_tell_no_word_of_a_case_to_whom_it_is_not(made: Case, operator: Person) -> None:
    case(operator, topic=made.topic, subject="Төлем өтпеді", at=later(1))
    with time_machine.travel(later(60), tick=False):
        for place in (f"/cases/{made.number}/support/", f"/incidents/new/?case={made.number}"):
            assert "words: " in signed_in(operator).get(place).content.decode()
        hidden(made, "subject")
        for place in (f"/cases/{made.number}/support/", f"/incidents/new/?case={made.number}"):
            shown = signed_in(operator).get(place).content.decode()
            assert "not for your role" in shown
            assert [word for word in ("өтпеді", "words: ") if word in shown] == []

    other = Case.objects.exclude(pk=made.pk).get()
    incident = joining.open_over(case=made, subject="Төлем", what="", by=operator, at=later(61))
    joining.join(incident=incident, case=other, by=operator, at=later(62), score=70, why=[["words", "өтпеді"]])
    shown = signed_in(operator).get(f"/incidents/{incident.number}/").content.decode()
    assert "70 · words" in shown
    assert "өтпеді" not in shown


def test_a_department_sees_what_was_given_to_it_with_the_numbers_covered(made: Case, operator: Person) -> None:
    unit = cast.unit("bank")
    row: Assignment = handling.assign(case=made, unit=unit, task=f"Тексеру {CARD}", by=operator, at=later(9))
    clerk, master = cast.person(Role.CLERK, unit=unit, language="en"), cast.person(unit=unit, language="en")
    hidden(made, "subject", "details", "address")
    theirs = signed_in(master).get(f"/assignments/{row.pk}/").content.decode()
    assert [word for word in ("Төлем өтпеді", f"Карта {COVERED}", "Абай 47", f"Тексеру {COVERED}")
            if word not in theirs] == []  # fmt: skip
    assert CARD not in theirs
    own = signed_in(clerk).get(f"/assignments/{row.pk}/").content.decode()
    assert [word for word in ("Төлем өтпеді", "Карта", "Абай 47") if word in own] == []
    assert "Төлем өтпеді" not in signed_in(clerk).get("/assignments/").content.decode()
    assert "Төлем өтпеді" in signed_in(master).get("/assignments/").content.decode()


def test_registering_names_the_open_cases_of_a_client_as_their_reader_sees_them(made: Case, operator: Person) -> None:
    address = f"/cases/new/?client={made.client_id}"
    assert "Төлем өтпеді" in signed_in(operator).get(address).content.decode()
    only_for_leads("subject")
    hidden = signed_in(operator).get(address).content.decode()
    assert made.number in hidden
    assert "Төлем өтпеді" not in hidden


def test_nobody_finds_in_the_list_by_a_field_that_is_not_for_them_nor_orders_by_it(
    made: Case, operator: Person
) -> None:
    other = case(operator, topic=made.topic, subject="Ағаш құлады", at=later(1), client=centre.client("Төлеген Асан"))
    browser = signed_in(operator)

    def numbers(query: str) -> list[str]:
        return [row.case.number for row in browser.get(f"/cases/?view=all&{query}").context["rows"]]

    assert numbers("words=төл") == [other.number, made.number]
    assert numbers("words=абай өтпеді") == [made.number]
    assert numbers("sort=subject") == [other.number, made.number]
    asked = queries(browser, "/cases/?view=all&words=төл")
    hidden(made, "subject")
    assert numbers("words=төл") == [other.number], "by the name of the client"
    assert numbers("words=өтпеді") == []
    assert numbers("words=абай өтпеді") == []
    assert numbers("words=абай") == [made.number]
    assert numbers(f"words={made.number}") == [made.number]
    assert numbers("sort=subject") == numbers("sort=due")
    assert queries(browser, "/cases/?view=all&words=төл") <= asked
    file: Any = browser.get("/cases/?view=all&words=өтпеді&export=csv")
    assert made.number not in file.getvalue().decode()


def test_a_matter_is_not_likened_to_words_its_writer_may_not_see(made: Case, operator: Person) -> None:
    said = {"topic": str(made.topic_id), "subject": "Төлем өтпеді, карта", "address": "Абай 47"}
    browser = signed_in(operator)
    assert made.number in browser.get("/cases/new/similar/", said).content.decode()
    hidden(made, "subject", "details", "address")
    assert made.number not in browser.get("/cases/new/similar/", said).content.decode()


def own_field_for_leads(operator: Person) -> Case:
    """A case of a kind with a secret choice among its own fields, filled, changed once and needed by a stage."""
    only_for_leads()
    options = [{"value": one, "names": {"kk": word}} for one, word in (("gold", "Алтын"), ("silver", "Күміс"))]
    kind = CaseKind.objects.get(code=case(operator, subject="Басқа").kind_id)
    kind.fields = [
        {"key": "tier", "names": {"kk": "Деңгей"}, "type": "choice", "options": options, "data_class": "bank"},
        {"key": "place", "names": {"kk": "Орны"}, "type": "text"},
    ]
    kind.save()
    made = case(operator, kind=kind, subject="Шот жабылды", fields={"tier": "silver", "place": "Терезе"})
    seen = editing.values(made)
    editing.change(case=made, seen=seen, said=seen | {"field_tier": "gold"}, by=operator, at=later(5))
    return Case.objects.select_related("kind").get(pk=made.pk)


def test_a_kinds_own_field_is_shown_by_its_class_on_the_page_and_in_the_history(operator: Person) -> None:
    made = own_field_for_leads(operator)
    lead = cast.person(Role.TEAM_LEAD, whole_centre=True, language="en")
    for show in ("fields", "history"):
        told = page(lead, made, show).content.decode()
        assert "Алтын" in told
        hidden = page(operator, made, show).content.decode()
        assert "not for your role" in hidden
        assert [word for word in ("Алтын", "Күміс") if word in hidden] == []
    assert "Терезе" in page(operator, made, "fields").content.decode()
    answer = f"/cases/{made.number}/answer/"
    assert "Алтын" in signed_in(lead).get(answer).content.decode()
    assert "Алтын" not in signed_in(operator).get(answer).content.decode()
    edits = signed_in(operator).get(f"/cases/{made.number}/?show=fields&edit=1")
    assert edits.context["edit_form"] is None
    refused = signed_in(operator).post(f"/cases/{made.number}/fields/", {"subject": "Басқа", "language": "kk"})
    assert refused.status_code == 409
    assert Case.objects.get(pk=made.pk).fields["tier"] == "gold"
    CaseKind.objects.filter(pk=made.kind.pk).update(fields=[])
    assert "gold" not in page(operator, made, "history").content.decode(), "a field that is gone keeps what it said"


def test_a_kinds_own_field_is_no_column_no_filter_and_not_asked_by_a_stage(operator: Person) -> None:
    made = own_field_for_leads(operator)
    address = f"/cases/?view=all&kind={made.kind_id}"
    lead = signed_in(cast.person(Role.TEAM_LEAD, whole_centre=True))
    assert "Деңгей" in lead.get(address).content.decode()
    browser = signed_in(operator)

    def numbers(who: Any, more: str) -> list[str]:
        return [row.case.number for row in who.get(address + more).context["rows"]]

    assert "Деңгей" not in browser.get(address).content.decode()
    assert numbers(lead, "&own_tier=silver") == []
    assert made.number in numbers(browser, "&own_tier=silver"), "it narrows nothing for whom it is not"
    file: Any = browser.get(f"{address}&export=csv")
    assert "Алтын" not in file.getvalue().decode()
    reader = seeing.seeing(operator)
    made.kind.fields[0]["required"] = "with_department"
    assert "field_tier" not in MoveForm(case=made, stage="with_department", reader=reader).fields
    assert "field_tier" in MoveForm(case=made, stage="with_department", reader=seeing.Seeing({})).fields


def test_a_template_does_not_tell_a_decision_that_is_not_for_its_writer(operator: Person) -> None:
    made = own_field_for_leads(operator)
    CaseKind.objects.filter(pk=made.kind.pk).update(answering={"decision": "tier"})
    AnswerTemplate.objects.create(code="decides", names={"kk": "decides"}, texts={"kk": "Шешім: {decision}"})
    place = f"/cases/{made.number}/answer/?template=decides"
    lead = cast.person(Role.TEAM_LEAD, whole_centre=True)
    assert "Шешім: Алтын" in signed_in(lead).get(place).content.decode()
    refused = signed_in(operator).get(place).content.decode()
    assert "Choose another template" in refused
    assert "Алтын" not in refused
