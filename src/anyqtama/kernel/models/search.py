"""The search index: documents and the postings of their terms, the same rows on both databases."""

from django.db import models


class SearchDocument(models.Model):
    """One findable thing. `source` names who may judge whether a reader sees it (see people.access)."""

    source = models.CharField(max_length=30)
    object_id = models.CharField(max_length=40)
    language = models.CharField(max_length=2, blank=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=400, blank=True)
    url = models.CharField(max_length=200)
    length = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id", "language"], name="one_search_document_an_object")
        ]


class SearchPosting(models.Model):
    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE)
    term = models.CharField(max_length=40)
    weight = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["term", "document"], name="posting_term", include=["weight"])]
