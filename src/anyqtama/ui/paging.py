"""Pages of a list that may be very long: nobody turns ten thousand rows, so nobody waits until all are counted."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

MOST = 10_000


class Counted:
    """How many rows there are, up to `most`; as text "10000+" where there are more."""

    def __init__(self, rows: QuerySet[Any, Any], most: int = MOST) -> None:
        number = rows.order_by()[: most + 1].count()
        self.number, self.more = min(number, most), number > most

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


class Pages(Paginator):  # type: ignore[type-arg]  # not generic when it runs
    """The first `most` rows in pages; a list that goes on says so and is narrowed or exported."""

    most = MOST
    object_list: QuerySet[Any, Any]

    def __init__(self, rows: QuerySet[Any, Any], per_page: int, *, counted: Counted | None = None) -> None:
        """`counted`: the same rows, where they are counted already."""
        super().__init__(rows, per_page)
        if counted is not None:
            self.counted = counted

    @cached_property
    def counted(self) -> Counted:
        return Counted(self.object_list, self.most)

    @cached_property
    def count(self) -> int:
        return self.counted.number
