"""The answer whose turn is of a person away: their deputy agrees and signs, and it is said for whom."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from anyqtama.cases import standing_aside
from anyqtama.cases.answers import deciding, drafting, paper, shipped
from anyqtama.cases.complaints import shipped_causes
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.cases.models import Case, DraftVerdict, Involved, Signature
from anyqtama.cases.page.history import history
from anyqtama.cases.tests.test_answers import complaint
from anyqtama.cases.tests.world import queries, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.people import access, planning_absence
from anyqtama.people.models import Absence, Person
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
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


@pytest.fixture
def people() -> dict[str, Person]:
    unit, far = cast.unit("desk"), cast.unit("far")
    return {
        "owner": centre.operator(language="en", unit=unit, family_name="Owner"),
        "mate": centre.operator(language="en", unit=unit, family_name="Mate"),
        "lead": cast.person(Role.TEAM_LEAD, unit=unit, language="en", family_name="Lead"),
        "head": cast.person(Role.HEAD, unit=unit, language="en", family_name="Head"),
        "far_lead": cast.person(Role.TEAM_LEAD, unit=far, language="en", family_name="Farlead"),
        "far_head": cast.person(Role.HEAD, unit=far, language="en", family_name="Farhead"),
    }


def away(person: Person, deputy: Person) -> Absence:
    day = NOW.date()
    return planning_absence.plan(
        person=person, deputy=deputy, begins_on=day, ends_on=day + timedelta(days=5), reason="", by=person, at=NOW
    )


def submitted(by: Person) -> Case:
    made = complaint(by)
    drafting.keep(case=made, text="Шағымыңыз расталды.", by=by, at=NOW)
    drafting.submit(case=made, by=by, at=NOW)
    return made


def decides(person: Person, made: Case) -> bool:
    return access.may(Person.objects.get(pk=person.pk), "case.decide", Case.objects.get(pk=made.pk))


def test_the_deputies_agree_and_sign_and_every_place_says_for_whom(people: dict[str, Person]) -> None:
    made, lead, head = submitted(people["owner"]), people["lead"], people["head"]
    mate, far = people["mate"], people["far_lead"]
    address = f"/cases/{made.number}/answer/"
    assert [decides(one, made) for one in (mate, far)] == [False, True], "a role alone counts where it sees the case"
    assert not access.visible(far, Case).exists()
    away(lead, mate)
    browser = signed_in(mate)
    assert decides(mate, made)
    assert made.number in browser.get("/cases/?view=mine").content.decode()
    assert f"You stand in for {lead}" in browser.get(address).content.decode()
    assert browser.post(address + "decision/", {"seen": 1, "act": "approve"}).status_code == 302
    assert not decides(mate, made), "the next step is not of whom they stand in for"
    assert made.number not in browser.get("/cases/?view=mine").content.decode()
    assert f"{mate} for {lead}" in browser.get(address).content.decode()
    away(head, far)
    theirs = signed_in(far)
    assert made.number in theirs.get("/answers/").content.decode()
    assert theirs.post(address + "decision/", {"seen": 1, "act": "approve"}).status_code == 302
    assert list(DraftVerdict.objects.order_by("pk").values_list("by", "instead")) == [
        (mate.pk, lead.pk), (far.pk, head.pk)
    ]  # fmt: skip
    told = {event.what: event.who for event in history(Case.objects.get(pk=made.pk))}
    assert told["agreed to the answer (Team lead)"] == f"{mate} for {lead}"
    assert told["signed the answer No. 2026-000001"] == told["answered the client"] == f"{far} for {head}"
    assert Entry.objects.get(kind="case.answer_signed").payload["instead_of"] == head.pk
    assert f"Signed by {far} for {head}" in browser.get(address).content.decode()


def test_the_paper_says_in_whose_post_the_deputy_signed(people: dict[str, Person]) -> None:
    made, head, far = submitted(people["owner"]), people["head"], people["far_head"]
    signed = paper.letter(case=made, text="", number="1", signer=far, at=NOW, instead=head)
    assert signed.signer == str(far)
    assert signed.post == "Міндетін атқарушы: " + paper.letter(case=made, text="", number="1", signer=head, at=NOW).post


def test_a_deputy_returns_it_and_the_author_reads_for_whom(people: dict[str, Person]) -> None:
    made, mate, lead = submitted(people["owner"]), people["mate"], people["lead"]
    away(lead, mate)
    deciding.send_back(case=made, reason="Негіз жоқ", by=mate, at=later(60), seen=1)
    page = signed_in(people["owner"]).get(f"/cases/{made.number}/answer/").content.decode()
    assert f"{mate} for {lead} returned it:" in page


def test_who_has_the_role_in_reach_of_their_own_takes_nobody_s_place(people: dict[str, Person]) -> None:
    made, lead = submitted(people["owner"]), people["lead"]
    away(people["far_lead"], lead)
    deciding.approve(case=made, by=lead, at=later(60), seen=1)
    assert DraftVerdict.objects.get().instead is None
    assert history(made)[-1].who == str(lead)


def test_a_deputy_decides_only_within_the_reach_of_the_absent_and_while_they_are_away(
    people: dict[str, Person],
) -> None:
    made, mate = submitted(people["owner"]), people["mate"]
    away(people["far_lead"], mate)
    assert not decides(mate, made)
    absence = away(people["lead"], people["far_head"])
    assert decides(people["far_head"], made)
    planning_absence.end(absence=absence, by=people["lead"], at=timezone.now())
    assert not decides(people["far_head"], made)
    with pytest.raises(deciding.NotYourTurn):
        deciding.approve(case=made, by=people["far_head"], at=later(700), seen=1)


def test_neither_the_author_nor_their_deputy_decides_on_the_author_s_draft(people: dict[str, Person]) -> None:
    lead, mate, owner = people["lead"], people["mate"], people["owner"]
    by_lead, by_mate = complaint(owner), complaint(owner)
    for made, author in ((by_lead, lead), (by_mate, mate)):
        drafting.keep(case=made, text="Жоба", by=author, at=NOW)
        drafting.submit(case=made, by=owner, at=NOW)
    away(lead, mate)
    assert not decides(mate, by_lead), "the absent could not"
    assert by_lead.number not in signed_in(mate).get("/cases/?view=mine").content.decode()
    with pytest.raises(deciding.NotYourTurn):
        deciding.approve(case=by_lead, by=mate, at=later(60), seen=1)
    with pytest.raises(deciding.OwnDraft):
        deciding.approve(case=by_mate, by=mate, at=later(60), seen=1)


def test_nobody_judges_a_matter_about_themself_through_the_turn_of_another(people: dict[str, Person]) -> None:
    lead, mate, owner = people["lead"], people["mate"], people["owner"]
    about_lead, about_mate, both = submitted(owner), submitted(owner), submitted(owner)
    Involved.objects.create(case=about_lead, person=lead, by=owner, at=NOW)
    Involved.objects.create(case=about_mate, person=mate, by=owner, at=NOW)
    away(lead, mate)
    assert [decides(mate, made) for made in (about_lead, about_mate, both)] == [False, False, True]
    listed = signed_in(mate).get("/cases/?view=mine").content.decode()
    assert [made.number in listed for made in (about_lead, about_mate, both)] == [False, False, True]
    with pytest.raises(deciding.NotYourTurn):
        deciding.approve(case=about_mate, by=mate, at=later(60), seen=1)
    Involved.objects.create(case=both, person=people["far_head"], by=owner, at=NOW)
    away(people["head"], people["far_head"])
    deciding.approve(case=both, by=mate, at=later(60), seen=1)
    with pytest.raises((deciding.NotYourTurn, standing_aside.NamedInIt)):
        deciding.approve(case=both, by=people["far_head"], at=later(70), seen=1)
    assert not Signature.objects.exists()


def test_a_turn_of_quality_reaches_a_lead_who_stands_in(people: dict[str, Person]) -> None:
    made, far = submitted(people["owner"]), people["far_lead"]
    controller = cast.person(Role.CONTROLLER, unit=cast.unit("quality"))
    draft = made.drafts.get()
    draft.steps, draft.role = [{"act": "agree", "role": "controller"}], "controller"
    draft.save()
    assert not access.visible(far, Case).exists()
    away(controller, far)
    assert list(access.visible(far, Case)) == [made]
    assert decides(far, made)


def test_the_list_asks_no_more_with_more_answers(people: dict[str, Person]) -> None:
    away(people["head"], people["far_head"])
    away(people["lead"], people["far_lead"])
    submitted(people["owner"])
    browser = signed_in(people["far_lead"])
    few = queries(browser, "/answers/")
    for _number in range(3):
        submitted(people["owner"])
    assert queries(browser, "/answers/") == few


def test_an_operator_reaches_what_waits_while_they_stand_in_and_no_longer(people: dict[str, Person]) -> None:
    made, mate = submitted(people["owner"]), people["mate"]
    browser = signed_in(mate)
    assert browser.get("/answers/").status_code == 403
    assert 'href="/answers/"' not in browser.get("/").content.decode()
    absence = away(people["lead"], mate)
    assert made.number in browser.get("/answers/").content.decode()
    day = browser.get("/").content.decode()
    assert 'href="/answers/"' in day
    assert f"/cases/{made.number}/answer/" in day
    planning_absence.end(absence=absence, by=people["lead"], at=timezone.now())
    assert browser.get("/answers/").status_code == 403
    assert 'href="/answers/"' not in browser.get("/").content.decode()


def test_a_deputy_of_one_who_decides_nothing_or_whose_account_ended_reaches_nothing(people: dict[str, Person]) -> None:
    mate = people["mate"]
    away(people["owner"], mate)
    away(people["lead"], mate)
    Person.objects.filter(pk=people["lead"].pk).update(is_active=False)
    assert signed_in(mate).get("/answers/").status_code == 403


def test_the_day_before_and_the_day_after_the_absence_the_page_is_shut(people: dict[str, Person]) -> None:
    day = NOW.date()
    planning_absence.plan(
        person=people["lead"], deputy=people["mate"], reason="", by=people["lead"], at=NOW,
        begins_on=day + timedelta(days=1), ends_on=day + timedelta(days=2),
    )  # fmt: skip
    statuses = []
    for days in range(4):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            statuses.append(signed_in(people["mate"]).get("/answers/").status_code)
    assert statuses == [403, 200, 200, 403]
