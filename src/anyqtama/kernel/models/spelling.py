"""The organisation's own words, which no dictionary has: names of services, streets, abbreviations."""

from django.db import models


class KnownWord(models.Model):
    """Kept in lower case; known in all three languages. Who added it when stands in the journal."""

    word = models.CharField(max_length=60, unique=True)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.word
