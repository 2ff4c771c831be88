from datetime import timedelta
from typing import Any

import pytest

from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import blocking, consenting, merging, silencing
from anyqtama.clients.models import Consent
from anyqtama.contacts import beside_client, leaving
from anyqtama.contacts.models import CallBack, Contact, ListState, OutboundList, OutboundResult, OutboundRow, RowState
from anyqtama.contacts.outbound import attempting, concluding, filling, making, taking
from anyqtama.contacts.tests.outgoing import calling, consent, reachable
from anyqtama.knowledge import publishing
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> Person:
    return centre.operator(centre.queue("city"))


def listed(who: Person, number: int = 1, **facts: Any) -> OutboundList:
    """Running, with so many clients that may be called."""
    outbound = calling(who.queues.get().queue, who, **facts)
    clients = [(reachable(one).pk, "Тексеру") for one in range(number)]
    filling.fill(outbound=outbound, clients=clients, source="table", by=who, at=NOW)
    return making.turn(outbound=outbound, to=ListState.RUNNING, by=who, at=NOW)


def result(code: str) -> OutboundResult:
    return OutboundResult.objects.get(code=code)


def ends(outbound: OutboundList, who: Person, code: str, seconds: float = 0, **facts: object) -> OutboundRow:
    """Takes the next client, calls, and gives the result."""
    row = taking.take_next(outbound=outbound, by=who, at=later(seconds))
    assert row is not None
    attempt = attempting.call(row=row, by=who, at=later(seconds))
    return concluding.conclude(
        attempt=attempt,
        result=result(code),
        by=who,
        at=later(seconds + 60),
        **facts,  # type: ignore[arg-type]
    )


def test_who_may_not_be_contacted_is_on_the_list_with_why(who: Person) -> None:
    free, silent, blocked = reachable(1), reachable(2), reachable(3)
    no_consent, no_number = reachable(4, agrees=""), centre.client()
    consent(no_number)
    silencing.silence(client=silent, by=who, reason="Қоңырау шалмаңыз", at=NOW)
    blocking.block(client=blocked, by=who, reason="?", until=later(3600), at=NOW)
    outbound = calling(who.queues.get().queue, who)
    clients = [(one.pk, "") for one in (free, silent, blocked, no_consent, no_number)]
    filled = filling.fill(outbound=outbound, clients=[*clients, (999_999, "")], source="table", by=who, at=NOW)
    assert (filled.added, filled.known) == (1, 0)
    why = dict(outbound.rows.exclude(why="").values_list("client", "why"))
    assert why == {
        silent.pk: "silent", blocked.pk: "blocked", no_consent.pk: "no_consent", no_number.pk: "no_address"
    }  # fmt: skip
    again = filling.fill(outbound=outbound, clients=clients, source="table", by=who, at=NOW)
    assert (again.added, again.known) == (0, 5)


def test_a_merged_card_stands_on_the_list_once_and_its_wish_for_silence_counts(who: Person) -> None:
    kept, folded = reachable(1, name="Айгерім"), reachable(2, name="Айгерим")
    silencing.silence(client=folded, by=who, reason="Жоқ", at=NOW)
    merging.merge(kept=kept, folded=folded, take=(), by=who, at=NOW)
    outbound = calling(who.queues.get().queue, who)
    filling.fill(outbound=outbound, clients=[(kept.pk, ""), (folded.pk, "")], source="table", by=who, at=NOW)
    [row] = outbound.rows.all()
    assert (row.client, row.why) == (kept, "silent")


def test_offers_need_their_own_consent_whatever_the_list_says(who: Person) -> None:
    outbound = calling(who.queues.get().queue, who, purpose=Consent.Purpose.OFFERS, needs_consent=False)
    served, agreed = reachable(1), reachable(2, agrees=Consent.Purpose.OFFERS)
    filled = filling.fill(outbound=outbound, clients=[(served.pk, ""), (agreed.pk, "")], source="table", by=who, at=NOW)
    assert (filled.added, dict(filled.refused)) == (1, {"no_consent": 1})
    outbound = calling(who.queues.get().queue, who, needs_consent=False)
    assert filling.fill(outbound=outbound, clients=[(reachable(3, agrees="").pk, "")], source="s", by=who, at=NOW).added


def test_a_call_becomes_a_contact_and_its_result_closes_both(who: Person) -> None:
    outbound = listed(who)
    row = taking.take_next(outbound=outbound, by=who, at=NOW)
    assert row is not None
    assert taking.take_next(outbound=outbound, by=who, at=later(1)) == row
    attempt = attempting.call(row=row, by=who, at=later(5))
    contact = Contact.objects.get()
    assert (contact.outgoing, contact.owner, contact.client, contact.topic) == (True, who, row.client, outbound.topic)
    with pytest.raises(taking.NotInHand):
        attempting.call(row=row, by=who, at=later(6))
    done = concluding.conclude(attempt=attempt, result=result("reached"), by=who, at=later(90), note="Түсіндірдім")
    contact.refresh_from_db()
    assert (done.state, contact.state, contact.wrapped.result.code) == (RowState.DONE, "closed", "contacted")
    assert taking.take_next(outbound=outbound, by=who, at=later(100)) is None
    with pytest.raises(concluding.NothingToConclude):
        concluding.conclude(attempt=attempt, result=result("reached"), by=who, at=later(110))


