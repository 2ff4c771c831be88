"""How often one visitor, one address, one case number may ask. Counted in the cache, before any heavy work."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _


class TooOften(Exception):
    """`seconds`: when the next try is free."""

    message = _("Too many requests from here. Wait a little and try again: what you wrote is kept.")

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in each window of `seconds`."""

    name: str
    most: int
    seconds: int


MESSAGES = Limit("messages", 60, 60)
READS = Limit("reads", 240, 60)
VISITS = Limit("visits", 30, 60)
REQUESTS = Limit("requests", 10, 600)
STATUS_ADDRESS = Limit("status-address", 20, 60)
STATUS_NUMBER = Limit("status-number", 10, 900)


def count(limit: Limit, who: str, *, at: datetime) -> None:
    """Count one more, or refuse."""
    window, left = _window(limit, at)
    key = f"portal:{limit.name}:{who}:{window}"
    try:
        number = cache.incr(key)
    except ValueError:  # the first in this window, or one of several first ones
        number = 1
        if not cache.add(key, 1, limit.seconds * 2):
            with suppress(ValueError):
                number = cache.incr(key)
    if number > limit.most:
        raise TooOften(left)


def used_up(limit: Limit, who: str, *, at: datetime) -> bool:
    """Whether the window is full already, without counting."""
    window, _left = _window(limit, at)
    return int(cache.get(f"portal:{limit.name}:{who}:{window}", 0)) >= limit.most


def _window(limit: Limit, at: datetime) -> tuple[int, int]:
    window, passed = divmod(int(at.timestamp()), limit.seconds)
    return window, limit.seconds - passed
