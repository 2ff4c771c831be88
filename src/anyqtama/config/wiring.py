"""The composition root: what lower floors need from above is handed to them here as typed callables, nowhere else."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from anyqtama.home import access as home_access
from anyqtama.kernel import jobs, journal
from anyqtama.people import access, live_access

READERS: Mapping[str, journal.Reader] = {}
"""Journal readers of the quick worker: cursor name → reader."""

HANDLERS: Mapping[str, jobs.Handler] = {}
"""Job kind → what does it."""

SWEEPS: Mapping[str, tuple[timedelta, Callable[[datetime], object]]] = {}
"""Recurring work of the quick worker: name → (how often, what)."""

TOPICS: live_access.Topics = {"person:": live_access.sees_person, "wall": live_access.is_staff}
"""Live topics: prefix with its colon, or whole topic → who may follow it."""

VISITORS: live_access.Visitors | None = None
"""Values of the cookie `aq_visit` → ids of the visits still open."""


def connect() -> None:
    access.connect(rights=home_access.RIGHTS, policies={})
