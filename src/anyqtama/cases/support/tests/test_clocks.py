from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override

from anyqtama.cases import handling, moving, reclassifying
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds.fields import FieldsMissing
from anyqtama.cases.models import Case, CaseState, ClockOf, SupportTerm
from anyqtama.cases.page.clocks import clocks
from anyqtama.cases.support import diagnosing
from anyqtama.cases.support.tests.world import CAUSE, FIELDS, support_case, support_kind
from anyqtama.cases.tests.world import case
from anyqtama.contacts.models import QueueMember
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def due(made: Case) -> dict[str, datetime]:
    return {clock.what: clock.due_at.astimezone(ZoneInfo("Asia/Almaty")) for clock in made.clocks.all()}


def stopped(made: Case) -> dict[str, bool]:
    """Which clocks have stopped, and whether in time, as the journal says."""
    rows = Entry.objects.filter(kind="case.clock_stopped", subject_id=str(made.pk))
    return {row.payload["what"]: row.payload["in_time"] for row in rows}


def test_each_severity_has_its_three_terms_in_working_time_or_around_the_clock(operator: Person) -> None:
    usual, urgent = support_case(operator), support_case(operator, urgency="critical")
    assert due(urgent) == {"reply": later(900), "diagnosis": later(HOUR), "fix": later(4 * HOUR)}
    assert due(usual)["reply"] == later(2 * HOUR)
    assert due(usual)["fix"] > later(24 * HOUR)
    shown = {clock.name: clock for clock in clocks(urgent, later(600))}
    assert "around the clock" in shown["Put right"].why
    assert clocks(usual, later(600))[1].summands
    assert not case(operator).clocks.exists()


def test_finding_the_cause_walks_the_kinds_stages_and_stops_its_clock_only(operator: Person) -> None:
    made = support_case(operator)
    found = diagnosing.diagnose(case=made, said=CAUSE, by=operator, at=later(HOUR))
    assert (found.stage, found.fields["cause"]) == ("diagnosed", "Жаңарту қатесі")
    assert stopped(made) == {"diagnosis": True}
    with pytest.raises(FieldsMissing):
        diagnosing.fix(case=made, said={}, by=operator, at=later(2 * HOUR))
    fixed = diagnosing.fix(case=made, said={"solution": "Түзетілді"}, by=operator, at=later(9 * 24 * HOUR))
    assert fixed.stage == "diagnosed"
    assert stopped(made) == {"diagnosis": True, "fix": False}
    handling.answer(case=fixed, text="Түзетілді", by=operator, at=later(9 * 24 * HOUR + 60))
    assert stopped(made) == {"diagnosis": True, "fix": False, "reply": False}
    said = [clock.said for clock in clocks(fixed, later(9 * 24 * HOUR))]
    assert said == ["after 9 days, too late", "after 1 h, in time", "after 9 days, too late"]


def test_a_fix_ends_the_search_and_a_stage_taken_by_hand_counts_too(operator: Person) -> None:
    made, other = support_case(operator), support_case(operator)
    diagnosing.fix(case=made, said={"solution": "Түзетілді"}, by=operator, at=later(60))
    assert stopped(made) == {"diagnosis": True, "fix": True}
    moving.move(case=other, stage="taken", by=operator, at=later(60))
    moving.move(case=other, stage="diagnosed", fields_said=CAUSE, by=operator, at=later(90))
    assert stopped(other) == {"diagnosis": True}
    with pytest.raises(FieldsMissing):
        diagnosing.diagnose(case=support_case(operator), said={"cause": "?"}, by=operator, at=later(90))


def test_another_severity_counts_anew_what_still_runs(operator: Person) -> None:
    made = support_case(operator)
    diagnosing.diagnose(case=made, said=CAUSE, by=operator, at=later(HOUR))
    before = due(made)
    made.refresh_from_db()
    reclassifying.reclassify(
        case=made, topic=made.topic, kind=made.kind, urgency="critical", district=None, by=operator, at=later(2 * HOUR)
    )
    after = due(made)
    assert after["diagnosis"] == before["diagnosis"]
    assert after["fix"] == later(4 * HOUR)
    told = Entry.objects.filter(kind="case.clocks_set", subject_id=str(made.pk)).order_by("id")
    assert [sorted(row.payload["due"]) for row in told] == [["diagnosis", "fix", "reply"], ["fix", "reply"]]


def test_who_was_answered_in_the_talk_has_the_first_reply(operator: Person) -> None:
    queue = centre.queue()
    QueueMember.objects.create(queue=queue, person=operator, added_at=NOW)
    contact = centre.running(queue, operator, client=centre.client())
    contact.answered_at = later(30)
    contact.save(update_fields=["answered_at"])
    made = support_case(operator, contact=contact, client=contact.client, at=later(60))
    assert stopped(made) == {"reply": True}
    assert clocks(made, later(90))[0].said == "in the talk itself"


def test_a_closed_case_and_a_kind_without_such_a_stage_are_refused(operator: Person) -> None:
    plain = case(operator)
    with pytest.raises(diagnosing.NoSuchClock):
        diagnosing.diagnose(case=plain, said={}, by=operator, at=NOW)
    made = support_case(operator)
    Case.objects.filter(pk=made.pk).update(state=CaseState.CLOSED, stage="closed")
    with pytest.raises(CaseIsClosed):
        diagnosing.fix(case=made, said={"solution": "x"}, by=operator, at=NOW)


def test_terms_of_any_kind_are_data(operator: Person) -> None:
    kind = support_kind()
    SupportTerm.objects.filter(kind=kind).delete()
    inquiry = case(operator).kind
    SupportTerm.objects.create(kind=inquiry, urgency="", reply_minutes=10, around_the_clock=True)
    assert due(case(operator)) == {ClockOf.REPLY: later(600)}
    assert not case(operator, kind=kind, fields=FIELDS).clocks.exists()
