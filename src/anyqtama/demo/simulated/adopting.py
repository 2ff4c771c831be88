"""Live only: an open contact that the stage does not know: left by an earlier play, or of a visitor who is a person."""

import re
from datetime import datetime
from functools import partial

from anyqtama.contacts.models import Contact, ContactState, Message, MessageKind
from anyqtama.demo import content
from anyqtama.demo.content.shapes import Dialogue, Line
from anyqtama.demo.simulated import demand
from anyqtama.demo.simulated.arriving import as_written, on_paper
from anyqtama.demo.simulated.calling_back import call_back
from anyqtama.demo.simulated.calls import Call
from anyqtama.demo.simulated.honest import Honest
from anyqtama.demo.simulated.stage import ADDRESS, Stage
from anyqtama.demo.simulated.talks import Talk
from anyqtama.portal.models import Visit

KEY = re.compile(r"demo-(\d+)-(\d+)(?:-(\w+))?")


def adopt(contact: Contact, stage: Stage, at: datetime) -> None:
    if contact.channel.kind == "phone" and contact.outgoing:
        call_back(contact, stage, at)
        return
    if contact.channel.kind == "phone":
        _adopt_call(contact, stage, at)
        return
    visit = Visit.objects.filter(contact=contact).first()
    if visit is None or visit.address != ADDRESS:
        Honest(contact, stage)
        return
    said = list(Message.objects.filter(contact=contact, kind=MessageKind.TEXT).order_by("seq"))
    key = KEY.fullmatch(said[0].key) if said else None
    dialogue = _dialogue(said[0].text, contact.language) if said else None
    if key is None or dialogue is None:
        Honest(contact, stage)
        return
    coming = demand.coming(contact.arrived_at, index=int(key[2]), seed=int(key[1]), dialogue=dialogue)
    lines: tuple[Line, ...] = dialogue.lines
    if contact.channel.kind == "written":
        coming, lines = as_written(coming), on_paper(dialogue.lines)
    talk = Talk(stage, coming, visit, contact, lines)
    talk.index = max([1, *(_number(each.key) + 1 for each in said)])
    talk.case = contact.cases.first()
    if contact.state in {ContactState.WAITING, ContactState.OFFERED}:
        talk.begin(at)
        return
    player = stage.staff.players.get(contact.owner_id or 0)
    talk.led_by(contact, player, at)
    if contact.state == ContactState.WRAP_UP:
        talk.ended(at)


def _number(key: str) -> int:
    found = KEY.fullmatch(key)
    return int(found[3]) if found and (found[3] or "").isdecimal() else 0


def _dialogue(first_words: str, language: str) -> Dialogue | None:
    """The dialogue that begins so, whatever names and addresses stand in the places."""
    for dialogue in content.load().dialogues:
        for lines in (dialogue.lines, on_paper(dialogue.lines)):
            pattern = re.sub(r"\\\{\w+\\\}", ".+?", re.escape(lines[0].text))
            if dialogue.language == language and re.fullmatch(pattern, first_words, re.DOTALL):
                return dialogue
    return None


def _adopt_call(contact: Contact, stage: Stage, at: datetime) -> None:
    """A call left running ends soon; one that a person noted is theirs."""
    player = stage.staff.players.get(contact.owner_id or 0)
    key = KEY.fullmatch(contact.conversation)
    if player is None or key is None or contact.pk in player.busy or not stage.plays(player.person):
        return
    coming = demand.coming(contact.arrived_at, index=int(key[2]), seed=int(key[1]))
    topic = contact.topic or stage.some_topic(contact.queue)
    call = Call(coming, stage, player, topic)
    call.contact = contact
    player.busy.add(contact.pk)
    ends = call.end if contact.state == ContactState.ACTIVE else call.close
    stage.after(at, 12 + contact.pk % 40, partial(ends))
