"""What the wall adds to a lead's day: alerts that nobody has taken, and the people on shift by state."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.home.day import StateCount, Waiting
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.teamwork.models import Alert
from anyqtama.ui import moments
from anyqtama.wall import alerts, board, words


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
