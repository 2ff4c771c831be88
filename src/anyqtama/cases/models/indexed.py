"""The words by which a list finds its cases."""

from django.db import models

from anyqtama.cases.models.case import Case

LONGEST = 48
"""Bytes of a word that are kept."""


class IndexedWord(models.Model):
    """One word of a case's subject, address or client's name, as UTF-8 bytes.

    Bytes have the same order on every database, whatever its collation: all words with one beginning are a range.
    """

    pk = models.CompositePrimaryKey("case_id", "word")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="indexed_words", db_index=False)
    word = models.BinaryField(max_length=LONGEST)

    class Meta:
        indexes = [models.Index(fields=["word", "case"], name="indexed_word_case")]
