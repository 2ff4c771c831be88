"""A talk of a simulated client: the lines of its dialogue in turn, said through the verbs of both sides."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from anyqtama.cases.models import Case
from anyqtama.contacts import blocking, conversation, ending, opening_hours, silence, transferring, wrap_up
from anyqtama.contacts.models import Contact, ContactResult, ContactState, Topic
from anyqtama.demo.content.shapes import Line, Outcome, Side
from anyqtama.demo.simulated import besides, rating, registering
from anyqtama.demo.simulated.demand import Coming, Way
from anyqtama.demo.simulated.said import sentence
from anyqtama.demo.simulated.stage import Stage
from anyqtama.portal import visiting, writing
from anyqtama.portal.models import Visit

if TYPE_CHECKING:
    from anyqtama.demo.simulated.staff import Player

SEES_ALL = 1_000_000
"""A simulated operator sends with every line before their eyes."""


class Talk:
    """`index`: the line that comes next. Whatever is planned is void when the `turn` has moved on."""

    def __init__(self, stage: Stage, coming: Coming, visit: Visit, contact: Contact, lines: Sequence[Line]) -> None:
        self.stage, self.coming, self.visit, self.contact, self.lines = stage, coming, visit, contact, lines
        self.chances = coming.chances
        self.index, self.turn = 1, 0
        self.owner: Player | None = None
        self.waits, self.runs = True, False
        self.case: Case | None = None
        self.done: set[str] = set()
        self.silent_at = self._falls_silent()
        stage.talks[contact.pk] = self

    @property
    def written(self) -> bool:
        return self.coming.way == Way.WRITTEN

    @property
    def topic(self) -> Topic:
        return Topic.objects.select_related("queue", "script").get(code=self.coming.dialogue.topic)

    def begin(self, at: datetime) -> None:
        if not self.written:
            hurried = self.coming.dialogue.outcome == Outcome.ABANDONED
            patience = self.chances.seconds(9, 75) if hurried else 40 + self.chances.patience(420)
            self.stage.after(at, patience, partial(self._give_up, hurried))
        self._go_on(at)

    def accepted(self, contact: Contact, player: "Player", at: datetime) -> None:
        self.contact, self.owner, self.waits, self.runs = contact, player, False, True
        player.busy.add(contact.pk)
        topic = self.topic
        if contact.topic_id is None:
            self.contact = wrap_up.choose_topic(contact=contact, by=player.person, topic=topic, at=at)
        right = topic.queue
        stranger = right and right != contact.queue and right.code not in player.queues
        if right and stranger and "handed" not in self.done and opening_hours.is_open(right, at):
            self.done.add("handed")
            self.stage.after(at, self.chances.seconds(12, 40), self._hand_on)
            return
        self._go_on(at)

    @property
    def owner_id(self) -> int | None:
        return self.owner.person.pk if self.owner else None

    def led_by(self, contact: Contact, player: "Player | None", at: datetime) -> None:
        """Live: somebody else saw to it that this person leads the talk now."""
        if self.owner:
            self.owner.busy.discard(contact.pk)
        if player and self.stage.plays(player.person):
            self.accepted(contact, player, at)
            return
        self.contact, self.owner, self.waits, self.runs = contact, player, False, True
        self._go_on(at)

    def heard(self, at: datetime) -> None:
        """Live: a person answered in their own words; the client goes on as if it were the next line."""
        if self.owner and self.stage.plays(self.owner.person):
            return
        while self.index < len(self.lines) and self.lines[self.index].side == Side.OPERATOR:
            self.index += 1
        self._go_on(at)

    def taken_up(self, at: datetime) -> None:
        """Live: the person who led it signed out; the simulation goes on in their place."""
        if self.runs:
            self._go_on(at)
        elif self.owner:
            self.stage.after(at, 8, self._close)

    def stays(self, at: datetime) -> None:
        """The client's page is open while they wait."""
        self.visit.refresh_from_db()
        visiting.seen(self.visit, at=at)

    def lost(self, at: datetime) -> None:
        """Back in the queue: handed on, or its operator vanished. The client waits on."""
        if self.owner:
            self.owner.busy.discard(self.contact.pk)
        self.owner, self.waits, self.runs = None, True, False
        self.turn += 1
        if not self.written:
            self.stage.after(at, 240 + self.chances.patience(600), partial(self._give_up, False))

    def ended(self, at: datetime) -> None:
        """The talk is over; its operator wraps up, the client may rate."""
        self.runs, self.waits = False, False
        self.turn += 1
        rating.plan(self, at)
        if self.owner:
            self.stage.after(at, self.chances.lasting(38), self._close)

    def _go_on(self, at: datetime) -> None:
        self.turn += 1
        turn = self.turn
        if self.index >= len(self.lines):
            if self.runs and self.stage.plays(self.owner.person if self.owner else None):
                self.stage.after(at, self.chances.seconds(6, 30), partial(self._finish, turn))
            elif self.runs:
                self.stage.after(at, self.chances.seconds(60, 150), partial(self._leave, turn))
            return
        line = self.lines[self.index]
        if line.side == Side.VISITOR:
            seconds = 5 + len(line.text) * 0.16 + self.chances.lasting(16)
            self.stage.after(at, seconds, partial(self._visitor_says, turn))
        elif self.runs and self.owner and self.stage.plays(self.owner.person):
            self.stage.after(at, self._typing_seconds(line), partial(self._operator_says, turn))

    def _typing_seconds(self, line: Line) -> float:
        if self.written:
            return 60 + self.chances.lasting(260)
        first = self.contact.answered_at is None
        return self.chances.seconds(3, 9) if first else 6 + len(line.text) * 0.14 + self.chances.lasting(14)

    def _visitor_says(self, turn: int, at: datetime) -> None:
        if turn != self.turn or not (self.waits or self.runs):
            return
        if self.index == self.silent_at:
            self._fall_silent(at)
            return
        text = self.lines[self.index].text.format_map(self.coming.who.fields() | self._said())
        key = f"{self.coming.key}-{self.index}"
        self.contact = writing.write(visit=self.visit, text=text, key=key, uploads=[], at=at).contact
        self.index += 1
        self._go_on(at)

    def _operator_says(self, turn: int, at: datetime) -> None:
        if turn != self.turn or not self.runs or self.owner is None or not self.stage.plays(self.owner.person):
            return
        if seconds := besides.before_reply(self, self.owner, at):
            self.stage.after(at, seconds, partial(self._operator_says, turn))
            return
        line, dialogue = self.lines[self.index], self.coming.dialogue
        if "{case_number}" in line.text and self.case is None:
            self.case = registering.register(self, self.owner, at)
        text = line.text.format_map(self.coming.who.fields() | self._said())
        message = conversation.reply(
            contact=self.contact, by=self.owner.person, text=text, seen_seq=SEES_ALL,
            key=f"{self.coming.key}-{self.index}", at=at,
        )  # fmt: skip
        self.contact = message.contact
        self.index += 1
        if dialogue.outcome == Outcome.ABUSIVE and self.index >= len(self.lines) and self.contact.client:
            reason = sentence("abuse", self.owner.language, self.chances)
            self.contact = blocking.block(contact=self.contact, by=self.owner.person, reason=reason, hours=24, at=at)
            self.ended(at)
            return
        if besides.after_reply(self, self.owner, at):
            self._go_on(at)

    def _said(self) -> dict[str, str]:
        return registering.fields(self.case, self.owner, self.contact.language)

    def _hand_on(self, at: datetime) -> None:
        if not self.runs or self.owner is None or not self.stage.plays(self.owner.person):
            return
        queue = self.topic.queue
        assert queue is not None
        words = sentence("handed", self.contact.language, self.chances)
        conversation.reply(
            contact=self.contact, by=self.owner.person, text=words, seen_seq=SEES_ALL,
            key=f"{self.coming.key}-handed", at=at,
        )  # fmt: skip
        self.stage.staff.stir(at)
        reason = sentence("reasons", self.owner.language, self.chances)
        self.contact = transferring.to_queue(
            contact=self.contact, by=self.owner.person, queue=queue, reason=reason, at=at
        )
        self.lost(at)

    def _give_up(self, hurried: bool, at: datetime) -> None:
        if not self.waits:
            return
        self.stage.staff.stir(at, brings=False)
        contact = ending.leave(contact=self.contact, by=self.visit.principal, at=at)
        if contact.state == ContactState.ABANDONED:
            self.waits, self.turn = False, self.turn + 1
            self.over()

    def _finish(self, turn: int, at: datetime) -> None:
        if turn != self.turn or not self.runs or self.owner is None or not self.stage.plays(self.owner.person):
            return
        if self.written:
            self._close(at)
        elif self.chances.happens(0.62):
            self.contact = ending.end(contact=self.contact, by=self.owner.person, at=at)
            self.ended(at)
        else:
            self._leave(turn, at)

    def _leave(self, turn: int, at: datetime) -> None:
        if turn == self.turn and self.runs:
            self.contact = ending.leave(contact=self.contact, by=self.visit.principal, at=at)
            self.ended(at)

    def _falls_silent(self) -> int:
        later = [i for i, line in enumerate(self.lines) if i > 1 and line.side == Side.VISITOR]
        return self.chances.one(later) if later and not self.written and self.chances.happens(0.05) else -1

    def _fall_silent(self, at: datetime) -> None:
        """The client went away. At past times the rule is called when its time comes; live, the worker calls it."""
        self.turn += 1
        queue = self.contact.queue
        if not self.stage.live:
            spoke = self.contact.staff_spoke_at or at
            warned = max(at, spoke + timedelta(seconds=queue.silence_warn_seconds + 2))
            gap = max(30, queue.silence_close_seconds - queue.silence_warn_seconds)
            self.stage.at(warned, lambda now: silence.sweep(at=now))
            self.stage.at(warned + timedelta(seconds=gap + 2), self._closed_by_rule)

    def _closed_by_rule(self, at: datetime) -> None:
        silence.sweep(at=at)
        self.contact.refresh_from_db(fields=["state"])
        if self.contact.state == ContactState.WRAP_UP and self.runs:
            self.ended(at)
        elif self.runs:
            self.stage.after(at, 60, self._closed_by_rule)

    def _close(self, at: datetime) -> None:
        if self.owner is None or not self.stage.plays(self.owner.person):
            return
        self.stage.staff.stir(at, brings=False)
        self.contact = wrap_up.close(
            contact=self.contact, by=self.owner.person, topic=self.topic,
            result=ContactResult.objects.get(code=self._result()), note="", at=at, left_out="hurry",
        )  # fmt: skip
        self.over()

    def _result(self) -> str:
        if self.case is not None:
            return "registered"
        if self.index < len(self.lines):
            return "client_left"
        if self.coming.dialogue.outcome == Outcome.ABUSIVE:
            return "abuse"
        if self.coming.dialogue.topic == "gas-smell":
            return "emergency_passed"
        return "state_told" if self.coming.dialogue.topic == "case-status" else "answered"

    def over(self) -> None:
        self.stage.talks.pop(self.contact.pk, None)
        if self.owner:
            self.owner.busy.discard(self.contact.pk)
        if self.visit.client_id and not self.written:
            self.stage.visits.append(self.visit.pk)
