"""What a client does at the state of their case: reads the answer, downloads the paper, says whether it is solved."""

import pytest
from django.test import Client as Browser

from anyqtama.cases import registering
from anyqtama.cases.answers import deciding, drafting
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, CaseKind
from anyqtama.kernel import shipped_data
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    shipped_data.load()
    kind = CaseKind.objects.create(
        code="signed", names={"kk": "Қол қойылатын"}, stages=shipped.usual().stages,
        answering={"sign": "head", "confirm_days": 3},
    )  # fmt: skip
    operator = centre.operator()
    return registering.register(
        client=centre.client(), contact=None, topic=centre.topic(), subject="Жарық", details="", by=operator, at=NOW,
        kind=kind,
    )  # fmt: skip


def signed(case: Case) -> None:
    drafting.keep(case=case, text="Шам ауыстырылды", by=case.owner, at=NOW)
    drafting.submit(case=case, by=case.owner, at=NOW)
    deciding.approve(case=case, by=cast.person(Role.HEAD, login="head"), at=later(1), seen=1)
    case.refresh_from_db()


def said(case: Case, **more: str) -> dict[str, str]:
    return {"number": case.number, "code": registering.code_of(case), **more}


def test_the_client_reads_downloads_and_confirms(case: Case) -> None:
    browser = Browser()
    assert browser.post("/status/paper/", said(case)).status_code == 404
    assert browser.post("/status/word/", said(case, solved="yes")).status_code == 409
    signed(case)
    page = browser.post("/status/", said(case)).content.decode()
    assert "Шам ауыстырылды" in page
    paper = browser.post("/status/paper/", said(case))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert case.answers.get().proofs.get().way == "opened"
    assert browser.post("/status/word/", said(case, solved="perhaps")).status_code == 422
    assert browser.post("/status/word/", said(case, solved="yes", words="Рақмет")).status_code == 200
    case.refresh_from_db()
    assert (case.state, case.closures.get().how) == ("closed", "client")


def test_a_wrong_code_opens_nothing_and_says_nothing(case: Case) -> None:
    signed(case)
    wrong = {"number": case.number, "code": "000"}
    for act in ("paper/", "word/", "wish/"):
        response = Browser().post(f"/status/{act}", wrong | {"solved": "yes", "tell": "each"})
        assert (response.status_code, "Шам ауыстырылды" in response.content.decode()) == (404, False)
    case.refresh_from_db()
    assert (case.state, case.tell) == ("answered", "answer")


def test_the_wish_to_be_told_is_kept_on_the_case(case: Case) -> None:
    assert Browser().post("/status/wish/", said(case, tell="each")).status_code == 200
    case.refresh_from_db()
    assert case.tell == "each"
