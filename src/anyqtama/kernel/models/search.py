"""The search index: what is findable, its terms, and the same terms turned round in segments that never change.

A new document waits as a fresh vector, which every query reads; the worker gathers fresh ones into segments. Both
databases keep the same bytes.
"""

from django.core.validators import MinLengthValidator
from django.db import models

METHOD = 2
"""Rises when the terms of a text change: older documents are indexed anew in the background."""
BLOCKS = 1 << 16


class SearchDocument(models.Model):
    """One findable thing. `source` names who may judge whether a reader sees it (see people.access)."""

    source = models.CharField(max_length=30)
    object_id = models.CharField(max_length=40)
    language = models.CharField(max_length=2, blank=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    method = models.PositiveSmallIntegerField(default=METHOD)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id", "language"], name="one_search_document_an_object")
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(method__lt=METHOD), name="search_document_old")]


class SearchVector(models.Model):
    """The terms of a document as it is now. One that changes gets a new vector; its old id then finds nothing."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="vectors")
    source = models.CharField(max_length=30)
    length = models.PositiveIntegerField()
    fresh = models.BooleanField(default=True)
    data = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["source"], condition=models.Q(fresh=True), name="search_vector_fresh")]


class SearchSegment(models.Model):
    """Many vectors turned round. Its blocks have the ids `id * BLOCKS + number`; `bits` of a term say which block."""

    source = models.CharField(max_length=30)
    documents = models.BinaryField()
    digest = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    postings = models.PositiveIntegerField()
    bits = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    ready = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)


class SearchBlock(models.Model):
    id = models.BigIntegerField(primary_key=True)
    data = models.BinaryField()


class SearchSynonyms(models.Model):
    """Words that stand for each other, in any languages, separated by commas: жылу, отопление, heating."""

    words = models.CharField(max_length=300, unique=True, validators=[MinLengthValidator(3)])
    active = models.BooleanField(default=True)
