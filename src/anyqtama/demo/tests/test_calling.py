"""The demo's outbound list stands in the middle of its work, and again changes nothing."""

from datetime import timedelta

import pytest

from anyqtama.config import shipped
from anyqtama.contacts.models import CallBack, OutboundAttempt, OutboundList, RowState
from anyqtama.demo import calling, playing, setting_up
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_list_runs_and_calls_are_promised() -> None:
    shipped.load()
    setting_up.set_up(at=NOW - timedelta(days=5))
    playing.know_regulars(seed=1, at=NOW - timedelta(days=2))
    for _again in range(2):
        calling.set_up(now=NOW)
    [outbound] = OutboundList.objects.all()
    states = set(outbound.rows.values_list("state", flat=True))
    assert states == {RowState.WAITING, RowState.DONE, RowState.REFUSED}
    assert (OutboundAttempt.objects.count(), CallBack.objects.count()) == (len(calling.ENDED), len(calling.PROMISED))