def test_no_answer_comes_up_again_after_the_pause_until_the_attempts_are_used(who: Person) -> None:
    outbound = listed(who, most_attempts=2, pause_minutes=60)
    assert ends(outbound, who, "no_answer").state == RowState.WAITING
    assert taking.take_next(outbound=outbound, by=who, at=later(3600)) is None
    last = ends(outbound, who, "busy", 3700)
    assert (last.state, last.why, last.attempts) == (RowState.DONE, "most_attempts", 2)


def test_a_refusal_is_a_wish_for_silence_and_a_call_back_a_promise(who: Person) -> None:
    outbound = listed(who, 2)
    refused = ends(outbound, who, "refused", note="Енді қоңырау шалмаңыз")
    wish = silencing.wish_of(refused.client)
    assert wish is not None
    assert wish.reason == "Енді қоңырау шалмаңыз"
    with pytest.raises(concluding.TimeMissing):
        ends(outbound, who, "call_back", 100)
    concluding.conclude(
        attempt=who.outbound_rows.get().tries.get(), result=result("call_back"), by=who, at=later(200),
        call_back_at=later(7200),
    )  # fmt: skip
    promised = CallBack.objects.get()
    assert (promised.person, promised.due_at, promised.queue) == (who, later(7200), outbound.queue)


@pytest.mark.parametrize(
    ("code", "reason"), [("reached", None), ("refused", "refused"), ("call_back", "hurry"), ("no_answer", "")]
)
def test_a_talk_of_a_list_leaves_no_mandatory_step_out_in_silence(who: Person, code: str, reason: str | None) -> None:
    """None: it is asked. A refusal and a wish to be called later are the reason themselves; nobody reached, no talk."""
    version = publishing.publish_script(
        code="meters", names=centre.names("Meters"), by=None, at=NOW,
        steps=[{"key": "day", "kind": "ask", "mandatory": True, "texts": {"kk": "Қай күні?"}}],
    )  # fmt: skip
    outbound = listed(who, script=version.script)
    if reason is None:
        with pytest.raises(leaving.StepsNotTaken):
            ends(outbound, who, code)
        attempt = who.outbound_rows.get().tries.get()
        concluding.conclude(attempt=attempt, result=result(code), by=who, at=later(90), left_out="known")
    else:
        ends(outbound, who, code, call_back_at=later(7200))
    contact = Contact.objects.get()
    kept = [run.answers["day"]["skipped"] for run in contact.script_runs.all()]
    assert (contact.state, kept) == ("closed", [] if reason == "" else [reason or "known"])


def test_consent_and_silence_are_asked_again_at_the_moment_of_the_attempt(who: Person) -> None:
    outbound = listed(who, 3)
    for number, stop in enumerate(("silence", "withdraw", "merge")):
        row = taking.take_next(outbound=outbound, by=who, at=later(number))
        assert row is not None
        if stop == "silence":
            silencing.silence(client=row.client, by=who, reason="Жоқ", at=NOW)
        elif stop == "withdraw":
            given = Consent.objects.get(client=row.client)
            consenting.withdraw(consent=given, by=centre.VISITOR, at=NOW)
        else:
            row.client.identities.all().delete()
        with pytest.raises(attempting.MayNotBeContacted):
            attempting.call(row=row, by=who, at=later(number))
        row.refresh_from_db()
        assert (row.state, row.taken_by) == (RowState.REFUSED, None)
    assert not Contact.objects.exists()
    assert set(OutboundRow.objects.values_list("why", flat=True)) == {"silent", "no_consent", "no_address"}


@pytest.mark.parametrize(
    ("at", "facts", "opens"),
    [
        (NOW.replace(day=17, hour=8), {}, NOW.replace(day=17, hour=9)),
        (NOW.replace(hour=20), {}, NOW.replace(day=17, hour=9)),
        (NOW.replace(day=21), {}, NOW.replace(day=23, hour=9)),  # a Saturday
        (NOW.replace(day=21), {"days_off": True}, None),
        (NOW, {"hours": {"mon": [["14:00", "16:00"]]}}, NOW.replace(hour=14)),
    ],
)
def test_nobody_is_called_outside_the_hours(who: Person, at: object, facts: dict[str, Any], opens: object) -> None:
    outbound = listed(who, **facts)
    row = taking.take_next(outbound=outbound, by=who, at=at)  # type: ignore[arg-type]
    if opens is None:
        assert row is not None
    else:
        assert row is None
        assert outbound.rows.get().next_at == opens


