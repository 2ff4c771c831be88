"""Writing quick replies: ready sentences whose placeholders the desk can fill."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.models import Entry
from anyqtama.knowledge.entries import QuickReplySaved
from anyqtama.knowledge.models import QuickReply
from anyqtama.knowledge.quick_replies import PLACEHOLDERS, unknown_placeholders
from anyqtama.people.models import Person


class NothingWritten(Exception):
    message = _("A quick reply needs a name and a text in at least one language.")


class ShortcutTaken(Exception):
    message = _("This shortcut belongs to another quick reply. Choose another one.")


class ChangedMeanwhile(Exception):
    message = _("A colleague saved another text in the meantime. Look at it below, then save yours again.")


class NoSuchVersion(Exception):
    message = _("This version was not kept whole; one cannot go back to it.")


class UnknownPlaceholders(Exception):
    """Names them, and says which are known."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(found)
        said = {"found": _braced(found), "known": _braced(PLACEHOLDERS)}
        self.message = _("Nothing fills %(found)s. Known are %(known)s.") % said


def write(
    *,
    reply: QuickReply | None,
    shortcut: str,
    names: Mapping[str, str],
    texts: Mapping[str, str],
    active: bool,
    by: Person,
    at: datetime,
    seen: str = "",
) -> QuickReply:
    """Change `reply`, or make a new one. `seen`: the mark of what its editor looked at."""
    names, texts = _kept(names), _kept(texts)
    if not names or not texts:
        raise NothingWritten
    if unknown := unknown_placeholders("\n".join(texts.values())):
        raise UnknownPlaceholders(unknown)
    with transaction.atomic():
        taken = QuickReply.objects.filter(shortcut=shortcut).first()
        if taken is not None and taken != reply:
            raise ShortcutTaken
        made = QuickReply.objects.select_for_update().get(pk=reply.pk) if reply else QuickReply()
        before = content(made) if reply else {}
        if seen and seen != mark(made):
            raise ChangedMeanwhile
        made.shortcut, made.names, made.texts, made.active = shortcut, names, texts, active
        if (after := content(made)) == before:
            return made
        made.save()
        journal.write(QuickReplySaved(shortcut, active, before, after), subject=made, by=by.principal, at=at)
    return made


def go_back(*, reply: QuickReply, version: int, by: Person, at: datetime) -> QuickReply:
    """Say again what a version said; that is a version of its own. `version`: the entry that kept it."""
    entry = Entry.objects.filter(
        pk=version, kind=QuickReplySaved.kind, subject_kind="quickreply", subject_id=str(reply.pk)
    ).first()
    kept = entry.payload.get("after") if entry else None
    if not kept:
        raise NoSuchVersion
    return write(reply=reply, by=by, at=at, **kept)


def content(reply: QuickReply) -> dict[str, Any]:
    return {"shortcut": reply.shortcut, "names": reply.names, "texts": reply.texts, "active": reply.active}


def mark(reply: QuickReply) -> str:
    """Of what a reply says; another text has another mark."""
    return hashlib.sha256(journal.canonical(content(reply))).hexdigest()[:32]


def _kept(words: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items() if text.strip()}


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
