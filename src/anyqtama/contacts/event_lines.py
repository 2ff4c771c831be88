"""The sentences of a conversation's quiet lines, in the reader's language: for the client's window and for the desk."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.contacts.models import Message, Queue
from anyqtama.contacts.wishing import When
from anyqtama.kernel.labels import label
from anyqtama.ui.moments import day, moment

NAMES_KEPT_SECONDS = 60

Facts = Mapping[str, Any]
Line = Callable[[Facts], str]


def sentence(message: Message, *, for_client: bool) -> str:
    """What a quiet line says; an event unknown here, or not meant for the client, says nothing."""
    if for_client and message.internal:
        return ""
    lines = CLIENT if for_client else {**CLIENT, **DESK}
    line = lines.get(message.event)
    return line(message.facts) if line else ""


def _said(facts: Facts, name: str) -> str:
    return str(facts.get(name, ""))


def _queue(facts: Facts) -> str:
    code = _said(facts, "queue")
    names = cache.get_or_set("contacts:queue-names", _queue_names, NAMES_KEPT_SECONDS)
    return label(names[code]) if names and code in names else code


def _queue_names() -> dict[str, dict[str, str]]:
    return dict(Queue.objects.values_list("code", "names"))


def _due(facts: Facts) -> str:
    try:
        return moment(datetime.fromisoformat(_said(facts, "due")))
    except ValueError:
        return ""


def _wished(facts: Facts) -> str:
    return _("The answer is wanted so: %(way)s") % {"way": wish_words(facts)}


def wish_words(facts: Facts) -> str:
    """call +7 701 ··· 21 48, 30 November, 10:00–12:00."""
    way, when = WAYS.get(_said(facts, "channel"), WAYS["chat"])(), When.of(facts)
    after, before = _said(facts, "after"), _said(facts, "before")
    hours = f"{after}–{before}"
    if not before:
        hours = pgettext("wished time", "after %(time)s") % {"time": after} if after else ""
    elif not after:
        hours = pgettext("wished time", "before %(time)s") % {"time": before}
    told = (" ".join(part for part in (way, _said(facts, "address")) if part), day(when.day) if when.day else "", hours)
    return ", ".join(part for part in told if part)


WAYS: Mapping[str, Callable[[], str]] = {
    "sms": lambda: pgettext("way of answer", "SMS"),
    "phone": lambda: pgettext("way of answer", "call"),
    "email": lambda: pgettext("way of answer", "e-mail"),
    "chat": lambda: pgettext("way of answer", "in this window"),
}


def _verified(facts: Facts) -> str:
    levels = {
        "none": pgettext("who calls", "not verified"),
        "number": pgettext("who calls", "known by the number"),
        "questions": pgettext("who calls", "verified by questions"),
        "document": pgettext("who calls", "verified by a document"),
    }
    return _("The caller: %(level)s") % {"level": levels.get(_said(facts, "level"), _said(facts, "level"))}


def _handed_over(facts: Facts) -> str:
    said = {name: _said(facts, name) for name in ("who", "person", "text")}
    if said["text"]:
        return _("%(who)s handed the contact on to %(person)s: %(text)s") % said
    return _("%(who)s handed the contact on to %(person)s") % said


def _reason(facts: Facts) -> str:
    """Lines written before have a code where the person vanished."""
    text = _("the operator vanished") if facts.get("text") == "vanished" else _said(facts, "text")
    return _("Reason: %(text)s") % {"text": text}


CLIENT: Mapping[str, Line] = {
    "accepted": lambda facts: _("%(person)s joined the conversation") % {"person": _said(facts, "person")},
    "introduced": lambda facts: _("Now signed as %(name)s") % {"name": _said(facts, "name")},
    "answer_wished": _wished,
    "held": lambda facts: _("The operator is checking the details. Please stay with us"),
    "resumed": lambda facts: _("The operator is back"),
    "transfer": lambda facts: (
        _("The conversation is handed on: %(queue)s. What you wrote is kept") % {"queue": _queue(facts)}
    ),
    "returned": lambda facts: _("The connection with the operator was lost. Your place is kept"),
    "taken_up_again": lambda facts: _("The conversation goes on"),
    "silence_warning": lambda facts: _("Are you still there? Without a word from you the conversation will close"),
    "registered": lambda facts: (
        _("Registered under the number %(number)s, answer due %(due)s")
        % {"number": _said(facts, "number"), "due": _due(facts)}
    ),
    "formalised": lambda facts: (
        _("%(number)s is a formal request now. The term of the law counts: answer due %(due)s")
        % {"number": _said(facts, "number"), "due": _due(facts)}
    ),
    "ended_by_operator": lambda facts: _("The conversation has ended. Thank you for writing"),
    "ended_by_client": lambda facts: _("You ended the conversation. Write again at any time"),
    "ended_silence": lambda facts: _("The conversation closed because nobody wrote. Write again at any time"),
    "ended_blocked": lambda facts: _("The conversation was stopped. If you need urgent help, call 112"),
    "abandoned": lambda facts: _("You left the queue. Write again at any time"),
}

DESK: Mapping[str, Line] = {
    "held": lambda facts: _("Client put on hold"),
    "resumed": lambda facts: _("Back from hold"),
    "transfer": lambda facts: _("Handed on to the queue %(queue)s") % {"queue": _queue(facts)},
    "returned": lambda facts: _("The operator vanished: back to the queue %(queue)s") % {"queue": _queue(facts)},
    "taken_up_again": lambda facts: _("The client wrote again: the conversation goes on"),
    "silence_warning": lambda facts: _("The client was warned: silent for long"),
    "ended_by_operator": lambda facts: _("Ended by the operator"),
    "ended_by_client": lambda facts: _("Ended by the client"),
    "ended_silence": lambda facts: _("Closed because the client was silent"),
    "ended_blocked": lambda facts: _("Stopped: the client is blocked"),
    "abandoned": lambda facts: _("The client left the queue"),
    "reason": _reason,
    "asked": lambda facts: (
        _("Asked %(person)s: %(text)s") % {"person": _said(facts, "person"), "text": _said(facts, "text")}
    ),
    "handed_over": _handed_over,
    "verified": _verified,
    "conflict": lambda facts: _("Difficult contact: %(method)s") % {"method": label(facts.get("names", {}))},
    "rescue": lambda facts: (
        _("Handed to %(service)s; the leads are told: %(number)s")
        % {"service": _said(facts, "service"), "number": _said(facts, "what")}
    ),
}
