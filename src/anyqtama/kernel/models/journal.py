"""The journal's rows: entries, the sealed head, and how far each reader has come."""

from django.db import models


class Entry(models.Model):
    """What happened, to what, by whom, when. Written unsealed; `position` and `hash` come from the sealer."""

    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    principal_kind = models.CharField(max_length=10)
    principal_id = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    payload = models.JSONField()
    personal = models.JSONField(null=True)
    personal_salt = models.CharField(max_length=32, blank=True)
    personal_hash = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "position"], name="entry_subject"),
            models.Index(fields=["id"], name="entry_unsealed", condition=models.Q(position=None)),
            models.Index(fields=["kind", "at"], name="entry_kind_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"


class Head(models.Model):
    """The last sealed position and hash; one row, locked by whoever seals."""

    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class ReaderCursor(models.Model):
    """How far a reader has read sealed positions."""

    name = models.CharField(max_length=60, unique=True)
    position = models.BigIntegerField(default=0)
