"""A list longer than anybody turns is counted as far as one counts, and says that it goes on."""

import pytest
from django.contrib.contenttypes.models import ContentType

from anyqtama.ui.paging import Counted, Pages

pytestmark = pytest.mark.django_db


def test_a_count_stops_and_says_so() -> None:
    rows = ContentType.objects.all()
    number = rows.count()
    assert str(Counted(rows, most=number)) == str(number)
    assert str(Counted(rows, most=number - 1)) == f"{number - 1}+"
    assert str(Counted(rows.none())) == "0"


def test_pages_end_where_the_count_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pages, "most", 5)
    pages = Pages(ContentType.objects.order_by("pk"), 2)
    assert (pages.count, pages.num_pages, pages.counted.more) == (5, 3, True)
    assert len(pages.get_page(99)) == 1
