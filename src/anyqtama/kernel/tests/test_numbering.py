"""Numbers without gaps, a kind and a local year."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from anyqtama.kernel.numbering import next_number
from tests.cast import ALMATY, NOW

pytestmark = pytest.mark.django_db


def test_each_kind_and_local_year_counts_from_one() -> None:
    assert [next_number("case", at=NOW) for _ in range(3)] == [(2026, 1), (2026, 2), (2026, 3)]
    assert next_number("order", at=NOW) == (2026, 1)
    last = datetime(2026, 12, 31, 23, 59, tzinfo=ALMATY)
    assert next_number("case", at=last) == (2026, 4)
    assert next_number("case", at=last + timedelta(minutes=1)) == (2027, 1)


def test_a_rolled_back_number_is_given_again() -> None:
    next_number("case", at=NOW)
    with transaction.atomic():
        next_number("case", at=NOW)
        transaction.set_rollback(True)
    assert next_number("case", at=NOW) == (2026, 2)
