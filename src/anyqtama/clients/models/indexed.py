"""The words by which a client is found by name."""

from django.db import models

from anyqtama.clients.models.card import Client
from anyqtama.kernel.search.beginnings import LONGEST


class IndexedWord(models.Model):
    """One word of a card's own name, as kernel.search.beginnings keeps it; a merged card keeps its own."""

    pk = models.CompositePrimaryKey("client_id", "word")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="indexed_words", db_index=False)
    word = models.BinaryField(max_length=LONGEST)

    class Meta:
        indexes = [models.Index(fields=["word", "client"], name="indexed_word_client")]
