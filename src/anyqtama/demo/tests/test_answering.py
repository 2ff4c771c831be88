import pytest

from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Answer, Case, District, Reply, Responsible
from anyqtama.demo import answering, reporting
from anyqtama.demo.tests import centre
from anyqtama.kernel.models import Job
from anyqtama.kernel.models.jobs import JobState
from anyqtama.teamwork import shipped_kinds
from anyqtama.teamwork.models import Situation, SituationState
from anyqtama.teamwork.situations.telling import LADDER

pytestmark = pytest.mark.django_db


def test_matters_of_the_demo_go_through_a_department_to_an_answer_once() -> None:
    centre.set_up()
    shipped.load()
    answering.set_up(at=centre.UNTIL)
    answering.set_up(at=centre.UNTIL)
    cases = Case.objects.order_by("registered_at")
    assert [case.state for case in cases] == ["answered", "answered", "with_department"]
    assert {case.district.code for case in cases if case.district} == {"koktobe", "zhagalau", "terekti"}
    assert [reply.verdict for reply in Reply.objects.order_by("at")] == ["accepted", "accepted", ""]
    assert Answer.objects.count() == 2


def test_the_city_has_its_districts_and_who_answers_for_what_in_them() -> None:
    centre.set_up()
    assert District.objects.count() == 4
    assert Responsible.objects.get(topic__code="street-lighting", district__code="aqbulaq").unit.code == "qala-elektr"
    assert Responsible.objects.count() == 4


def test_situations_of_the_demo_are_acknowledged_and_one_is_over_once() -> None:
    centre.set_up()
    shipped_kinds.load()
    reporting.set_up(at=centre.UNTIL)
    reporting.set_up(at=centre.UNTIL)
    states = [situation.state for situation in Situation.objects.order_by("reported_at")]
    assert states == [SituationState.RESOLVED, SituationState.ACKNOWLEDGED]
    assert not Job.objects.filter(kind=LADDER, state=JobState.READY).exists()
