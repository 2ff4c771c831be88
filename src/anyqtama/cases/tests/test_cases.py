from datetime import datetime, timedelta
from typing import Any

import pytest

from anyqtama.cases import closing, deadlines, formalising, handling, pushing, registering
from anyqtama.cases.models import Case, CaseState, FormalRequest
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Contact
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Counter, Entry, Job
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    shipped_data.load()


def register(by: Person, contact: Contact | None = None, **facts: Any) -> Case:
    given: dict[str, Any] = {
        "client": centre.client(),
        "contact": contact,
        "topic": centre.topic(promise_minutes=960),
        "subject": "Аулада жарық жоқ",
        "details": "Төрт шам",
        "by": by,
        "at": NOW,
    }
    return registering.register(**{**given, **facts})


def test_a_case_gets_a_number_without_gaps_a_due_time_and_a_code() -> None:
    by = centre.operator()
    first, second = register(by), register(by)
    assert (first.number, second.number) == ("AQ-2026-000001", "AQ-2026-000002")
    assert registering.find_by_code(number="aq-2026-000001 ", code=registering.code_of(first)) == first
    assert registering.find_by_code(number=second.number, code="x") is None


def test_the_promise_counts_working_time_and_says_how() -> None:
    case = register(centre.operator())
    # Monday 10:00 + 16 working hours (09-13, 14-18): 7 h on Monday, 8 h on Tuesday, 1 h on Wednesday.
    assert case.due_at == NOW.replace(day=18, hour=10)
    assert [round(day["minutes"]) for day in case.due_how["summands"]] == [420, 480, 60]


def test_a_child_topic_takes_its_parents_promise() -> None:
    parent = centre.topic(promise_minutes=60)
    case = register(centre.operator(), topic=centre.topic(parent=parent))
    assert case.due_at == NOW + timedelta(hours=1)


def test_registering_in_a_talk_says_the_number_there() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    case = register(owner, contact)
    line = contact.messages.get(event="registered")
    assert (line.facts["number"], line.internal) == (case.number, False)
    assert Entry.objects.get(kind="case.registered").payload["contact"] == contact.pk


def test_a_year_without_a_calendar_refuses_and_gives_no_number() -> None:
    with pytest.raises(deadlines.NoCalendar):
        register(centre.operator(), at=NOW.replace(year=2031))
    assert not Case.objects.exists()
    assert not Counter.objects.exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"subject": " \x00"}, registering.SubjectMissing), ({"client": None}, registering.ClientMissing)],
)
def test_what_is_missing_is_refused_and_nothing_is_written(facts: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        register(centre.operator(), **facts)
    assert not Case.objects.exists()
    assert not Entry.objects.filter(kind="case.registered").exists()


def formal(case: Case, by: Person, at: datetime = NOW) -> Case:
    return formalising.formalise(
        case=case,
        who="Жүнісова А.",
        postal_address="Абай даңғылы, 47",
        substance="Жарық",
        signature=FormalRequest.Signature.PROTOCOL,
        by=by,
        at=at,
    )


def test_a_formal_request_is_due_in_fifteen_working_days_and_keeps_the_promise_beside_it() -> None:
    by = centre.operator()
    case = register(by)
    promised = case.due_at
    case = formal(case, by)
    # Received on Monday 16 November; day 1 is Tuesday 17, day 15 is Monday 7 December.
    assert case.due_at.astimezone(NOW.tzinfo).date().isoformat() == "2026-12-07"
    change = case.due_changes.get()
    assert (change.before, change.after) == (promised, case.due_at)
    assert case.due_how["article"]
    assert case.due_how["confidence"] == "high"


def test_a_formal_request_across_independence_day_skips_it() -> None:
    by = centre.operator()
    at = NOW.replace(month=12, day=14)
    case = formal(register(by, at=at), by, at)
    # 16 December is off, 1 and 2 January too (2 January 2027 is a Saturday), 7 January is Christmas.
    assert case.due_at.astimezone(NOW.tzinfo).date() > NOW.replace(year=2027, month=1, day=4).date()


def test_formalising_twice_or_half_filled_is_refused() -> None:
    by = centre.operator()
    case = formal(register(by), by)
    with pytest.raises(formalising.FormalAlready):
        formal(case, by)
    with pytest.raises(formalising.FieldsMissing):
        formalising.formalise(
            case=register(by),
            who="",
            postal_address="x",
            substance="y",
            signature=FormalRequest.Signature.SIGNED,
            by=by,
            at=NOW,
        )


def test_an_answer_goes_into_the_open_chat_and_by_the_chosen_channel() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    client = centre.client()
    identifying.add(client=client, kind=IdentityKind.PHONE, value="+7 701 555 21 48", at=NOW)
    contact = centre.running(queue, owner, client=client)
    sms = centre.channel(ChannelKind.SMS, adapter="console")
    case = register(owner, contact, client=client, answer_channel=sms)
    handling.answer(case=case, text="Шамдар жөнделді", by=owner, at=later(3600))
    case.refresh_from_db()
    assert (case.state, case.answered_at) == (CaseState.ANSWERED, later(3600))
    assert contact.messages.filter(text="Шамдар жөнделді", side="staff").exists()
    sent = OutboundMessage.objects.get()
    assert "5552148" not in sent.address_sealed + sent.address_masked
    assert Job.objects.get(kind="channels.send").payload == {"message": sent.pk}
    assert Entry.objects.get(kind="case.answered").payload["in_time"] is True


def test_an_answer_without_an_address_for_its_channel_is_refused_and_nothing_is_written() -> None:
    owner = centre.operator()
    sms = centre.channel(ChannelKind.SMS, adapter="console")
    case = register(owner, answer_channel=sms)
    with pytest.raises(pushing.NoAddress):
        handling.answer(case=case, text="Жауап", by=owner, at=later(60))
    assert not case.answers.exists()


def test_closed_is_not_resolved() -> None:
    by = centre.operator()
    case = register(by)
    with pytest.raises(closing.ReasonNeeded):
        closing.close(case=case, by=by, resolved=False, reason=" ", at=NOW)
    closing.close(case=case, by=by, resolved=False, reason="Қайталанған", at=NOW)
    with pytest.raises(closing.ClosedAlready):
        closing.close(case=case, by=by, resolved=True, reason="", at=NOW)
    with pytest.raises(formalising.CaseIsClosed):
        handling.answer(case=case, text="x", by=by, at=NOW)
    assert closing.reopen(case=case, by=by, at=later(5)).state == CaseState.NEW


def test_a_formal_request_is_not_closed_unanswered() -> None:
    by = centre.operator()
    case = formal(register(by), by)
    with pytest.raises(closing.AnswerFirst):
        closing.close(case=case, by=by, resolved=True, reason="", at=NOW)
