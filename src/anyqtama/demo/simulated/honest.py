"""A visitor who is a person: left to people where there are any; else a simulated operator says what it is."""

from datetime import datetime
from functools import partial

from anyqtama.contacts import accepting, conversation, wrap_up
from anyqtama.contacts.models import Contact, ContactResult, ContactState
from anyqtama.demo.simulated.said import sentences
from anyqtama.demo.simulated.staff import TOO_LATE, Player
from anyqtama.demo.simulated.stage import Stage


class Honest:
    """Kept for one contact; `said` counts what the simulated operator has told."""

    def __init__(self, contact: Contact, stage: Stage) -> None:
        self.contact, self.stage, self.said, self.types = contact, stage, 0, False
        stage.persons[contact.pk] = self

    def follow(self, row: Contact, at: datetime) -> None:
        self.contact = row
        player = self.stage.staff.players.get(row.owner_id or 0)
        if player is None or not self.stage.plays(player.person):
            return
        if row.state == ContactState.WRAP_UP:
            self._close(player, at)
        elif row.state == ContactState.ACTIVE and self.said < 2 and not self.types and row.awaits_reply():
            self._tell(player, at)

    def offered(self, player: Player, at: datetime, *, person_there: bool) -> None:
        """Put off while a person could take it; the next offer goes to somebody else."""
        act = accepting.decline if person_there else accepting.accept
        try:
            act(contact=self.contact, by=player.person, at=at)
        except TOO_LATE:
            return

    def _tell(self, player: Player, at: datetime) -> None:
        words = sentences("honest", self.contact.language)[self.said]
        key = f"honest-{self.contact.pk}-{self.said}"
        self.said, self.types = self.said + 1, True
        self.stage.after(at, 3, partial(self._reply, player, words, key))

    def _reply(self, player: Player, words: str, key: str, at: datetime) -> None:
        self.types = False
        conversation.reply(contact=self.contact, by=player.person, text=words, seen_seq=1_000_000, key=key, at=at)

    def _close(self, player: Player, at: datetime) -> None:
        topic = self.contact.topic or self.stage.some_topic(self.contact.queue)
        result = ContactResult.objects.get(code="client_left")
        wrap_up.close(
            contact=self.contact, by=player.person, topic=topic, result=result, note="", at=at, left_out="hurry"
        )
