"""Cases registered together from one table: the same table is never registered twice."""

from django.db import models

from anyqtama.people.models import Person


class BulkRegistration(models.Model):
    """`digest`: SHA-256 of the rows. The numbers of its cases run from `first` to `last` without a gap."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    first = models.CharField(max_length=20)
    last = models.CharField(max_length=20)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
