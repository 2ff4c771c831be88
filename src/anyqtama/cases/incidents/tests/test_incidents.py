from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from anyqtama.cases import closing, registering, seeing
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.incidents import joining, noticing, page, similar
from anyqtama.cases.incidents.words import reasons
from anyqtama.cases.models import Answer, Case, CaseState, ClientWord, ClockOf, Incident, IncidentCase
from anyqtama.cases.page.history import history
from anyqtama.cases.support.tests.world import known_error, support_case
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.kernel import jobs, shipped_data
from anyqtama.kernel.models import Job
from anyqtama.kernel.models.jobs import JobState, Lane
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
BOTH = {"kk": "Су кешке беріледі", "ru": "Вода будет вечером"}


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def work(seconds: float = 700) -> None:
    while jobs.work_one({noticing.NOTICE: noticing.deliver}, lane=Lane.QUICK, worker="test", at=later(seconds)):
        pass


def trouble(operator: Person, *languages: str, **facts: Any) -> tuple[Incident, list[Case]]:
    """An incident with a case for each language."""
    topic = centre.topic("water")
    cases = [case(operator, topic=topic, client=centre.client(language=code), **facts) for code in languages]
    incident = joining.open_over(case=cases[0], subject="Су жоқ", what="", by=operator, at=later(60))
    for each in cases[1:]:
        joining.join(incident=incident, case=each, by=operator, at=later(60))
    return incident, cases


def test_likeness_is_a_sum_that_says_why(operator: Person) -> None:
    topic = centre.topic("lift")
    first = case(operator, topic=topic, subject="Лифт тоқтап қалды", address="Абай көшесі, 12")
    same = case(operator, topic=topic, subject="Лифт қайтадан тоқтады", address="Абай көшесі, 14")
    other = case(operator, topic=topic, subject="Подъезд жуылмайды")
    far = case(operator, subject="Лифт тоқтап қалды")
    found = similar.similar(first, operator, later(600))
    assert [each.case for each in found] == [same]
    assert reasons(found[0].why).startswith("the same topic · words: лифт")
    assert "the same street" in reasons(found[0].why)
    assert similar.rate(first, other, seeing.seeing(operator))[0] < similar.ENOUGH
    assert far not in [each.case for each in found]
    assert similar.similar(first, operator, later(90_000)) == []


def test_a_case_is_in_one_open_incident_and_may_be_taken_out(operator: Person) -> None:
    incident, cases = trouble(operator, "kk", "ru")
    assert incident.number == "INC-2026-0001"
    assert joining.join(incident=incident, case=cases[1], by=operator, at=later(70)).at == later(60)
    with pytest.raises(joining.JoinedElsewhere):
        joining.open_over(case=cases[0], subject="Басқа", what="", by=operator, at=later(80))
    assert Incident.objects.count() == 1
    assert joining.take_out(incident=incident, cases=[cases[1]], by=operator, at=later(90)) == 1
    assert joining.take_out(incident=incident, cases=[cases[1]], by=operator, at=later(95)) == 0
    told = [event.what for event in history(cases[1])]
    assert told[-2:] == ["joined it to the incident INC-2026-0001", "took it out of the incident INC-2026-0001"]
    closing.close(case=cases[1], by=operator, resolved=True, reason="", at=later(99))
    with pytest.raises(CaseIsClosed):
        joining.join(incident=incident, case=cases[1], by=operator, at=later(100))
    with pytest.raises(joining.SubjectMissing):
        joining.open_over(case=case(operator), subject=" ", what="", by=operator, at=later(80))


def test_everybody_is_told_once_in_their_language_by_their_way(operator: Person) -> None:
    incident, cases = trouble(operator, "kk", "ru", "ru")
    identifying.add(client=cases[1].client, kind=IdentityKind.PHONE, value="+77010002148", at=NOW)
    centre.channel(ChannelKind.SMS, adapter="console")
    with pytest.raises(noticing.LanguageMissing) as refusal:
        noticing.send(incident=incident, texts={"kk": BOTH["kk"]}, by=operator, at=later(600))
    assert "русский: 2" in str(refusal.value.message)
    notice = noticing.send(incident=incident, texts=BOTH, by=operator, at=later(600))
    joining.take_out(incident=incident, cases=[cases[2]], by=operator, at=later(601))
    work()
    Job.objects.filter(kind=noticing.NOTICE).update(state=JobState.READY, run_at=later(600))
    work()
    assert sorted(ClientWord.objects.values_list("case", "text", "way")) == [
        (cases[0].pk, BOTH["kk"], "page"), (cases[1].pk, BOTH["ru"], "sms"),
    ]  # fmt: skip
    assert OutboundMessage.objects.count() == 1
    assert not Job.objects.exclude(state=JobState.DONE).filter(kind=noticing.NOTICE).exists()
    assert Case.objects.filter(state=CaseState.NEW).count() == 3
    told = page.notices(incident)[0]
    assert (told.notice, {word: number for _shape, word, number in told.ways}) == (
        notice, {"only on the page of states": 1, "by SMS": 1},
    )  # fmt: skip


