from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import translation

from anyqtama.cases import closing, deadlines, extending, formalising, promising, reclassifying
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, CaseKind, District, DueChange, FormalRequest, Promise, Term, Urgency
from anyqtama.cases.page.clock import clock
from anyqtama.cases.page.history import history
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import CalendarYear, Entry, Rule
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped.load()
    promising.load()
    with translation.override("en"):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def formal(made: Case, by: Person, term: str = "administrative", at: datetime = NOW) -> Case:
    return formalising.formalise(
        case=made, who="Петрова", postal_address="Астана", substance="Жарық", term=Term.objects.get(code=term),
        signature=FormalRequest.Signature.SIGNED, by=by, at=at,
    )  # fmt: skip


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=settings.ZONE)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("term", "due"),
    [
        ("administrative", local(2026, 12, 15, 18)),
        ("complaint-review", local(2026, 12, 23, 18)),
        ("complaint-pass-on", local(2026, 11, 27, 18)),
        ("service-provider", local(2026, 12, 1, 18)),
        ("consumer", local(2026, 12, 4, 18)),
    ],
)
def test_each_regime_counts_by_its_own_rule_on_the_wall_calendar(term: str, due: datetime) -> None:
    """Received Tue 24.11.2026 10:00. By hand from the printed calendar; 16 December is a holiday."""
    received = local(2026, 11, 24, 10)
    assert deadlines.statutory(received_at=received, term=Term.objects.get(code=term)).due_at == due


def test_a_term_without_its_calendar_or_figure_refuses_in_words() -> None:
    with pytest.raises(deadlines.NoCalendar):
        deadlines.statutory(received_at=local(2027, 12, 28, 10))
    Term.objects.create(code="open", names={"en": "Open"}, rule_key="request.forward.clock")
    with pytest.raises(deadlines.NoFigure):
        deadlines.statutory(received_at=NOW, term=Term.objects.get(code="open"))
    CalendarYear.objects.all().delete()
    with pytest.raises(deadlines.NoCalendar):
        deadlines.statutory(received_at=NOW)


def test_the_promise_that_says_most_counts() -> None:
    group = centre.topic(promise_minutes=960)
    topic = centre.topic(parent=group, promise_minutes=480)
    district = District.objects.create(code="esil", names={"en": "Esil"})

    def minutes(**more: object) -> int:
        return int(deadlines.promised(topic=topic, at=NOW, **more).how["minutes"])  # type: ignore[arg-type]

    assert minutes() == 480
    Promise.objects.create(minutes=2000)
    assert minutes() == 2000
    Promise.objects.create(topic=group, minutes=300)
    assert minutes() == 300
    Promise.objects.create(topic=topic, minutes=240)
    assert minutes() == 240
    Promise.objects.create(topic=topic, urgency=Urgency.CRITICAL, minutes=120, around_the_clock=True)
    assert minutes() == 240
    assert deadlines.promised(topic=topic, at=NOW, urgency="critical").due_at == NOW + timedelta(hours=2)
    Promise.objects.create(topic=topic, district=district, minutes=60)
    assert (minutes(), minutes(district=district)) == (240, 60)


def test_reclassifying_recounts_from_registering_and_keeps_both(operator: Person) -> None:
    made, other = case(operator), centre.topic(promise_minutes=120)
    before = made.due_at
    moved = reclassifying.reclassify(
        case=made, topic=other, kind=CaseKind.objects.get(code="support"), urgency="high", district=None,
        by=operator, at=later(7200),
    )  # fmt: skip
    assert moved.due_at == deadlines.promised(topic=other, at=made.registered_at).due_at
    change = DueChange.objects.get(case=made)
    assert (change.before, change.after, change.reason) == (before, moved.due_at, "reclassified")
    told = {step.field: (step.old, step.new) for step in history(made)[-1].changes}
    assert told["Kind"] == ("Inquiry", "Technical support")
    assert told["Urgency"] == ("normal", "high")
    assert "Due" in told
    entries = Entry.objects.count()
    reclassifying.reclassify(
        case=made, topic=other, kind=moved.kind, urgency="high", district=None, by=operator, at=later(7300)
    )
    assert Entry.objects.count() == entries, "nothing changed, nothing told"


def test_a_term_of_law_is_extended_by_its_right_alone(operator: Person) -> None:
    made = case(operator)

    def extend(until: date, reason: str = "Сараптама", who: str = "Басшы") -> None:
        extending.extend(case=made, until=until, reason=reason, decided_by=who, by=operator, at=NOW)

    with pytest.raises(extending.NoRight):
        extend(date(2027, 1, 15))
    formal(made, operator)
    with pytest.raises(extending.ReasonMissing):
        extend(date(2027, 1, 15), reason=" ")
    with pytest.raises(extending.NotLater):
        extend(date(2026, 12, 1))
    with pytest.raises(extending.TooLong) as refusal:
        extend(date(2027, 2, 17))
    assert "2 months" in refusal.value.message
    extend(date(2027, 1, 15))
    made.refresh_from_db()
    assert made.due_at == local(2027, 1, 15, 18)
    extension = made.extensions.get()
    assert extension.notify_by > NOW
    assert extension.notify_by < NOW + timedelta(days=7)
    shown = clock(made, NOW)
    assert "art. 76" in shown.extended
    with pytest.raises(extending.TooLong):
        extend(date(2027, 3, 15))  # two months in all, not two more each time


def test_a_simplified_term_gives_no_right_to_extend_and_the_answer_comes_first(operator: Person) -> None:
    made = formal(case(operator), operator, "simple")
    with pytest.raises(extending.NoRight):
        extending.extend(
            case=made, until=date(2027, 1, 15), reason="x", decided_by="y", by=operator, at=NOW
        )  # fmt: skip
    with pytest.raises(closing.AnswerFirst):
        closing.close(case=made, resolved=True, reason="", by=operator, at=NOW)


def test_a_later_act_leaves_earlier_requests_as_they_were_counted() -> None:
    rule = Rule.objects.get(key="request.term")
    rule.pk, rule.value, rule.valid_from = None, "10", date(2027, 1, 1)
    rule.save(force_insert=True)
    assert deadlines.statutory(received_at=local(2026, 11, 24, 10)).how["days"] == 15
    assert deadlines.statutory(received_at=local(2027, 2, 2, 10)).how["days"] == 10


def test_the_pages_offer_what_the_case_allows(operator: Person) -> None:
    made, browser = case(operator), signed_in(operator)
    page = browser.get(f"/cases/{made.number}/?do=reclassify").content.decode()
    assert "Reclassify and recount" in page
    assert "do=extend" not in page
    formal(made, operator)
    page = browser.get(f"/cases/{made.number}/?do=extend").content.decode()
    assert "Who decided" in page
    assert "Administrative request" in page
    due = browser.get("/cases/new/due/", {"topic": str(made.topic_id), "urgency": "critical", "kind": "support"})
    assert due.status_code == 200
