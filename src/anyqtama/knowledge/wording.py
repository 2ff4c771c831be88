"""Writing quick replies: ready sentences whose placeholders the desk can fill."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.knowledge.entries import QuickReplySaved
from anyqtama.knowledge.models import QuickReply
from anyqtama.knowledge.quick_replies import PLACEHOLDERS, unknown_placeholders
from anyqtama.people.models import Person


class NothingWritten(Exception):
    message = _("A quick reply needs a name and a text in at least one language.")


class ShortcutTaken(Exception):
    message = _("This shortcut belongs to another quick reply. Choose another one.")


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
) -> QuickReply:
    """Change `reply`, or make a new one."""
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
        made.shortcut, made.names, made.texts, made.active = shortcut, names, texts, active
        made.save()
        journal.write(QuickReplySaved(shortcut, active), subject=made, by=by.principal, at=at)
    return made


def _kept(words: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items() if text.strip()}


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