def test_one_answer_ends_them_all_and_what_cannot_end_says_why(operator: Person) -> None:
    incident, _cases = trouble(operator, "kk", "ru")
    support = support_case(operator)
    joining.join(incident=incident, case=support, by=operator, at=later(60), score=77, why=[["topic"]])
    gone = case(operator)
    joining.join(incident=incident, case=gone, by=operator, at=later(60))
    noticing.send(incident=incident, texts=BOTH, by=operator, at=later(600), closes=True)
    closing.close(case=gone, by=operator, resolved=True, reason="", at=later(601))
    work()
    work()
    assert {made.state for made in Case.objects.all()} == {CaseState.CLOSED}
    assert Answer.objects.count() == 3
    support.refresh_from_db()
    assert support.fields["solution"] == BOTH["kk"]
    assert ClientWord.objects.get(case=gone).refusal
    row = {row.case.pk: row for row in page.joined(incident, seeing.seeing(operator))}
    assert row[gone.pk].told[0] == "bad"
    assert row[support.pk].why == "77 · the same topic"
    with pytest.raises(joining.IncidentIsClosed):
        noticing.send(incident=incident, texts=BOTH, by=operator, at=later(700))
    assert page.took(ClockOf.FIX, later(800)).of == 1


def test_nobody_joined_is_told_nothing(operator: Person) -> None:
    incident, cases = trouble(operator, "kk")
    joining.take_out(incident=incident, cases=cases, by=operator, at=later(90))
    with pytest.raises(noticing.NobodyJoined):
        noticing.send(incident=incident, texts=BOTH, by=operator, at=later(100))


def test_the_pages_open_join_tell_take_out_and_close(operator: Person) -> None:
    topic, browser = centre.topic("gas"), signed_in(operator)
    first, second, third = (case(operator, topic=topic, subject="Газ иісі шығады") for _number in range(3))
    error = known_error()
    suggestion = browser.get(f"/cases/{first.number}/support/").context["alike"]
    assert len(suggestion) == 2
    assert browser.get(f"/incidents/new/?case={first.number}").status_code == 200
    said = {"case": first.number, "subject": XSS, "error": error.pk, "chosen": [second.number]}
    assert browser.post("/incidents/new/", said | {"subject": ""}).status_code == 422
    url = browser.post("/incidents/new/", said)["Location"]
    shown = browser.get(url)
    assert XSS not in shown.content.decode()
    assert [row.case for row in shown.context["joined"]] == [first, second]
    assert shown.context["notice_form"].initial["kk"] == error.text("workaround", "kk")
    assert browser.post(f"{url}cases/", {"chosen": third.number}).status_code == 302
    assert IncidentCase.objects.get(case=third).score
    assert browser.post(f"{url}cases/", {"case": "AQ-2026-999999"}).status_code == 409
    assert browser.post(f"{url}notices/", {"ru": "Только по-русски"}).status_code == 409
    assert browser.post(f"{url}notices/", {"kk": "x" * 4001}).status_code == 422
    assert browser.post(f"{url}notices/", {"kk": "Кешке дейін"}).status_code == 302
    assert browser.post(f"{url}cases/out/", {"case": third.number}).status_code == 302
    assert browser.post(f"{url}closure/", {"kk": "Дайын"}).status_code == 302
    work()
    assert [row.state for row in browser.get(url).context["joined"]] == ["Closed", "Closed"]
    assert len(browser.get("/incidents/?view=closed").context["rows"]) == 1
    assert browser.get(f"/cases/{first.number}/support/").context["in_incident"].subject == XSS


def test_another_operator_may_join_but_not_speak_for_everybody(operator: Person) -> None:
    incident, _cases = trouble(operator, "kk")
    other = signed_in(centre.operator())
    mine = case(operator)
    assert other.post(f"/incidents/{incident.number}/cases/", {"case": mine.number}).status_code == 302
    assert other.post(f"/incidents/{incident.number}/notices/", {"kk": "x"}).status_code == 403
    lead = signed_in(cast.person(Role.TEAM_LEAD, whole_centre=True))
    assert lead.post(f"/incidents/{incident.number}/notices/", {"kk": "x"}).status_code == 302
    reader = signed_in(cast.person(Role.CONTROLLER))
    assert reader.get(f"/incidents/{incident.number}/").status_code == 200
    assert reader.post(f"/incidents/{incident.number}/cases/", {"case": mine.number}).status_code == 403


def test_the_client_reads_the_notice_beside_the_state(operator: Person) -> None:
    incident, cases = trouble(operator, "kk")
    noticing.send(incident=incident, texts=BOTH, by=operator, at=later(600))
    work()
    code = registering.code_of(cases[0])
    answer = signed_in(operator).post("/status/", {"number": cases[0].number, "code": code})
    assert BOTH["kk"] in answer.content.decode()


def test_the_pages_ask_no_more_with_more_cases(operator: Person) -> None:
    incident, _cases = trouble(operator, "kk", "ru")
    browser, url = signed_in(operator), f"/incidents/{incident.number}/"
    few, listed = queries(browser, url), queries(browser, "/incidents/")
    for _number in range(6):
        joining.join(incident=incident, case=case(operator), by=operator, at=later(90))
    assert queries(browser, url) == few
    assert queries(browser, "/incidents/") == listed