def test_the_hour_is_asked_again_when_the_call_begins(who: Person) -> None:
    outbound = listed(who)
    late = NOW.replace(hour=19, minute=59)
    row = taking.take_next(outbound=outbound, by=who, at=late)
    assert row is not None
    with pytest.raises(attempting.NotAtThisHour):
        attempting.call(row=row, by=who, at=late + timedelta(minutes=2))
    row.refresh_from_db()
    assert (row.state, row.next_at) == (RowState.WAITING, NOW.replace(day=17, hour=9))


def test_the_clock_is_the_clients_own(who: Person) -> None:
    from anyqtama.clients import identifying
    from anyqtama.clients.models import IdentityKind

    outbound = calling(who.queues.get().queue, who)
    abroad = centre.client("Юрий")
    identifying.add(client=abroad, kind=IdentityKind.PHONE, value="+380501234567", at=NOW)
    consent(abroad)
    filling.fill(outbound=outbound, clients=[(abroad.pk, "")], source="table", by=who, at=NOW)
    making.turn(outbound=outbound, to=ListState.RUNNING, by=who, at=NOW)
    assert taking.take_next(outbound=outbound, by=who, at=NOW) is None  # ten here, seven in Kyiv
    assert taking.take_next(outbound=outbound, by=who, at=later(2 * 3600)) is not None


def test_a_message_goes_out_by_the_channel_and_ends_the_row(who: Person) -> None:
    channel = centre.channel(ChannelKind.SMS, adapter="console")
    outbound = listed(who, channel=channel, texts={"kk": "Ертең су болмайды"})
    row = taking.take_next(outbound=outbound, by=who, at=NOW)
    assert row is not None
    with pytest.raises(attempting.NotByPhone):
        attempting.call(row=row, by=who, at=NOW)
    attempting.send(row=row, text="Ертең су болмайды", by=who, at=NOW)
    assert OutboundMessage.objects.get().text == "Ертең су болмайды"
    row.refresh_from_db()
    assert (row.state, row.result.code if row.result else "") == (RowState.DONE, "sent")


def test_what_a_list_wrote_stands_in_the_clients_history_for_who_sees_the_list(who: Person) -> None:
    channel = centre.channel(ChannelKind.SMS, adapter="console")
    outbound = listed(who, channel=channel, texts={"kk": "?"})
    row = taking.take_next(outbound=outbound, by=who, at=NOW)
    assert row is not None
    attempting.send(row=row, text="Ертең су болмайды. Картаңыз 4400 4301 2345 6789", by=who, at=later(60))
    [line] = beside_client.lines(who, row.client).shown
    assert (line.title, line.at) == (outbound.name, later(60))
    assert "Ертең су болмайды" in line.text
    assert "4301 2345" not in line.text
    assert beside_client.lines(who, row.client).count == 1
    stranger = centre.operator(centre.queue("other"))
    assert beside_client.lines(stranger, row.client).count == 0


def test_paused_nobody_takes_and_what_was_in_hand_goes_back(who: Person) -> None:
    outbound = listed(who, 2)
    assert taking.take_next(outbound=outbound, by=who, at=NOW) is not None
    making.turn(outbound=outbound, to=ListState.PAUSED, by=who, at=later(5))
    assert not OutboundRow.objects.filter(state=RowState.TAKEN).exists()
    with pytest.raises(taking.NotRunning):
        taking.take_next(outbound=outbound, by=who, at=later(6))
    making.turn(outbound=outbound, to=ListState.STOPPED, by=who, at=later(7))
    with pytest.raises(making.NotThatWay):
        making.turn(outbound=outbound, to=ListState.RUNNING, by=who, at=later(8))
    with pytest.raises(filling.ListIsOver):
        filling.fill(outbound=outbound, clients=[], source="table", by=who, at=later(9))


def test_a_forgotten_row_goes_to_others_but_a_call_in_course_stays(who: Person) -> None:
    outbound = listed(who, 2)
    row = taking.take_next(outbound=outbound, by=who, at=NOW)
    assert row is not None
    assert taking.give_back_forgotten(at=later(1100)) == 0
    assert taking.give_back_forgotten(at=later(1300)) == 1
    again = taking.take_next(outbound=outbound, by=who, at=later(1400))
    assert again is not None
    attempting.call(row=again, by=who, at=later(1400))
    assert taking.give_back_forgotten(at=later(9000)) == 0


def test_somebody_of_another_queue_gets_no_client(who: Person) -> None:
    outbound = listed(who)
    with pytest.raises(taking.NotAMember):
        taking.take_next(outbound=outbound, by=centre.operator(centre.queue("other")), at=NOW)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"most_attempts": 0}, making.NoAttempts),
        ({"kind": ChannelKind.CHAT}, making.NotAWay),
        ({"kind": ChannelKind.SMS}, making.TextMissing),
    ],
)
def test_a_list_that_cannot_work_is_not_made(who: Person, facts: dict[str, Any], refusal: type[Exception]) -> None:
    if kind := facts.pop("kind", None):
        facts["channel"] = centre.channel(ChannelKind(kind))
    with pytest.raises(refusal):
        calling(who.queues.get().queue, who, **facts)
    assert not OutboundList.objects.exists()
