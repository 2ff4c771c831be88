import pytest

from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, OrderConfirmation, ServiceOffer
from anyqtama.cases.orders import refusals
from anyqtama.demo import ordering
from anyqtama.demo.tests import centre

pytestmark = pytest.mark.django_db


def test_orders_of_the_demo_are_advised_written_and_confirmed_once() -> None:
    centre.set_up()
    shipped.load()
    refusals.load()
    ordering.set_up(at=centre.UNTIL)
    ordering.set_up(at=centre.UNTIL)
    cases = Case.objects.filter(kind__code="order")
    assert (cases.count(), {case.stage for case in cases}) == (3, {"confirmed"})
    assert OrderConfirmation.objects.count() == 3
    assert all(offer.why for offer in ServiceOffer.objects.filter(outcome="accepted"))
