"""A word that no dictionary has becomes one that the organisation knows."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.models import KnownWord
from anyqtama.kernel.spelling.reading import LONGEST
from anyqtama.knowledge.entries import WordTaught
from anyqtama.people.models import Person

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class NotAWord(Exception):
    message = _("Only a word of letters can be added, at most 60 of them.")


def shaped(word: str) -> str:
    """As it is kept, or a refusal."""
    said = word.strip().lower()
    if not _WORD.fullmatch(said) or not 2 <= len(said) <= LONGEST:
        raise NotAWord
    return said


def teach(*, word: str, by: Person, at: datetime) -> KnownWord:
    """Known from now on, in lower case. One that is known already stays as it is; one put aside comes back."""
    said = shaped(word)
    with transaction.atomic():
        known, new = KnownWord.objects.select_for_update().get_or_create(word=said)
        if not new and known.active:
            return known
        known.active = True
        known.save(update_fields=["active"])
        journal.write(WordTaught(said), subject=known, by=by.principal, at=at)
    return known
