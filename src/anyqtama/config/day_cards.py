"""What stands above the others adds to a day: to a lead's, alerts that nobody has taken and the people on shift.

To a system administrator's, what a new organisation begins with.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.administration.areas import area
from anyqtama.clients.models import Notice
from anyqtama.contacts.models import Queue, Topic
from anyqtama.home.day import StateCount, Waiting
from anyqtama.people import access
from anyqtama.people.models import Person, RoleGrant, Unit
from anyqtama.people.roles import Role
from anyqtama.teamwork.models import Alert
from anyqtama.ui import moments
from anyqtama.wall import alerts, board, words

FIRST: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "units": Unit.objects.all,
    "queues": Queue.objects.all,
    "topics": Topic.objects.all,
    "people": lambda: RoleGrant.objects.exclude(role=Role.SYSADMIN),
    "notices": Notice.objects.all,
}
"""Without these nobody can be served; in this order they are made."""


def waiting(person: Person, at: datetime) -> Iterator[Waiting]:
    yield from first_steps(person, at)
    yield from waiting_alerts(person, at)


def first_steps(person: Person, at: datetime) -> Iterator[Waiting]:
    """The settings without which a new organisation cannot begin, until each has its first row."""
    if not access.has_right(person, "settings.edit"):
        return
    for key, rows in FIRST.items():
        if not rows().exists():
            there = area(key)
            yield Waiting(at, "attention", str(there.title), str(there.about), there.url, _("Begin"), "")


def waiting_alerts(person: Person, at: datetime) -> Iterator[Waiting]:
    if not access.has_right(person, "alerts.take"):
        return
    for alert in alerts.still_open(person):
        if alert.taken_by_id is None:
            since = moments.span(at - alert.raised_at)
            shape = "bad" if alert.level == Alert.Level.ALARM else "attention"
            note = _("since %(since)s, nobody has taken it") % {"since": moments.clock_time(alert.raised_at)}
            yield Waiting(
                alert.raised_at,
                shape,
                words.alert(alert),
                note,
                reverse("alerts"),
                pgettext("alert", "I see to it"),
                since,
            )


def shift_now(person: Person, at: datetime) -> Sequence[StateCount]:
    if not access.has_right(person, "people.lead"):
        return []
    url = reverse("people_today")
    return [
        StateCount(str(words.STATES[state.key]), state.shape, state.number, url)
        for state in board.people_of(person)
        if state.number
    ]
