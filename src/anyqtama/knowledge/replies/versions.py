"""Who said what differently when: the versions of a quick reply, read from the journal, which keeps each whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.knowledge import differing, quick_replies
from anyqtama.knowledge.differing import Part
from anyqtama.knowledge.entries import QuickReplySaved
from anyqtama.knowledge.models import QuickReply
from anyqtama.knowledge.wording import content
from anyqtama.people.models import Person

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Changed:
    name: str
    language: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Version:
    """`back`: the entry to go back to; None for what is said now, and for what was not kept whole."""

    number: int
    at: datetime
    who: str
    first: bool
    changed: Sequence[Changed]
    now: bool
    back: int | None


def versions(reply: QuickReply) -> list[Version]:
    """The newest first; two queries however many there are."""
    entries = list(
        Entry.objects.filter(kind=QuickReplySaved.kind, subject_kind="quickreply", subject_id=str(reply.pk)).order_by(
            "at", "pk"
        )
    )
    people = {entry.principal_id for entry in entries if entry.principal_kind == PrincipalKind.PERSON}
    names = {str(one.pk): str(one) for one in Person.objects.filter(pk__in=people)}
    said = content(reply)
    made = []
    for number, entry in enumerate(entries, start=1):
        before, after = entry.payload.get("before") or {}, entry.payload.get("after") or {}
        now, who = number == len(entries), names.get(entry.principal_id) or _("The system")
        back = entry.pk if after and after != said else None
        made.append(Version(number, entry.at, who, not before, list(_changes(before, after)), now, back))
    return made[::-1][:SHOWN]


def missing(reply: QuickReply) -> list[tuple[str, str]]:
    """(language, placeholders that only its other languages have)."""
    found = quick_replies.missing(reply.texts)
    return [(OWN_NAMES[code], ", ".join(f"{{{name}}}" for name in names)) for code, names in found.items()]


def left_out(reply: QuickReply) -> str:
    """The languages that it does not say anything in."""
    return ", ".join(OWN_NAMES[code] for code in LANGUAGES if not reply.texts.get(code))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    if not before or not after:
        return []
    made = []
    for code in LANGUAGES:
        for field, name in (("names", pgettext("setting", "Name")), ("texts", _("Text"))):
            old, new = before[field].get(code, ""), after[field].get(code, "")
            if old != new:
                made.append(Changed(f"{name}, {OWN_NAMES[code]}", code, differing.parts(old, new)))
    if before["shortcut"] != after["shortcut"]:
        made.append(Changed(_("Shortcut"), "", differing.parts(before["shortcut"], after["shortcut"])))
    if before["active"] != after["active"]:
        said = _("put aside"), _("offered at the desk")
        made.append(Changed("", "", [Part("new", said[after["active"]])]))
    return made
