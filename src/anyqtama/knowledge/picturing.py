"""A picture for the texts of an article: kept once, shown where its number is written."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import files
from anyqtama.knowledge.models import Picture
from anyqtama.people.models import Person


class NotAPicture(Exception):
    message = _("This is not a picture that a page can show. Choose a JPEG, PNG, GIF or WebP.")


class WordsNeeded(Exception):
    message = _("Say in words what the picture shows: some colleagues hear the page instead of seeing it.")


def add(*, code: str, stream: BinaryIO, name: str, words: str, by: Person, at: datetime) -> str:
    """Keep it and return the line that shows it."""
    words = " ".join(words.replace("[", "(").replace("]", ")").split())
    if not words:
        raise WordsNeeded
    with transaction.atomic():
        stored = files.store(stream, name, at)
        if stored.content_type not in files.INLINE:
            files.forget(stored)
            raise NotAPicture
        made = Picture.objects.create(code=code, file=stored, by=by, at=at)
    return f"![{words}]({made.pk})"
