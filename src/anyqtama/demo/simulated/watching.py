"""Live only: what others did meanwhile. People accept and answer too, the worker expires, warns and closes."""

from datetime import datetime, timedelta
from functools import partial

from anyqtama.contacts.models import Contact, ContactState
from anyqtama.demo import directing
from anyqtama.demo.simulated import adopting
from anyqtama.demo.simulated.stage import Stage
from anyqtama.demo.simulated.talks import Talk
from anyqtama.people import presence
from anyqtama.people.models import Presence

SEEN_EVERY = timedelta(seconds=50)


def watch(stage: Stage, at: datetime) -> None:
    """Bring the stage up to the database. A handful of queries, whatever the centre does."""
    _who_is_left_alone(stage, at)
    _states(stage, at)
    rows = {row.pk: row for row in Contact.objects.open().select_related("queue", "owner", "channel", "topic")}
    for contact_id, talk in list(stage.talks.items()):
        row = rows.get(contact_id)
        if row is None:
            talk.over()
        else:
            _follow(stage, talk, row, at)
    for contact_id, row in rows.items():
        if person := stage.persons.get(contact_id):
            person.follow(row, at)
        elif contact_id not in stage.talks:
            adopting.adopt(row, stage, at)
    for contact_id in stage.persons.keys() - rows.keys():
        del stage.persons[contact_id]


def _follow(stage: Stage, talk: Talk, row: Contact, at: datetime) -> None:
    before, talk.contact = talk.contact, row
    waiting = row.state in {ContactState.WAITING, ContactState.OFFERED}
    if waiting and not talk.waits:
        talk.lost(at)
    elif row.state == ContactState.ACTIVE and row.owner_id != talk.owner_id:
        player = stage.staff.players.get(row.owner_id or 0)
        talk.led_by(row, player, at)
    elif row.state == ContactState.WRAP_UP and talk.runs:
        talk.ended(at)
    elif talk.runs and row.staff_spoke_at and row.staff_spoke_at != before.staff_spoke_at:
        talk.heard(at)
    if waiting and at - row.client_seen_at > SEEN_EVERY:
        talk.stays(at)


def _who_is_left_alone(stage: Stage, at: datetime) -> None:
    """Who has a browser open as one of the cast takes that person over until they sign out."""
    staff = stage.staff
    signed_in = directing.taken_over(at=at) & staff.players.keys()
    resting = set(directing.current().resting)
    now = signed_in | {key for key, player in staff.players.items() if player.person.login in resting}
    given_back, staff.left_alone = staff.left_alone - now, now
    for person_id in given_back:
        player = staff.players[person_id]
        stage.at(at, partial(staff.follow_rota, player))
        for talk in [talk for talk in stage.talks.values() if talk.owner is player]:
            talk.taken_up(at)


def _states(stage: Stage, at: datetime) -> None:
    rows = Presence.objects.filter(person__in=stage.staff.players).values_list("person", "state__code")
    for person_id, code in rows:
        player = stage.staff.players[person_id]
        if code == presence.AWAY and player.state != presence.AWAY and stage.staff.acts_for(person_id):
            stage.after(at, 25 + person_id % 60, partial(stage.staff.come_back, player))
        player.state = code
