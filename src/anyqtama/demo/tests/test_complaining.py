import pytest

from anyqtama.cases.complaints import shipped_causes
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, Decision, Involved, Signature
from anyqtama.demo import complaining
from anyqtama.demo.tests import centre

pytestmark = pytest.mark.django_db


def test_complaints_of_the_demo_stand_at_each_stage_of_their_way_once() -> None:
    centre.set_up()
    shipped.load()
    shipped_causes.load()
    complaining.set_up(at=centre.UNTIL)
    complaining.set_up(at=centre.UNTIL)
    cases = Case.objects.filter(kind__code="complaint").order_by("registered_at")
    assert [case.stage for case in cases][:3] == ["answered", "decided", "checking"]
    assert cases.count() == 4
    assert Involved.objects.get().person.login == "quanysh.baizhanov"  # type: ignore[union-attr]  # a person is named
    assert {made.cause.code for made in Decision.objects.all()} == {"process-slow"}
    signed = Signature.objects.get()
    assert (signed.by.login, signed.draft.case) == ("talgat.zhunisov", cases[0])
    assert signed.draft.revisions.get().by.login == "asel.sagyndyqova"
    assert cases[1].outside.number == "ЖТ-2026-0418"
