from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from anyqtama.cases import closing, handling
from anyqtama.cases.models import Case, Involved, Reminder, ReminderRule
from anyqtama.cases.reminders import ladder, passing_on, planning, reminding, waiting
from anyqtama.cases.support.tests.world import support_case
from anyqtama.cases.tests.world import case, queries, signed_in
from anyqtama.kernel import jobs, shipped_data
from anyqtama.kernel.models import Entry, Job
from anyqtama.kernel.models.jobs import Lane
from anyqtama.people import planning_absence, presence, shipped_states
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from anyqtama.wall.alerts import bell
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
UNIT = "reminded"


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    planning.load()
    shipped_states.load(at=NOW)
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


@pytest.fixture
def people() -> dict[str, Person]:
    unit = cast.unit(UNIT)
    return {
        "owner": centre.operator(unit=unit, language="en"),
        "lead": centre.operator(unit=unit, role=Role.TEAM_LEAD),
        "head": cast.person(Role.HEAD, unit=unit),
        "director": cast.person(Role.DIRECTOR, whole_centre=True),
    }


def work(at: datetime) -> None:
    while jobs.work_one({planning.REMIND: reminding.remind}, lane=Lane.QUICK, worker="test", at=at):
        pass


def told(made: Case) -> list[tuple[Person, str]]:
    rows = Reminder.objects.filter(case=made).select_related("rule", "person").order_by("pk")
    return [(row.person, row.rule.rung) for row in rows]


