"""What happens in a talk beside its lines: script steps, notes, a hold, a question to a colleague, handing over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from anyqtama.contacts import consulting, conversation, holding, scripting, transferring
from anyqtama.contacts.models import Consultation
from anyqtama.demo.simulated.said import sentences

if TYPE_CHECKING:
    from anyqtama.demo.simulated.staff import Player
    from anyqtama.demo.simulated.talks import Talk

CHANCES = {"note": 0.16, "hold": 0.07, "consult": 0.06, "over": 0.02, "reassign": 0.012, "crash": 0.006}
"""How often each happens in a talk, at its second reply."""


def before_reply(talk: "Talk", player: "Player", at: datetime) -> float:
    """Something that delays the reply; returns by how many seconds, 0 for nothing."""
    if talk.written or talk.contact.answered_at is None or "delayed" in talk.done:
        return 0
    talk.done.add("delayed")
    if talk.chances.happens(CHANCES["hold"]):
        return _hold(talk, player, at)
    if talk.chances.happens(CHANCES["consult"]):
        return _consult(talk, player, at)
    return 0


def after_reply(talk: "Talk", player: "Player", at: datetime) -> bool:
    """Returns whether the talk goes on with the same person."""
    _mark_script(talk, player, at)
    if talk.chances.happens(CHANCES["note"] / 2):
        text = talk.chances.one(sentences("notes", player.language))
        conversation.note(
            contact=talk.contact, by=player.person, text=text, key=f"{talk.coming.key}-note-{talk.index}", at=at
        )
    if talk.index < 3 or talk.written or "moved" in talk.done:
        return True
    talk.done.add("moved")
    acts: dict[str, Callable[[Talk, Player, datetime], bool]] = {"over": _over, "reassign": _reassign, "crash": _crash}
    for name, act in acts.items():
        if talk.chances.happens(CHANCES[name]):
            return act(talk, player, at)
    return True


def _hold(talk: "Talk", player: "Player", at: datetime) -> float:
    holding.hold(contact=talk.contact, by=player.person, at=at)
    seconds = talk.chances.seconds(35, 130)
    talk.stage.after(at, seconds, partial(_resume, talk, player))
    return seconds + 4


def _resume(talk: "Talk", player: "Player", at: datetime) -> None:
    if talk.runs and talk.owner is player:
        holding.resume(contact=talk.contact, by=player.person, at=at)


def _consult(talk: "Talk", player: "Player", at: datetime) -> float:
    lead = talk.stage.staff.lead_of(player) if talk.chances.happens(0.5) else None
    colleague = lead or talk.stage.staff.colleague(player, talk.chances)
    if colleague is None:
        return 0
    questions = sentences("questions", player.language)
    which = talk.chances.whole(0, len(questions) - 1)
    asked = consulting.ask(
        contact=talk.contact, by=player.person, colleague=colleague.person, question=questions[which], at=at
    )
    if talk.chances.happens(0.9):
        seconds = talk.chances.seconds(25, 110)
        talk.stage.after(at, seconds, partial(_answer, talk, asked, colleague, which))
        return seconds + talk.chances.seconds(8, 25)
    talk.stage.after(at, talk.chances.seconds(2400, 9000), partial(_answer, talk, asked, colleague, which))
    return talk.chances.seconds(60, 120)


def _answer(talk: "Talk", asked: Consultation, colleague: "Player", which: int, at: datetime) -> None:
    if talk.stage.plays(colleague.person):
        text = sentences("answers", colleague.language)[which]
        consulting.answer(consultation=asked, by=colleague.person, text=text, key=f"{talk.coming.key}-advice", at=at)


def _mark_script(talk: "Talk", player: "Player", at: datetime) -> None:
    if "script" not in talk.done and not talk.chances.happens(0.7):
        talk.done.add("script")
    version = None if "script" in talk.done else scripting.current_version(talk.contact)
    steps = version.steps if version else []
    step = next(
        (each["key"] for each in steps if each["kind"] != "compute" and f"step-{each['key']}" not in talk.done), ""
    )
    if version and step:
        talk.done.add(f"step-{step}")
        scripting.mark(contact=talk.contact, by=player.person, version=version, step=step, answer="", done=True, at=at)


def _over(talk: "Talk", player: "Player", at: datetime) -> bool:
    return _give(talk, player, at, talk.stage.staff.colleague(player, talk.chances, queue=talk.contact.queue.code))


def _reassign(talk: "Talk", player: "Player", at: datetime) -> bool:
    lead = talk.stage.staff.lead_of(player)
    other = talk.stage.staff.colleague(player, talk.chances, queue=talk.contact.queue.code)
    return _give(talk, player, at, other, lead) if lead else True


def _give(talk: "Talk", player: "Player", at: datetime, other: "Player | None", lead: "Player | None" = None) -> bool:
    """Another person leads the talk from now on; by one's own hand, or by the lead's."""
    if other is None or talk.contact.language not in other.described.languages:
        return True
    talk.stage.staff.stir(at)
    reason = talk.chances.one(sentences("reasons", player.language))
    if lead is None:
        contact = transferring.to_person(
            contact=talk.contact, by=player.person, person=other.person, reason=reason, at=at
        )
    else:
        contact = transferring.reassign(contact=talk.contact, by=lead.person, person=other.person, reason=reason, at=at)
    player.busy.discard(talk.contact.pk)
    talk.accepted(contact, other, at)
    return False


def _crash(talk: "Talk", player: "Player", at: datetime) -> bool:
    if talk.stage.live:  # the worker's watch would be right, but a demo should not look broken
        return True
    talk.stage.staff.crash(player, at)
    return False
