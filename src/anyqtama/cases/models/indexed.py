"""The words by which a list finds its cases."""

from django.db import models

from anyqtama.cases.models.case import Case
from anyqtama.kernel.search.beginnings import LONGEST


class IndexedWord(models.Model):
    """One word of a case's subject, address or client's name, as kernel.search.beginnings keeps it.

    `fields`: in which of them it stands, as bits (cases.indexed_words.BITS). 0: indexed before that was kept, and found
    only by who sees all of them until the index is renewed.
    """

    pk = models.CompositePrimaryKey("case_id", "word")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="indexed_words", db_index=False)
    word = models.BinaryField(max_length=LONGEST)
    fields = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["word", "case", "fields"], name="indexed_word_seen")]
