"""What changed in the knowledge base, whom it concerns, and who has read it."""

from django.db import models

from anyqtama.kernel.labels import label
from anyqtama.people.models import Person


class Change(models.Model):
    """`kind` and `code` name what changed, `roles` whom it concerns; with `must_read` a receipt is awaited."""

    kind = models.CharField(max_length=12)
    code = models.SlugField(max_length=60)
    url = models.CharField(max_length=200)
    names = models.JSONField()
    notes = models.JSONField(default=dict)
    roles = models.CharField(max_length=300, blank=True, default="")
    must_read = models.BooleanField(default=False)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return label(self.names)


class ChangeReading(models.Model):
    """A person's receipt: they have read what changed."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "person"], name="one_receipt_a_person")]
