from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from anyqtama.cases import closing, formalising, handling, locking
from anyqtama.cases.models import Case, CaseState, ClientWord, Comment, FormalRequest, Regime
from anyqtama.cases.page import screen
from anyqtama.cases.page.clock import clock
from anyqtama.cases.page.history import history
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts import wishing
from anyqtama.contacts.wishing import When
from anyqtama.kernel import calendars, shipped_data
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, VISITOR, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    with time_machine.travel(later(600), tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def post(person: Person, case: Case, act: str, /, **fields: Any) -> Any:
    return signed_in(person).post(f"/cases/{case.number}/{act}/", {"version": case.version, "entry": 0, **fields})


def formal(case: Case, by: Person, at: datetime = NOW) -> Case:
    return formalising.formalise(
        case=case, who="Петрова", postal_address="Астана", substance="Жарық",
        signature=FormalRequest.Signature.SIGNED, by=by, at=at,
    )  # fmt: skip


def test_the_history_tells_every_step_with_its_words_and_what_it_changed(operator: Person) -> None:
    made, colleague, unit = case(operator), centre.operator(), cast.unit()
    handling.comment(case=made, text="Ішкі сөз", by=operator, at=later(10))
    handling.assign(case=made, unit=unit, task="Жөндеңіз", by=operator, at=later(20))
    handling.give_to(case=made, person=colleague, by=operator, at=later(30))
    formal(made, colleague, later(40))
    handling.answer(case=made, text="Жөнделді", by=colleague, at=later(50))
    closing.close(case=made, by=colleague, resolved=False, reason="Клиент бас тартты", at=later(60))
    closing.reopen(case=made, by=colleague, at=later(70))
    events = history(made)
    told = ClientWord.objects.get().text
    said = ["", "Ішкі сөз", "Жөндеңіз", "", "", told, "Жөнделді", "Клиент бас тартты", ""]
    assert [event.text for event in events] == said
    assert [event.side for event in events] == ["", "internal", "internal", "", "", "client", "client", "", ""]
    given, recounted = events[3].changes[0], events[4].changes[0]
    assert (given.old, given.new) == (str(operator), str(colleague))
    assert recounted.old != recounted.new


def test_two_notes_of_one_moment_keep_their_order(operator: Person) -> None:
    made = case(operator)
    for text in ("бір", "екі"):
        handling.comment(case=made, text=text, by=operator, at=NOW)
    assert [event.text for event in history(made)][1:] == ["бір", "екі"]


def test_an_answer_by_message_says_how_it_fared(operator: Person) -> None:
    client, channel = centre.client(), centre.channel(ChannelKind.SMS, adapter="console")
    identifying.add(client=client, kind=IdentityKind.PHONE, value="+77010002148", at=NOW)
    made = case(operator, client=client)
    assert post(operator, made, "answers", text="Жөнделді", channel=channel.pk).status_code == 302
    message = OutboundMessage.objects.get()
    assert message.text == "Жөнделді"
    event = history(made)[-1]
    assert event.sending is not None
    assert (event.sending.address, event.sending.shape) == ("+7 701 ··· 21 48", "neutral")


def test_the_clock_names_rule_days_and_source(operator: Person) -> None:
    made = case(operator)
    shown = clock(made, NOW)
    assert (shown.rule_value, shown.statute) == ("16 жұмыс сағаты", None)
    assert [summand.counted for summand in shown.summands] == [True, True, True]
    assert len(shown.days) == 3
    widths = sum(part.width for day in shown.days for part in day.parts if part.kind == "remaining")
    assert widths == pytest.approx(16 / 9 * 100, abs=0.5)  # 16 hours of days that last 9, lunch among them
    lawful = clock(formal(made, operator), NOW)
    assert lawful.statute is not None
    assert lawful.statute.article == "76(1)"
    assert lawful.statute.verified_on is not None
    assert sum(summand.counted for summand in lawful.summands) == 15


def test_the_clock_of_a_late_case_says_so_and_one_answered_in_time_too(operator: Person) -> None:
    made = case(operator)
    assert clock(made, made.due_at + timedelta(minutes=40)).shape == "bad"
    handling.answer(case=made, text="Жөнделді", by=operator, at=NOW)
    made.refresh_from_db()
    assert clock(made, made.due_at + timedelta(days=9)).shape == "good"


def test_a_calendar_that_is_gone_leaves_the_page_standing(operator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    made = case(operator)

    def missing(*_given: object, **_named: object) -> float:
        raise calendars.CalendarMissing(NOW.date())

    monkeypatch.setattr(calendars, "working_minutes", missing)
    assert clock(made, NOW).working_left == ""


def test_the_formal_request_shows_its_due_time_before_and_keeps_the_old_after(operator: Person) -> None:
    made = case(operator)
    page = signed_in(operator).get(f"/cases/{made.number}/?do=formalise").content.decode()
    assert "7 Dec 2026" in page
    assert f'value="{made.client.name}"' in page
    assert f"{made.details or made.subject}</textarea>" in page
    empty = post(operator, made, "formal-request", who="Петрова", postal_address="Астана", substance="Сөзім")
    assert empty.status_code == 422
    assert 'id="act-signature_error"' in empty.content.decode()
    assert "Сөзім</textarea>" in empty.content.decode()
    fields = {"who": "Петрова", "postal_address": "Астана", "substance": "Жарық", "signature": "signed"}
    assert post(operator, made, "formal-request", **fields).status_code == 302
    made.refresh_from_db()
    assert made.regime == Regime.ADMINISTRATIVE
    assert made.due_at.date().isoformat() == "2026-12-07"
    assert made.due_changes.count() == 1
    again = post(operator, made, "formal-request", **fields)
    assert again.status_code == 409


def test_the_client_is_told_that_a_formal_request_moved_the_due_time(operator: Person) -> None:
    queue = centre.queue()
    contact = centre.running(queue, centre.operator(queue), client=centre.client(language="kk"))
    made = formal(case(operator, client=contact.client, contact=contact), operator)
    line = contact.messages.get(event="formalised")
    assert line.facts == {"number": made.number, "due": made.due_at.isoformat()}
    word = ClientWord.objects.get(case=made)
    assert word.way == "chat"
    assert "ресми өтініш" in word.text
    assert "7 желтоқсан" in word.text


def test_without_a_talk_the_new_due_time_goes_by_the_clients_own_channel(operator: Person) -> None:
    client = centre.client(language="kk")
    centre.channel(ChannelKind.SMS, adapter="console")
    identifying.add(client=client, kind=IdentityKind.PHONE, value="+77010002148", at=NOW)
    formal(case(operator, client=client), operator)
    assert "7 желтоқсан" in OutboundMessage.objects.get().text


def test_a_formal_request_is_closed_only_after_the_answer_and_the_refusal_keeps_the_words(operator: Person) -> None:
    made = formal(case(operator), operator)
    refused = post(operator, made, "closure", resolved="no", reason="Себебі осы")
    assert refused.status_code == 409
    assert "Себебі осы" in refused.content.decode()
    assert "after the client was answered" in refused.content.decode()


def test_what_somebody_changed_meanwhile_is_shown_and_the_text_is_kept(operator: Person) -> None:
    made, lead = case(operator), cast.person(Role.TEAM_LEAD, whole_centre=True)
    seen = made.version
    handling.give_to(case=made, person=operator, by=operator, at=NOW)  # no change, no version
    handling.assign(case=made, unit=cast.unit(names={"en": "Lighting"}), task="", by=lead, at=later(5))
    refused = post(operator, made, "answers", text="Менің жауабым", version=seen, entry=history(made)[0].entry_id)
    said = refused.content.decode()
    assert refused.status_code == 409
    assert "Менің жауабым" in said
    assert [event.what for event in refused.context["changed"]] == ["gave it to the department: Lighting"]
    made.refresh_from_db()
    assert made.answered_at is None
    shown = refused.context["write_form"]["version"].value()
    assert post(operator, made, "answers", text="Менің жауабым", version=shown).status_code == 302


@pytest.mark.parametrize("act", ["assign", "give_to", "answer", "close", "reopen", "formalise"])
def test_no_verb_works_on_a_case_that_moved_on(operator: Person, act: str) -> None:
    made, old = case(operator), 1
    handling.assign(case=made, unit=cast.unit(), task="", by=operator, at=NOW)
    by: dict[str, Any] = {"case": made, "by": operator, "at": NOW, "seen_version": old}
    verbs: dict[str, Any] = {
        "assign": lambda: handling.assign(unit=cast.unit(), task="", **by),
        "give_to": lambda: handling.give_to(person=centre.operator(), **by),
        "answer": lambda: handling.answer(text="Иә", **by),
        "close": lambda: closing.close(resolved=True, reason="", **by),
        "reopen": lambda: closing.reopen(**by),
        "formalise": lambda: formalising.formalise(
            who="а", postal_address="а", substance="а", signature=FormalRequest.Signature.SIGNED, **by
        ),
    }
    with pytest.raises(locking.ChangedMeanwhile):
        verbs[act]()


def test_an_empty_note_is_refused_and_a_written_one_is_kept_for_colleagues_only(operator: Person) -> None:
    made = case(operator)
    assert post(operator, made, "comments", text="  ").status_code == 422
    answer = post(operator, made, "comments", text="Ескерту")
    assert answer["Location"].endswith("?arrived=note")
    assert Comment.objects.get().text == "Ескерту"
    page = signed_in(operator).get(answer["Location"]).content.decode()
    assert f'data-draft-arrived="note:{made.number}"' in page


def test_a_colleague_reads_and_notes_but_does_not_work_the_case_of_another(operator: Person) -> None:
    made, colleague = case(operator), centre.operator()
    browser = signed_in(colleague)
    page = browser.get(f"/cases/{made.number}/?show=fields")
    assert page.status_code == 200
    assert page.context["acts"] == []
    assert page.context["code"] == ""
    assert post(colleague, made, "answers", text="Иә").status_code == 403
    assert post(colleague, made, "comments", text="Көрдім").status_code == 302


def test_closing_and_reopening_by_the_page(operator: Person) -> None:
    made = case(operator)
    assert post(operator, made, "closure", resolved="no", reason="").status_code == 409
    assert post(operator, made, "closure", resolved="yes").status_code == 302
    made.refresh_from_db()
    assert made.state == CaseState.CLOSED
    page = signed_in(operator).get(f"/cases/{made.number}/")
    assert [act["name"] for act in page.context["acts"]] == ["reopen"]
    assert post(operator, made, "reopening").status_code == 302


@pytest.mark.parametrize("query", ["", "?show=internal", "?show=client", "?show=fields", "?show=similar", "?do=assign"])
def test_words_of_clients_and_colleagues_never_run(operator: Person, query: str) -> None:
    made = case(operator, subject=XSS, details=XSS, address=XSS, client=centre.client(XSS))
    case(operator, subject=XSS, client=made.client, topic=made.topic)
    handling.comment(case=made, text=XSS, by=operator, at=NOW)
    handling.answer(case=made, text=XSS, by=operator, at=NOW)
    said = signed_in(operator).get(f"/cases/{made.number}/{query}").content.decode()
    assert "<script>alert" not in said
    assert 'onerror="' not in said


def test_the_number_of_queries_does_not_grow_with_the_history(operator: Person) -> None:
    made = case(operator)
    handling.comment(case=made, text="бір", by=operator, at=NOW)
    browser = signed_in(operator)
    few = queries(browser, f"/cases/{made.number}/")
    for number in range(20):
        handling.comment(case=made, text=str(number), by=centre.operator(), at=NOW)
    assert queries(browser, f"/cases/{made.number}/") == few
    assert few <= 38, "the last one asks who is away and who stands in"


def test_a_long_history_shows_its_newest_lines_and_the_others_when_asked(operator: Person) -> None:
    made = case(operator)
    for number in range(screen.LINES + 5):
        handling.comment(case=made, text=f"Ескертпе №{number};", by=operator, at=later(number))
    browser, address = signed_in(operator), f"/cases/{made.number}/"
    page = browser.get(address).content.decode()
    assert f"Ескертпе №{screen.LINES + 4};" in page
    assert "Ескертпе №1;" not in page
    assert f"Show all {screen.LINES + 6} lines" in page  # and the line of registering
    whole = browser.get(f"{address}?all=1").content.decode()
    assert "Ескертпе №1;" in whole
    assert "Show all" not in whole


def test_a_number_that_is_none_is_not_found(operator: Person) -> None:
    assert signed_in(operator).get("/cases/AQ-2026-999999/").status_code == 404


def test_the_case_shows_when_the_client_wants_the_answer(operator: Person) -> None:
    queue = centre.queue()
    contact = centre.running(queue, centre.operator(queue))
    when = When(day=(NOW + timedelta(days=3)).date(), after=time(10), before=time(12))
    wishing.wish(contact=contact, channel="phone", masked="+7 701 ··· 21 48", when=when, by=VISITOR, at=later(20))
    made = case(operator, contact=contact)
    page = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert "10:00–12:00" in page
    assert "+7 701 ··· 21 48" in page


def test_a_situation_is_reported_from_the_case_by_who_works_at_it(operator: Person) -> None:
    matter = case(operator)
    asked = f"/situations/new/?about=case:{matter.number}"
    assert asked in signed_in(operator).get(f"/cases/{matter.number}/").content.decode()
    assert f">{matter.number} · " in signed_in(operator).get(asked).content.decode()
    reads = cast.person(Role.CONTROLLER)
    assert asked not in signed_in(reads).get(f"/cases/{matter.number}/").content.decode()


def test_a_promise_made_in_the_evening_says_that_work_was_over(operator: Person) -> None:
    evening = NOW.replace(hour=20)
    with translation.override("en"):
        [monday, *_rest] = clock(case(operator, at=evening), evening).summands
    assert (monday.value, monday.counted) == ("received after hours, not counted", False)


def test_the_head_shows_the_telephone_not_the_iin(operator: Person) -> None:
    matter = case(operator)
    identifying.add(client=matter.client, kind=IdentityKind.IIN, value="850101300124", at=NOW)
    identifying.add(client=matter.client, kind=IdentityKind.PHONE, value="+77015552148", at=NOW)
    identifying.add(client=matter.client, kind=IdentityKind.EMAIL, value="a@mail.kz", at=NOW)
    page = signed_in(operator).get(f"/cases/{matter.number}/").content.decode()
    assert "+7 701 ··· 21 48" in page
    assert "0124" not in page
