"""A stored file: bytes by their SHA-256 in the file store, facts here. Read only through its owner's view."""

from django.db import models


class StoredFile(models.Model):
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
