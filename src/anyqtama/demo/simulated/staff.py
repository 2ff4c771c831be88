"""Simulated operators: their shifts and states, the heartbeat of their desks, how they take what is offered."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from anyqtama.contacts import accepting, routing, transferring, vanishing
from anyqtama.contacts.models import Contact, Offer, Queue
from anyqtama.demo import content
from anyqtama.demo.content.shapes import Person as Described
from anyqtama.demo.simulated.chances import Chances
from anyqtama.demo.simulated.rota import Shift, Stretch, shift
from anyqtama.demo.simulated.stage import Stage
from anyqtama.people import presence
from anyqtama.people.models import Person, Presence, WorkingState
from anyqtama.people.models.presence import HEARTBEAT_LOST_AFTER
from anyqtama.people.roles import DESK, LEADS, Role

BEAT = timedelta(seconds=12)
VANISHED = timedelta(seconds=36)
PATIENCE_TRIES = 40
FEWEST_LIVE = 6
EXTRA = timedelta(hours=6)
TOO_LATE = (accepting.AlreadyTaken, accepting.NoLongerWaiting, accepting.NotYours, accepting.NotAvailable)


@dataclass
class Player:
    """One simulated person. `crashed`: the desk sends no heartbeat; `busy` with these contacts."""

    person: Person
    described: Described
    place: int
    queues: frozenset[str]
    state: str = "offline"
    beat_at: datetime | None = None
    crashed: bool = False
    shifts: list[Shift] = field(default_factory=list)
    busy: set[int] = field(default_factory=set)

    @property
    def on_shift(self) -> bool:
        return self.state != "offline"

    def wanted(self, at: datetime) -> str:
        """The state that the rota says."""
        return next((each.state_at(at) for each in self.shifts if each.begins <= at < each.ends), "offline")

    @property
    def language(self) -> str:
        return self.described.language


class Staff:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.staff = self
        self.states = {state.code: state for state in WorkingState.objects.all()}
        self.players = {player.person.pk: player for player in _players()}
        here = Presence.objects.filter(person__in=self.players).exclude(state__code=presence.AWAY)
        for person_id, code in here.values_list("person", "state__code"):
            self.players[person_id].state = code
        self.left_alone: set[int] = set()
        self.seen_offers: set[int] = set()
        self.stirred = True

    def acts_for(self, person_id: int) -> bool:
        return person_id in self.players and person_id not in self.left_alone

    def at_work(self) -> list[Player]:
        return [player for key, player in self.players.items() if player.on_shift and self.acts_for(key)]

    def free_for_call(self, queue: str) -> Player | None:
        """An available member of the queue with nothing to do; a call waits for nobody in this system."""
        ready = [
            p for p in self.at_work() if p.state == "available" and not p.busy and queue in p.queues and not p.crashed
        ]
        pending = set(Offer.objects.pending().values_list("person_id", flat=True))
        return next((player for player in ready if player.person.pk not in pending), None)

    def person_at_desk(self, contact: Contact, at: datetime) -> bool:
        """Whether somebody of flesh and blood could take this contact: a visitor who is a person is theirs."""
        desks = Presence.objects.available().filter(heartbeat_at__gte=at - HEARTBEAT_LOST_AFTER)
        return desks.filter(person__in=self.left_alone, person__queues__queue=contact.queue).exists()

    def colleague(self, player: Player, chances: Chances, *, queue: str = "") -> Player | None:
        others = [p for p in self.at_work() if p is not player and p.state in {"available", "other_work"}]
        others = [p for p in others if p.state == "available" and queue in p.queues] if queue else others
        return chances.one(others) if others else None

    def lead_of(self, player: Player) -> Player | None:
        leads = [p for p in self.players.values() if p.described.role == Role.TEAM_LEAD]
        return next((p for p in leads if p.person.unit_id == player.person.unit_id), None)

    def plan_day(self, on: date, *, since: datetime) -> None:
        """Everyone's stretches of the shifts that begin on `on`, from `since` on."""
        for player in self.players.values():
            planned = shift(player.described, player.place, on, seed=self.stage.seed, zone=self.stage.zone)
            if planned is None or planned.ends <= since:
                continue
            player.shifts = [*player.shifts[-2:], planned]
            for stretch in planned.stretches:
                self.stage.at(max(since, stretch.begins), partial(self.follow_rota, player))

    def man_the_desks(self, at: datetime) -> None:
        """Live: whoever looks in, at any hour, finds a centre at work: a few more than the rota has for the night."""
        working = [p for p in self.players.values() if p.described.role in DESK and p.wanted(at) != "offline"]
        for player in sorted(self.players.values(), key=lambda p: (p.described.meaning is None, p.place)):
            if len(working) >= FEWEST_LIVE:
                break
            if player.described.role in DESK and player not in working:
                until = at + EXTRA
                player.shifts.append(Shift(at, until, (Stretch(at, "available"), Stretch(until, "offline"))))
                working.append(player)
                self.stage.at(until, self.man_the_desks)
        for player in self.players.values():
            self.stage.at(at, partial(self.follow_rota, player))

    def close_down(self, at: datetime) -> None:
        """The play's desks close: letters that still wait are given out, and everyone leaves when they are done."""
        lead = next((p for p in self.players.values() if p.described.role in LEADS), None)
        ready = [p for p in self.at_work() if p.state == "available" and not p.crashed]
        for place, talk in enumerate([t for t in self.stage.talks.values() if t.waits and t.written]):
            if lead and ready:
                player = ready[place % len(ready)]
                contact = transferring.reassign(
                    contact=talk.contact, by=lead.person, person=player.person, reason="", at=at
                )
                talk.accepted(contact, player, at)
        for player in self.players.values():
            player.shifts = []
            self.stage.after(at, 1, partial(self.follow_rota, player))

    def follow_rota(self, player: Player, at: datetime, *, tries: int = 0) -> None:
        """Change to what the rota says; who leads a talk finishes it first, for a while."""
        state = player.wanted(at)
        if not self.acts_for(player.person.pk) or player.state in {state, presence.AWAY}:
            return
        if player.busy and state not in {"available", "other_work"}:
            if tries < PATIENCE_TRIES:
                self.stage.after(at, 35, partial(self.follow_rota, player, tries=tries + 1))
                return
            self._hand_over(player, at)
        self._enter(player, state, at)

    def _enter(self, player: Player, state: str, at: datetime) -> None:
        presence.change(person=player.person, state=self.states[state], by=player.person.principal, at=at)
        player.state, player.beat_at = state, at
        self.stir(at, brings=False)
        if self.stirred:
            routing.offer_waiting(at=at)

    def beat(self, at: datetime, *, everyone: bool = False) -> None:
        """Open desks say that they are alive. Nobody asks for those who take no contacts, but the watch does."""
        for player in self.at_work():
            asked = everyone or player.state == "available"
            if asked and not player.crashed and (player.beat_at is None or at - player.beat_at >= BEAT):
                presence.heartbeat(person=player.person, at=at)
                player.beat_at = at

    def stir(self, at: datetime, *, brings: bool = True) -> None:
        """Called before an act that may offer contacts; one that `brings` none offers those that wait, if any."""
        if brings or any(talk.waits for talk in self.stage.talks.values()):
            self.stirred = True
            self.beat(at, everyone=self.stage.live)

    def look(self, at: datetime) -> None:
        """See what was offered since the last look, and plan what each does about it."""
        if not self.stirred and not self.stage.live:
            return
        self.stirred = False
        pending = Offer.objects.pending().filter(person__in=self.players).select_related("contact")
        for offer in pending.order_by("id"):
            if offer.pk not in self.seen_offers and self.acts_for(offer.person_id):
                self.seen_offers.add(offer.pk)
                self._plan_answer(offer, at)

    def _plan_answer(self, offer: Offer, at: datetime) -> None:
        player = self.players[offer.person_id]
        if person := self.stage.persons.get(offer.contact_id):
            there = self.person_at_desk(offer.contact, at)
            wait = 0.5 if there else 5.0
            self.stage.after(at, wait, lambda now: person.offered(player, now, person_there=there))
            return
        talk = self.stage.talks.get(offer.contact_id)
        key = talk.coming.key if talk else offer.contact_id
        chances = Chances(self.stage.seed, "offer", key, player.person.login, offer.offered_at)
        if player.crashed or chances.happens(0.045):
            if not self.stage.live:
                self.stage.at(offer.expires_at + timedelta(seconds=0.5), partial(self._expire, player))
            return
        if chances.happens(0.012):
            self.stage.after(at, chances.seconds(2, 6), partial(self._decline, player, offer.contact))
            return
        wait = chances.seconds(2.5, 8) if chances.happens(0.85) else chances.seconds(8, 17)
        self.stage.after(at, wait, partial(self._accept, player, offer.contact))

    def _accept(self, player: Player, contact: Contact, at: datetime) -> None:
        talk = self.stage.talks.get(contact.pk)
        if talk is None or not self.acts_for(player.person.pk):
            return
        try:
            contact = accepting.accept(contact=contact, by=player.person, at=at)
        except TOO_LATE:
            return
        talk.accepted(contact, player, at)

    def _decline(self, player: Player, contact: Contact, at: datetime) -> None:
        self.stir(at)
        try:
            accepting.decline(contact=contact, by=player.person, at=at)
        except TOO_LATE:
            return

    def _expire(self, player: Player, at: datetime) -> None:
        self.stir(at)
        if routing.expire(at=at):
            self._away(player, at)

    def _away(self, player: Player, at: datetime) -> None:
        if Presence.objects.filter(person=player.person, state__code=presence.AWAY).exists():
            player.state = presence.AWAY
            back = Chances(self.stage.seed, "back", player.person.login, at).seconds(40, 260)
            self.stage.after(at, back, partial(self.come_back, player))

    def come_back(self, player: Player, at: datetime) -> None:
        if player.state == presence.AWAY:
            player.crashed, player.state = False, "back"
            self.follow_rota(player, at)

    def crash(self, player: Player, at: datetime) -> None:
        """The browser is gone: no heartbeat, until the watch gives the contacts back."""
        player.crashed = True
        self.stage.at(at + VANISHED, partial(self._vanish, player))

    def _vanish(self, player: Player, at: datetime) -> None:
        self.beat(at, everyone=True)
        self.stirred = True
        vanishing.sweep(at=at)
        for contact_id in list(player.busy):
            if talk := self.stage.talks.get(contact_id):
                talk.lost(at)
        self._away(player, at)

    def _hand_over(self, player: Player, at: datetime) -> None:
        for contact_id in list(player.busy):
            talk = self.stage.talks.get(contact_id)
            if talk and talk.runs:
                self.stir(at)
                transferring.to_queue(
                    contact=talk.contact, by=player.person, queue=talk.contact.queue, reason="", at=at
                )
                talk.lost(at)


def _players() -> list[Player]:
    """Everyone who sits at a desk or leads those who do."""
    people = {person.login: person for person in Person.objects.filter(is_active=True).prefetch_related("grants")}
    queues = dict[int, set[str]]()
    for code, person_id in Queue.objects.values_list("code", "members__person"):
        queues.setdefault(person_id, set()).add(code)
    players, places = [], dict[str, int]()
    for described in content.load().organisation.people:
        person = people.get(described.login)
        if person and described.role in DESK | LEADS:
            place = places.get(described.unit, 0)
            places[described.unit] = place + (described.role in DESK and described.meaning is None)
            players.append(Player(person, described, place, frozenset(queues.get(person.pk, ()))))
    return players
