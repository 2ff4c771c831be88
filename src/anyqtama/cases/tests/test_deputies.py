"""A person away does not stop a case: the deputy sees it, is reminded, acts, and the history says for whom."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from anyqtama.cases import accepting, deputies, handling, replying, standing_aside
from anyqtama.cases.answers.entries import AnswerAgreed
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Assignment, Case, Involved, Reminder, ReminderRule
from anyqtama.cases.page.history import history
from anyqtama.cases.reminders import ladder, planning
from anyqtama.cases.tests.world import case, queries, signed_in
from anyqtama.kernel import journal, shipped_data
from anyqtama.people import access, planning_absence, presence
from anyqtama.people.models import Absence, Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    planning.load()
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


@pytest.fixture
def people() -> dict[str, Person]:
    unit, waterworks = cast.unit("desk"), cast.unit("waterworks")
    return {
        "owner": centre.operator(unit=unit, language="en", family_name="Owner"),
        "deputy": centre.operator(unit=unit, language="en", family_name="Deputy"),
        "other": centre.operator(unit=unit, language="en", family_name="Other"),
        "lead": centre.operator(unit=unit, role=Role.TEAM_LEAD, language="en"),
        "master": cast.person(unit=waterworks, language="en", family_name="Master"),
        "mate": cast.person(unit=cast.unit("roads"), language="en", family_name="Mate"),
    }


def away(person: Person, deputy: Person, days: int = 5) -> Absence:
    return planning_absence.plan(
        person=person, deputy=deputy, begins_on=TODAY, ends_on=TODAY + timedelta(days=days), reason="", by=person,
        at=NOW,
    )  # fmt: skip


def works(person: Person, made: Case) -> bool:
    return access.may(Person.objects.get(pk=person.pk), "case.work", Case.objects.get(pk=made.pk))


def test_a_deputy_leads_the_cases_and_the_history_says_for_whom(people: dict[str, Person]) -> None:
    owner, deputy = people["owner"], people["deputy"]
    made = case(owner, subject="Су жоқ")
    browser, address = signed_in(deputy), f"/cases/{made.number}/"
    assert not works(deputy, made)
    assert "Су жоқ" not in browser.get("/cases/?view=mine").content.decode()
    absence = away(owner, deputy)
    assert works(deputy, made)
    assert not works(people["other"], made)
    assert "Су жоқ" in browser.get("/cases/?view=mine").content.decode()
    assert "Су жоқ" in browser.get("/").content.decode()
    assert f"away until 21 November; deputy: {deputy}" in browser.get(address).content.decode()
    said = {"text": "Біз жұмыс істеп жатырмыз", "version": made.version, "channel": ""}
    assert browser.post(f"{address}answers/", said).status_code == 302
    assert [event.who for event in history(Case.objects.get(pk=made.pk))] == [str(owner), f"{deputy} for {owner}"]
    assert f"{deputy} for {owner}" in browser.get(address).content.decode()
    planning_absence.end(absence=absence, by=owner, at=timezone.now())
    assert not works(deputy, made)
    with time_machine.travel(later(900), tick=False):
        handling.answer(case=made, text="Тағы", by=people["deputy"], at=later(900))
    assert [event.who for event in history(made)][-1] == str(deputy), "not any more in the other's place"


def test_a_colleague_acts_for_nobody(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    away(people["owner"], people["deputy"])
    handling.comment(case=made, text="Білемін", by=people["deputy"], at=later(60))
    handling.answer(case=made, text="Дайын", by=people["lead"], at=later(70))
    assert [event.who for event in history(made)][1:] == [str(people["deputy"]), str(people["lead"])]


def test_a_lead_who_stands_in_decides_by_their_own_right_what_is_about_the_absent(people: dict[str, Person]) -> None:
    made, lead = case(people["owner"]), people["lead"]
    away(people["owner"], lead)
    handling.answer(case=made, text="Дайын", by=lead, at=later(60))
    assert history(made)[-1].who == f"{lead} for {people['owner']}"
    Involved.objects.create(case=made, person=people["owner"], by=lead, at=NOW)
    assert history(made)[-1].who == str(lead)


def test_agreeing_by_a_role_takes_nobody_s_place(people: dict[str, Person]) -> None:
    made, lead = case(people["owner"]), people["lead"]
    away(people["owner"], lead)
    handling.answer(case=made, text="Дайын", by=lead, at=later(60))
    journal.write(AnswerAgreed(made.number, 1, "team_lead"), subject=made, by=lead.principal, at=later(60))
    handling.answer(case=made, text="Тағы", by=lead, at=later(70))
    assert [event.who for event in history(made)][1:] == [str(lead), str(lead), f"{lead} for {people['owner']}"]


def test_a_part_given_by_name_goes_on_to_the_deputy_s_list(people: dict[str, Person]) -> None:
    master, mate, owner = people["master"], people["mate"], people["owner"]
    made = case(owner, subject="Құбыр жарылды")
    browser = signed_in(mate)
    absence = away(master, mate)
    told = signed_in(owner).post(
        f"/cases/{made.number}/department/", {"person": master.pk, "version": made.version, "task": ""}, follow=True
    )
    assert f"{master} is away until 21 November; the deputy, {mate}, has it too." in told.content.decode()
    row = Assignment.objects.get()
    page = browser.get("/assignments/").content.decode()
    assert ("Құбыр жарылды" in page, "you stand in" in page) == (True, True)
    address = f"/assignments/{row.pk}/"
    assert f"away until 21 November; deputy: {mate}" in browser.get(address).content.decode()
    assert browser.post(address, {"act": "answer", "text": "Жасалды"}).status_code == 302
    who = [event.who for event in history(Case.objects.get(pk=made.pk))]
    assert who[-1] == f"{mate} for {master}"
    assert f"away until 21 November; deputy: {mate}" in signed_in(owner).get(f"/cases/{made.number}/").content.decode()
    planning_absence.end(absence=absence, by=master, at=later(700))
    assert browser.get(address).status_code == 404
    assert "Құбыр жарылды" not in browser.get("/assignments/").content.decode()


def test_whom_a_case_is_given_to_who_is_away_is_said(people: dict[str, Person]) -> None:
    made, giver = case(people["other"]), signed_in(people["other"])
    away(people["owner"], people["deputy"])
    said = {"person": people["owner"].pk, "version": made.version}
    page = giver.post(f"/cases/{made.number}/owner/", said, follow=True).content.decode()
    assert "is away until 21 November; the deputy," in page
    assert works(people["deputy"], made)


def test_nobody_judges_a_matter_about_themself_through_the_power_of_another(people: dict[str, Person]) -> None:
    owner, deputy = people["owner"], people["deputy"]
    about_deputy, about_owner, plain = case(owner), case(owner), case(owner)
    Involved.objects.create(case=about_deputy, person=deputy, by=people["lead"], at=NOW)
    Involved.objects.create(case=about_owner, person=owner, by=people["lead"], at=NOW)
    away(owner, deputy)
    assert [works(deputy, made) for made in (about_deputy, about_owner, plain)] == [False, False, True]
    mine = Case.objects.filter(deputies.led_by(deputy, TODAY))
    assert list(mine) == [plain]
    with pytest.raises(standing_aside.NamedInIt):
        handling.answer(case=about_deputy, text="Негізсіз", by=deputy, at=later(60))
    assert deputy not in ladder.told(about_deputy, "owner", later(60)).people
    assert "who takes no part" in deputies.told(about_deputy, owner, later(60))


def test_the_department_of_the_deputy_is_set_aside_too(people: dict[str, Person]) -> None:
    master, mate = people["master"], people["mate"]
    made = case(people["owner"])
    assert master.unit
    assert mate.unit
    Involved.objects.create(case=made, unit=mate.unit, by=people["lead"], at=NOW)
    row = handling.assign(case=made, unit=master.unit, person=master, task="", by=people["owner"], at=NOW)
    away(master, mate)
    assert signed_in(mate).get(f"/assignments/{row.pk}/").status_code == 404
    reply = replying.reply(assignment=row, text="Жасалды", by=master, at=later(60))
    assert accepting.accept(reply=reply, checks=list(accepting.CHECKS), by=people["owner"], at=later(70)).verdict


def test_a_field_that_sets_aside_holds_for_a_deputy(people: dict[str, Person]) -> None:
    owner, deputy = people["owner"], people["deputy"]
    made = case(owner)
    kind = made.kind
    names = {"kk": "Кім", "ru": "Кто", "en": "Who"}
    kind.fields = [*kind.fields, {"key": "whom", "names": names, "type": "person", "aside": True}]
    kind.save()
    Case.objects.filter(pk=made.pk).update(fields=made.fields | {"whom": deputy.pk})
    away(owner, deputy)
    assert not works(deputy, made)
    assert not Case.objects.filter(deputies.led_by(deputy, TODAY)).exists()


def test_reminders_reach_the_deputy_of_the_owner_and_of_the_lead(people: dict[str, Person]) -> None:
    owner, deputy, lead, other = people["owner"], people["deputy"], people["lead"], people["other"]
    made = case(owner)
    assert ladder.told(made, "owner", later(60)).people == [owner]
    away(owner, deputy)
    assert ladder.told(made, "owner", later(60)) == ladder.Told([deputy, owner], owner)
    presence.set_offline(person=deputy, at=later(60))
    presence.set_offline(person=owner, at=later(60))
    assert ladder.told(made, "owner", later(70)).people == [lead, owner, deputy]
    away(lead, other)
    assert ladder.told(made, "lead", later(70)).people == [lead, other]
    rule = ReminderRule.objects.filter(rung="lead").order_by("pk")[0]
    Reminder.objects.create(case=made, rule=rule, date=made.due_at, person=other, instead=owner, at=later(80))
    page = signed_in(other).get("/reminders/").content.decode()
    assert f"/cases/{made.number}/?do=give#do" in page, "as the lead could, their deputy gives it on"


def test_a_lead_of_another_unit_sees_what_the_absent_lead_sees(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    far = centre.operator(unit=cast.unit("far"), role=Role.TEAM_LEAD)
    about = case(people["owner"])
    Involved.objects.create(case=about, person=far, by=people["lead"], at=NOW)
    assert not access.visible(far, Case).exists()
    away(people["lead"], far)
    assert list(access.visible(far, Case)) == [made]


def test_standing_in_costs_a_list_no_more_with_more_rows(people: dict[str, Person]) -> None:
    away(people["owner"], people["deputy"])
    away(people["master"], people["mate"])
    few = _queries_after_one_more(people)
    _queries_after_one_more(people)
    assert _queries_after_one_more(people) == few


def _queries_after_one_more(people: dict[str, Person]) -> list[int]:
    made, master = case(people["owner"]), people["master"]
    assert master.unit
    handling.assign(case=made, unit=master.unit, person=master, task="", by=people["owner"], at=NOW)
    pages = [(people["deputy"], "/cases/?view=mine"), (people["mate"], "/assignments/")]
    return [queries(signed_in(reader), page) for reader, page in pages]