def test_the_ladder_goes_from_the_owner_to_the_lead_to_the_head(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    assert Job.objects.get(kind=planning.REMIND).run_at == made.due_at - timedelta(hours=4)
    work(made.due_at - timedelta(hours=5))
    assert told(made) == []
    work(made.due_at - timedelta(hours=4))
    assert told(made) == [(people["owner"], "owner")]
    work(made.due_at)
    work(made.due_at + timedelta(hours=23))
    assert told(made)[1:] == [(people["lead"], "lead")]
    work(made.due_at + timedelta(hours=24))
    assert told(made)[2:] == [(people["head"], "head")]
    work(made.due_at + timedelta(days=30))
    assert len(told(made)) == 3
    assert Entry.objects.filter(kind="case.reminded").count() == 3


def test_who_was_asleep_is_told_once_by_the_highest_rule(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    work(made.due_at + timedelta(days=9))
    work(made.due_at + timedelta(days=10))
    assert told(made) == [(people["head"], "head")]


def test_an_answer_or_a_close_stops_it_and_reopening_begins_again(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    closing.close(case=made, by=people["owner"], resolved=True, reason="", at=later(60))
    work(made.due_at)
    assert told(made) == []
    closing.reopen(case=made, by=people["owner"], at=later(90))
    work(made.due_at)
    assert told(made) == [(people["lead"], "lead")]
    assert waiting.unseen(people["lead"]).count() == 1
    handling.answer(case=made, text="Дайын", by=people["owner"], at=made.due_at)
    assert not waiting.unseen(people["lead"]).exists()


def test_a_person_away_does_not_stop_a_case(people: dict[str, Person]) -> None:
    owner, made = people["owner"], case(people["owner"])
    presence.set_offline(person=owner, at=later(60))
    work(made.due_at - timedelta(hours=4))
    assert told(made) == [(people["lead"], "owner"), (owner, "owner")]
    assert {row.instead for row in Reminder.objects.all()} == {owner}
    page = signed_in(people["lead"]).get("/reminders/").content.decode()
    assert f"/cases/{made.number}/?do=give#do" in page
    Person.objects.filter(pk=owner.pk).update(is_active=False)
    made = Case.objects.select_related("owner__unit").get(pk=made.pk)
    assert ladder.told(made, "owner", later(90)).people == [people["lead"]]
    Person.objects.filter(pk=people["lead"].pk).update(is_active=False)
    assert ladder.told(made, "owner", later(90)).people == [people["head"]]


def away(person: Person, deputy: Person, first: date) -> None:
    planning_absence.plan(
        person=person, deputy=deputy, begins_on=first, ends_on=first + timedelta(days=9), reason="", by=person, at=NOW
    )


def test_a_reminder_planned_before_an_absence_began_falls_due_with_the_deputy(people: dict[str, Person]) -> None:
    owner, deputy = people["owner"], centre.operator(unit=people["owner"].unit)
    made = case(owner)
    falls = Job.objects.get(kind=planning.REMIND).run_at
    away(owner, deputy, timezone.localdate(falls))
    work(falls)
    assert told(made) == [(deputy, "owner"), (owner, "owner")]
    work(made.due_at)
    assert passing_on.sweep(at=made.due_at) == 0


def test_what_was_told_before_an_absence_began_goes_to_the_deputy_once(people: dict[str, Person]) -> None:
    owner, lead, deputy, head = people["owner"], people["lead"], centre.operator(language="en"), people["head"]
    made, seen, about, answered = (case(owner) for _number in range(4))
    Involved.objects.create(case=about, person=deputy, by=lead, at=NOW)
    work(made.due_at - timedelta(hours=4))
    reminding.see(person=owner, reminders=list(seen.reminders.all()), at=made.due_at)
    handling.answer(case=answered, text="Дайын", by=owner, at=later(90))
    day = timezone.localdate(made.due_at)
    away(owner, deputy, day)
    assert passing_on.sweep(at=made.due_at - timedelta(days=1)) == 0, "not before it begins"
    assert [passing_on.sweep(at=made.due_at) for _time in range(2)] == [1, 0]
    row = Reminder.objects.get(person=deputy)
    assert (row.case, row.instead, row.rule.rung) == (made, owner, "owner")
    assert waiting.unseen(owner).filter(case=made).exists()
    assert Entry.objects.filter(kind="case.reminded").latest("pk").payload["people"] == [deputy.pk]
    with time_machine.travel(made.due_at, tick=False):
        page = signed_in(deputy).get("/reminders/").content.decode()
    assert f"/cases/{made.number}/?do=give#do" in page
    reminding.see(person=deputy, reminders=[row], at=made.due_at)
    assert passing_on.sweep(at=made.due_at) == 0, "the deputy put it aside"
    work(made.due_at)
    away(lead, head, day)
    assert passing_on.sweep(at=made.due_at) == 3
    instead = {row.case: row.instead for row in Reminder.objects.filter(person=head)}
    assert instead == {made: owner, seen: owner, about: None}, "as the lead was told"


def test_a_clock_of_support_has_its_own_rules(people: dict[str, Person]) -> None:
    made = support_case(people["owner"], urgency="critical")
    fix = made.clocks.get(what="fix").due_at
    work(fix - timedelta(hours=1))
    rows = {(row.rule.date_of, row.rule.minutes) for row in Reminder.objects.all()}
    assert rows == {("reply", 0), ("diagnosis", 0), ("fix", -60)}


def test_an_earlier_date_wakes_the_timer_and_a_rule_out_of_use_is_silent(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    Case.objects.filter(pk=made.pk).update(due_at=later(7200))
    made.refresh_from_db()
    planning.plan(case=made, at=later(60))
    assert Job.objects.get(kind=planning.REMIND).run_at == later(7200)
    ReminderRule.objects.update(active=False)
    work(later(9000))
    assert told(made) == []


def test_the_bell_counts_what_one_has_not_put_aside(people: dict[str, Person]) -> None:
    made = case(people["owner"])
    work(made.due_at - timedelta(hours=4))
    browser = signed_in(people["owner"])
    assert bell(people["owner"], later(600)) == {"url": "/reminders/", "count": 1, "fresh": "/alerts/bell/"}
    row = Reminder.objects.get()
    assert browser.get("/alerts/bell/").status_code == 200
    assert signed_in(people["head"]).post(f"/reminders/{row.pk}/seen/").status_code == 404
    assert browser.post(f"/reminders/{row.pk}/seen/").status_code == 302
    assert bell(people["owner"], later(600))["count"] == 0
    work(made.due_at)
    assert signed_in(people["lead"]).post("/reminders/seen/").status_code == 302
    assert bell(people["lead"], later(600))["count"] == 0


def test_the_page_asks_no_more_with_more_reminders(people: dict[str, Person]) -> None:
    first = case(people["owner"])
    work(first.due_at - timedelta(hours=4))
    browser = signed_in(people["owner"])
    few = queries(browser, "/reminders/")
    for _number in range(4):
        case(people["owner"])
    work(first.due_at - timedelta(hours=4))
    assert queries(browser, "/reminders/") == few


def test_a_number_in_a_subject_is_covered_among_the_reminders(people: dict[str, Person]) -> None:
    made = case(people["owner"], subject="Карта 4400 4301 2345 6789")
    work(made.due_at - timedelta(hours=4))
    shown = signed_in(people["owner"]).get("/reminders/").content.decode()
    assert "Карта •••• •••• •••• 6789" in shown
    assert "4400 4301" not in shown
