"""Telephone calls of simulated clients: noted by a free operator through the telephone beside the system."""

from datetime import datetime
from typing import TYPE_CHECKING

from anyqtama.cases.models import Case
from anyqtama.clients import naming
from anyqtama.contacts import conversation, ending, holding, phoning, wrap_up
from anyqtama.contacts.models import ContactResult, PhoneCall, Topic
from anyqtama.demo.content.shapes import Outcome, Side
from anyqtama.demo.simulated import registering
from anyqtama.demo.simulated.demand import Coming
from anyqtama.demo.simulated.stage import Stage

if TYPE_CHECKING:
    from anyqtama.demo.simulated.staff import Player


def ring(coming: Coming, stage: Stage, at: datetime) -> None:
    """A call that nobody free can take is the PBX's to count: here it never begins."""
    topic = Topic.objects.select_related("queue").get(code=coming.dialogue.topic)
    assert topic.queue is not None
    player = stage.staff.free_for_call(topic.queue.code)
    if player and coming.dialogue.language in player.described.languages:
        Call(coming, stage, player, topic).begin(at)


class Call:
    def __init__(self, coming: Coming, stage: Stage, player: "Player", topic: Topic) -> None:
        self.coming, self.stage, self.player, self.topic = coming, stage, player, topic
        self.chances = coming.chances
        self.case: Case | None = None

    def begin(self, at: datetime) -> None:
        known = self.topic if self.coming.says_topic else None
        self.contact = phoning.begin(
            by=self.player.person, number=self.coming.who.number, language=self.coming.dialogue.language, topic=known,
            outgoing=False, external_id=self.coming.key, queue_code=self.topic.queue.code if self.topic.queue else "",
            at=at,
        )  # fmt: skip
        self.player.busy.add(self.contact.pk)
        talk = 35 + self.chances.lasting(175, 0.7)
        self.stage.after(at, self.chances.seconds(8, 20), self._meet)
        if self.chances.happens(0.12):
            self.stage.after(at, talk * 0.5, self._hold)
        self.stage.after(at, talk * 0.8, self._note)
        self.stage.after(at, talk, self.end)

    def _meet(self, at: datetime) -> None:
        level = self.chances.weighted(list(PhoneCall.Verification), (20, 55, 20, 5))
        phoning.verify(contact=self.contact, by=self.player.person, level=level, at=at)
        client = self.contact.client
        if client and not client.name:
            by = self.player.person.principal
            self.contact.client = naming.change(client=client, by=by, at=at, name=self.coming.who.name)
        wrap_up.choose_topic(contact=self.contact, by=self.player.person, topic=self.topic, at=at)

    def _hold(self, at: datetime) -> None:
        holding.hold(contact=self.contact, by=self.player.person, at=at)
        self.stage.after(at, self.chances.seconds(10, 25), self._resume)

    def _resume(self, at: datetime) -> None:
        self.contact.refresh_from_db(fields=["held_since"])
        if self.contact.held_since:
            holding.resume(contact=self.contact, by=self.player.person, at=at)

    def _note(self, at: datetime) -> None:
        """The gist, as the operator types it while the caller speaks."""
        lines = self.coming.dialogue.lines
        words = [line.text.format_map(self.coming.who.fields()) for line in lines if line.side == Side.VISITOR]
        if self.chances.happens(0.6):
            key = f"{self.coming.key}-gist"
            conversation.note(contact=self.contact, by=self.player.person, text=words[0], key=key, at=at)
        if self.coming.dialogue.outcome == Outcome.REGISTERED:
            self.case = registering.register_for(
                client=self.contact.client, contact=self.contact, topic=self.topic, words=words, who=self.coming.who,
                player=self.player, chances=self.chances, stage=self.stage, at=at,
            )  # fmt: skip

    def end(self, at: datetime) -> None:
        ending.end(contact=self.contact, by=self.player.person, at=at)
        self.stage.after(at, self.chances.lasting(45), self.close)

    def close(self, at: datetime) -> None:
        self.stage.staff.stir(at, brings=False)
        result = ContactResult.objects.get(code="registered" if self.case else "answered")
        wrap_up.close(
            contact=self.contact,
            by=self.player.person,
            topic=self.topic,
            result=result,
            note="",
            at=at,
            left_out="hurry",
        )
        self.player.busy.discard(self.contact.pk)
