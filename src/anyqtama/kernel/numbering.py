"""Gap-free numbers a kind and local year. The counter row is locked last, just before the journal."""

from datetime import datetime

from django.conf import settings
from django.db.models import F

from anyqtama.kernel.models import Counter


def next_number(kind: str, *, at: datetime, count: int = 1) -> tuple[int, int]:
    """(local year, next value), the first of `count` in a row. Call inside the transaction that uses it: a rollback
    gives the number back."""
    year = at.astimezone(settings.ZONE).year
    Counter.objects.get_or_create(kind=kind, year=year)
    Counter.objects.filter(kind=kind, year=year).update(value=F("value") + count)
    return year, Counter.objects.get(kind=kind, year=year).value - count + 1
