"""Situations: told rung by rung until a manager acknowledges, kept as a log, resolved once; nothing written is lost."""

from datetime import timedelta

import pytest

from anyqtama.channels.models import OutboundMessage
from anyqtama.config import shipped, wiring
from anyqtama.kernel import jobs, sealing
from anyqtama.kernel.models import Entry, Job
from anyqtama.kernel.models.jobs import Lane
from anyqtama.people.models import Person, Presence, WorkingState
from anyqtama.people.roles import Role
from anyqtama.teamwork.models import Severity, Situation, SituationKind, SituationState
from anyqtama.teamwork.situations import handling, page, reporting
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WITHIN = timedelta(minutes=15)


class Centre:
    """A group under a unit: an operator, two leads (one off shift), the head above, the director over all."""

    def __init__(self) -> None:
        shipped.load()
        top = cast.unit()
        group = cast.unit(parent=top)
        self.operator = cast.person(Role.OPERATOR, unit=group)
        self.lead = cast.person(Role.TEAM_LEAD, unit=group, email="lead@example.kz")
        self.absent = cast.person(Role.ADMINISTRATOR, unit=group)
        self.other_lead = cast.person(Role.TEAM_LEAD, unit=cast.unit(parent=top))
        self.head = cast.person(Role.HEAD, unit=top)
        self.director = cast.person(Role.DIRECTOR, whole_centre=True)
        for person, state in ((self.lead, "other_work"), (self.absent, "offline")):
            Presence.objects.create(
                person=person, state=WorkingState.objects.get(code=state), since=NOW, free_since=NOW, heartbeat_at=NOW
            )
        self.kind = SituationKind.objects.get(code="mass_requests")

    def report(self, what: str = "Абай көшесінде су құбыры жарылды", by: Person | None = None) -> Situation:
        return reporting.report(
            kind=self.kind, severity=Severity.SERIOUS, what=what, by=by or self.operator, at=NOW
        )  # fmt: skip


@pytest.fixture
def centre() -> Centre:
    return Centre()


def told(situation: Situation) -> list[Person]:
    return [one.person for one in situation.told.order_by("rung", "pk")]


def work(minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    while jobs.work_one(wiring.HANDLERS, lane=Lane.QUICK, worker="test", at=at):
        pass


def test_the_leads_on_shift_are_told_at_once_by_screen_and_mail(centre: Centre) -> None:
    situation = centre.report()
    assert situation.number == "NS-2026-0001"
    assert told(situation) == [centre.lead]
    assert situation.told.get().mailed
    assert "Абай көшесінде" in OutboundMessage.objects.get().text
    assert list(page.awaited(centre.lead)) == [situation]


def test_when_no_lead_is_on_shift_all_of_them_are_told(centre: Centre) -> None:
    Presence.objects.all().delete()
    assert set(told(centre.report())) == {centre.lead, centre.absent}


def test_the_next_in_line_is_told_until_somebody_acknowledges(centre: Centre) -> None:
    situation = centre.report()
    work(14)
    assert told(situation) == [centre.lead]
    work(16)
    assert told(situation) == [centre.lead, centre.head]
    handling.acknowledge(situation=situation, by=centre.head, at=NOW + timedelta(minutes=20))
    work(120)
    assert centre.director not in told(situation)
    assert not page.awaited(centre.lead)
    sealing.seal_all()
    assert list(sealing.verify()) == []
    assert Entry.objects.filter(kind="situation.told").count() == 2


def test_the_ladder_ends_with_the_director(centre: Centre) -> None:
    situation = centre.report()
    for minutes in (16, 40, 80, 160):
        work(minutes)
    assert told(situation) == [centre.lead, centre.head, centre.director]
    assert not Job.objects.waiting().filter(kind="teamwork.situation").exists()


def test_a_lead_who_reports_is_not_told_of_it_themself(centre: Centre) -> None:
    Presence.objects.filter(person=centre.absent).delete()
    situation = centre.report(by=centre.lead)
    assert told(situation) == [centre.absent]


def test_the_first_manager_has_it_and_the_second_is_told_who(centre: Centre) -> None:
    situation = centre.report()
    handling.acknowledge(situation=situation, by=centre.lead, at=NOW)
    handling.acknowledge(situation=situation, by=centre.lead, at=NOW)
    with pytest.raises(handling.AcknowledgedAlready) as refusal:
        handling.acknowledge(situation=situation, by=centre.head, at=NOW)
    assert str(centre.lead) in str(refusal.value.message)


def test_resolving_keeps_the_outcome_and_happens_once(centre: Centre) -> None:
    situation = centre.report()
    handling.note(situation=situation, text="Авариялық бригада жолда", by=centre.lead, at=NOW)
    over = handling.resolve(situation=situation, outcome="Су қосылды", by=centre.lead, at=NOW + WITHIN)
    assert (over.state, over.acknowledged_by, over.outcome) == (SituationState.RESOLVED, centre.lead, "Су қосылды")
    with pytest.raises(handling.Over):
        handling.resolve(situation=situation, outcome="Тағы", by=centre.head, at=NOW)
    work(120)
    assert told(situation) == [centre.lead]
    assert [line.said for line in page.log(over)] == [
        "Абай көшесінде су құбыры жарылды", "", "Авариялық бригада жолда", "", "Су қосылды",
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["", "   ", "\0"])
def test_nothing_said_is_refused_and_leaves_no_number_behind(centre: Centre, what: str) -> None:
    with pytest.raises(reporting.NothingSaid):
        centre.report(what)
    assert centre.report().number == "NS-2026-0001"


def test_what_was_written_is_on_the_erasable_side_of_the_journal(centre: Centre) -> None:
    centre.report()
    entry = Entry.objects.get(kind="situation.reported")
    assert "what" not in entry.payload
    assert entry.personal is not None
    assert entry.personal["what"].startswith("Абай")
