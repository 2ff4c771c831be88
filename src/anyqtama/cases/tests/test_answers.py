"""The answer of a complaint: drafted, agreed, signed on paper, delivered, confirmed by the client."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from anyqtama.cases import closing, confirming_timer, handling, moving, standing_aside
from anyqtama.cases.answers import confirming, deciding, drafting, merging, proving, shipped, wishing
from anyqtama.cases.complaints import checking, involving, shipped_causes
from anyqtama.cases.complaints import deciding as judging
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.cases.kinds import stages
from anyqtama.cases.models import AnswerTemplate, Case, CaseKind, Cause, CheckResult, Outcome, Proof, Signature
from anyqtama.cases.page.history import history
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.channels.models import ChannelKind, OutboundMessage
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.kernel import files, shipped_data
from anyqtama.kernel.models import Job
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped_kinds.load()
    shipped.load()
    shipped_causes.load()
    with time_machine.travel(later(600), tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en", unit=cast.unit("desk"))


@pytest.fixture
def lead(operator: Person) -> Person:
    return cast.person(Role.TEAM_LEAD, login="lead", unit=operator.unit, language="en")


@pytest.fixture
def head(operator: Person) -> Person:
    return cast.person(Role.HEAD, login="head", unit=operator.unit, language="en")


def complaint(by: Person, **more: Any) -> Case:
    kind = CaseKind.objects.get(code="complaint")
    made = case(by, kind=kind, fields={"about": "time", "severity": "low"}, **more)
    made = moving.move(case=made, stage="checking", by=by, at=NOW)
    checking.check(case=made, what="Жазба", result=CheckResult.CONFIRMED, found="Расталды", by=by, at=NOW)
    cause = Cause.objects.get(code="person-tone")
    said: dict[str, Any] = {"grounds": "Жазба растады", "remedy": "Кешірім", "lesson": ""}
    judging.decide(case=made, outcome=Outcome.FULL, cause=cause, by=by, at=NOW, **said)
    made = Case.objects.get(pk=made.pk)
    return made if made.stage == "decided" else moving.move(case=made, stage="decided", by=by, at=NOW)


def by_email() -> dict[str, Any]:
    known = identifying.find_or_make(
        kind=IdentityKind.EMAIL, value="aigerim@example.kz", language="kk", at=NOW, name="Айгерім"
    )
    return {"client": known, "answer_channel": centre.channel(ChannelKind.EMAIL, adapter="email")}


def agreed(made: Case, lead: Person) -> None:
    drafting.keep(case=made, text="Құрметті клиент!\n\nШағымыңыз расталды.", by=made.owner, at=NOW)
    drafting.submit(case=made, by=made.owner, at=NOW)
    deciding.approve(case=made, by=lead, at=later(1), seen=1)


def answered(made: Case, lead: Person, head: Person) -> Signature:
    agreed(made, lead)
    deciding.approve(case=made, by=head, at=later(2), seen=1)
    return Signature.objects.get(draft__case=made)


def test_an_answer_is_agreed_signed_set_on_paper_and_sent(operator: Person, lead: Person, head: Person) -> None:
    made = complaint(operator, **by_email())
    signature = answered(made, lead, head)
    made.refresh_from_db()
    assert (made.state, signature.number, signature.method) == ("answered", "2026-000001", "null")
    assert signature.paper is not None
    paper = files.path_of(signature.paper).read_bytes()
    assert paper.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in paper
    message = OutboundMessage.objects.get()
    assert (message.file, message.text) == (signature.paper, signature.draft.text)
    with translation.override("en"):
        told = [event.what for event in history(made)]
    assert "signed the answer No. 2026-000001" in told


def test_a_one_click_answer_stays_where_the_kind_asks_no_agreement_and_is_refused_elsewhere(operator: Person) -> None:
    plain = case(operator)
    assert handling.answer(case=plain, text="Жасалды", by=operator, at=NOW).text == "Жасалды"
    with pytest.raises(handling.AgreementFirst):
        handling.answer(case=complaint(operator), text="Жоқ", by=operator, at=NOW)
    drafting.keep(case=case(operator), text="Жоба", by=operator, at=NOW)
    with pytest.raises(drafting.NobodyAgrees):
        drafting.submit(case=Case.objects.latest("pk"), by=operator, at=NOW)


def test_nobody_decides_out_of_turn_nor_on_their_own_draft(operator: Person, lead: Person, head: Person) -> None:
    made = complaint(operator)
    with pytest.raises(deciding.NotYourTurn):
        deciding.approve(case=made, by=head, at=NOW, seen=0)
    drafting.keep(case=made, text="Бір", by=operator, at=NOW)
    drafting.keep(case=made, text="Екі", by=lead, at=NOW, seen=1)
    drafting.submit(case=made, by=operator, at=NOW)
    with pytest.raises(deciding.NotYourTurn):
        deciding.approve(case=made, by=head, at=NOW, seen=2)
    with pytest.raises(deciding.OwnDraft):
        deciding.approve(case=made, by=lead, at=NOW, seen=2)
    with pytest.raises(drafting.BeingAgreed):
        drafting.keep(case=made, text="Үш", by=operator, at=NOW, seen=2)
    other = cast.person(Role.TEAM_LEAD, login="other", unit=operator.unit)
    with pytest.raises(deciding.ChangedMeanwhile):
        deciding.approve(case=made, by=other, at=NOW, seen=1)
    assert deciding.approve(case=made, by=other, at=NOW, seen=2).role == "head"


def test_who_is_complained_of_neither_agrees_nor_signs(operator: Person, lead: Person) -> None:
    made = complaint(operator)
    involving.name(case=made, person=lead, unit=None, by=operator, at=NOW)
    with pytest.raises(standing_aside.NamedInIt):
        agreed(made, lead)


def test_a_returned_draft_is_written_on_and_agreed_anew(operator: Person, lead: Person, head: Person) -> None:
    made = complaint(operator)
    agreed(made, lead)
    with pytest.raises(deciding.ReasonNeeded):
        deciding.send_back(case=made, reason=" ", by=head, at=NOW, seen=1)
    draft = deciding.send_back(case=made, reason="Негіз жоқ", by=head, at=NOW, seen=1)
    assert (draft.state, draft.done) == ("writing", 0)
    with pytest.raises(drafting.RevisedMeanwhile):
        drafting.keep(case=made, text="Жаңа", by=operator, at=NOW, seen=0)
    drafting.keep(case=made, text="Жаңа", by=operator, at=NOW, seen=1)
    drafting.submit(case=made, by=operator, at=NOW)
    assert drafting.take_back(case=made, by=operator, at=NOW).state == "writing"
    assert [revision.text for revision in draft.revisions.order_by("number")][-1] == "Жаңа"


def test_a_draft_is_not_sent_for_agreement_from_where_it_could_not_be_answered(operator: Person) -> None:
    kind = CaseKind.objects.get(code="complaint")
    made = case(operator, kind=kind, fields={"about": "time", "severity": "low"})
    drafting.keep(case=made, text="Ерте", by=operator, at=NOW)
    with pytest.raises(stages.NoWay):
        drafting.submit(case=made, by=operator, at=NOW)


def test_templates_are_filled_in_the_clients_language_and_unknown_fields_found(operator: Person) -> None:
    made = complaint(operator)
    text = AnswerTemplate.objects.get(code="complaint-decision").texts["kk"]
    filled = merging.fill(text, made, NOW)
    assert made.number in filled
    assert "Толық қанағаттандырылды" in filled
    assert merging.unknown("{number} {nobody} {") == ["{nobody}", "{"]
    with pytest.raises(merging.NothingToMerge):
        merging.fill("{decision}", case(operator), NOW)


def test_the_client_confirms_before_the_case_closes(operator: Person, lead: Person, head: Person) -> None:
    made = complaint(operator)
    answered(made, lead, head)
    with pytest.raises(closing.ClientConfirmsFirst):
        closing.close(case=made, by=operator, resolved=True, reason="", at=later(3))
    with pytest.raises(confirming.HowMissing):
        confirming.confirm(case=made, solved=True, words="", by=operator, at=later(3))
    confirming.confirm(case=made, solved=False, words="Әлі жоқ", by=None, at=later(3))
    made.refresh_from_db()
    assert made.state == "with_department"
    with pytest.raises(confirming.NotAsked):
        confirming.confirm(case=made, solved=True, words="", by=None, at=later(3))


def test_a_solved_word_closes_it_and_silence_closes_it_by_rule(operator: Person, lead: Person, head: Person) -> None:
    made = complaint(operator)
    answered(made, lead, head)
    job = Job.objects.get(kind=confirming_timer.LAPSE)
    assert job.run_at == later(2) + timedelta(days=5)
    other = complaint(operator)
    answered(other, lead, head)
    confirming.confirm(case=made, solved=True, words="", by=None, at=later(4))
    assert made.closures.get().how == "client"
    confirming.lapse(job, job.run_at)
    confirming.lapse(Job.objects.filter(kind=confirming_timer.LAPSE).latest("pk"), job.run_at)
    made.refresh_from_db()
    other.refresh_from_db()
    assert made.closures.count() == 1
    closure = other.closures.get()
    assert (other.state, closure.how, closure.resolved, closure.by) == ("closed", "rule", False, None)
    with translation.override("en"):
        assert "closed by rule" in history(other)[-1].what


def test_after_local_midnight_the_form_offers_the_day_that_the_verb_takes(
    operator: Person, lead: Person, head: Person
) -> None:
    made = complaint(operator)
    answered(made, lead, head)
    night = datetime(2026, 11, 16, 20, tzinfo=UTC)  # one o'clock of the next day here
    with time_machine.travel(night, tick=False):
        page = signed_in(operator).get(f"/cases/{made.number}/answer/")
    assert page.context["proof_form"].initial["on"] == date(2026, 11, 17)


def test_delivery_is_proved_by_a_number_words_or_by_opening(operator: Person, lead: Person, head: Person) -> None:
    answer = answered(complaint(operator), lead, head).answer
    given: dict[str, Any] = {"answer": answer, "by": operator, "at": later(60), "on": NOW.date(), "words": ""}
    with pytest.raises(proving.NumberMissing):
        proving.note(way="registered", number="", **given)
    with pytest.raises(proving.WordsMissing):
        proving.note(way="handed", number="", **given)
    with pytest.raises(proving.NotYet):
        proving.note(way="registered", number="RR1", **given | {"on": NOW.date() + timedelta(days=9)})
    proving.note(way="registered", number="RR123456789KZ", **given)
    for _time in range(2):
        proving.opened(answer=answer, at=later(70))
    assert list(answer.proofs.order_by("pk").values_list("way", flat=True)) == ["registered", Proof.Way.OPENED]


def test_the_client_is_told_of_each_change_only_where_they_wish(operator: Person) -> None:
    made = case(operator, **by_email())
    unit = cast.unit("waterworks")
    wishing.wish(case=made, channel=made.answer_channel, tell="each", by=operator.principal, at=NOW)
    handling.assign(case=made, unit=unit, task="", by=operator, at=NOW)
    message = OutboundMessage.objects.get()
    assert made.number in message.text
    wishing.wish(case=made, channel=made.answer_channel, tell="answer", by=operator.principal, at=NOW)
    moving.move(case=made, stage="new", by=operator, at=NOW)
    assert OutboundMessage.objects.count() == 1


def test_the_page_leads_through_and_says_what_people_wrote_as_text(
    operator: Person, lead: Person, head: Person
) -> None:
    made = complaint(operator)
    browser, address = signed_in(operator), f"/cases/{made.number}/answer/"
    page = browser.get(address + "?template=complaint-decision").content.decode()
    assert "Толық қанағаттандырылды" in page
    said = {"seen": 0, "text": XSS, "act": "submit"}
    assert browser.post(address + "draft/", said).status_code == 302
    assert browser.get(address + "preview/")["Content-Type"] == "application/pdf"
    theirs = signed_in(lead)
    assert XSS not in theirs.get(address).content.decode()
    assert made.number in theirs.get("/answers/").content.decode()
    assert theirs.post(address + "decision/", {"seen": 1, "act": "return", "reason": ""}).status_code == 409
    assert theirs.post(address + "decision/", {"seen": 1, "act": "approve"}).status_code == 302
    assert theirs.post(address + "decision/", {"seen": 1, "act": "approve"}).status_code == 403
    assert signed_in(head).post(address + "decision/", {"seen": 1, "act": "approve"}).status_code == 302
    signature = Signature.objects.get()
    response = browser.get(f"{address}paper/{signature.pk}/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    proof = f"/cases/{made.number}/answers/{signature.answer_id}/proof/"
    assert browser.post(proof, {"way": "registered", "on": "2026-02-30"}).status_code == 422
    assert browser.get(f"/cases/{made.number}/").status_code == 200
    assert queries(browser, address) < 40
    given = browser.get(address)
    assert [step.word for step in given.context["steps"]] == ["agreed", "signed"]
    assert given.context["another"], "what was given stands first, a further answer is behind its button"


def test_a_refused_form_of_the_page_comes_back_with_what_was_typed_and_why(
    operator: Person, lead: Person, head: Person
) -> None:
    made = complaint(operator)
    browser, theirs, address = signed_in(operator), signed_in(lead), f"/cases/{made.number}/answer/"

    def refused(by: Any, where: str, **said: Any) -> str:
        answer = by.post(f"/cases/{made.number}/{where}", said)
        assert answer.status_code == 409
        return str(answer.content.decode())

    agreed(made, lead)
    page = refused(browser, "answer/draft/", seen=1, text="Менің сөзім", act="keep")
    assert ("Менің сөзім" in page, "The draft is being agreed." in page) == (True, True)
    page = refused(theirs, "answer/decision/", seen=1, act="return", reason="Тым қысқа")
    assert ("Тым қысқа" in page, "somebody else&#x27;s turn" in page) == (True, True)
    deciding.approve(case=made, by=head, at=later(2), seen=1)
    proof = f"answers/{made.answers.get().pk}/proof/"
    said = {"way": "handed", "number": "RR-7", "on": NOW.date().isoformat()}
    page = refused(browser, proof, **said)
    assert '<details class="cases-how" open>' in page
    assert ("RR-7" in page, "Say to whom and how it was given." in page) == (True, True)
    assert 'id="proof-words_error"' in page, "beside its field"
    confirming.confirm(case=made, solved=True, words="", by=None, at=later(3))
    page = refused(browser, "confirmation/", solved="no", words="Телефонмен айтты")
    assert ("Телефонмен айтты" in page, "Nobody asks for a confirmation" in page) == (True, True)
    assert "RR-7" in refused(browser, proof, **said), "the case is closed meanwhile"
    page = refused(browser, "answer/draft/", seen=1, act="back")
    assert ("This case is closed." in page, "<textarea" in page) == (True, False)
    assert browser.get(address).status_code == 200
