"""Paper that comes in: scans that wait, the case that was typed from them, what a second person corrected."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person


class Paper(models.Model):
    """A case typed from paper. `asks_check`: another person holds what was typed against the scan."""

    class Sort(models.TextChoices):
        APPLICATION = "application"
        BILL = "bill"
        FORM = "form"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="paper")
    sort = models.CharField(max_length=12, choices=Sort.choices)
    received_on = models.DateField()
    typed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    asks_check = models.BooleanField(default=False)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["typed_at"], condition=Q(asks_check=True, checked_at=None), name="paper_waits_for_check"
            )
        ]


class OutsideNumber(models.Model):
    """The number that another register gave the same request. `folded` once only: nothing is registered twice."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="outside")
    number = models.CharField(max_length=60)
    folded = models.CharField(max_length=60, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class Scan(models.Model):
    """A picture or PDF of paper. Without `paper` it waits; `by` empty: it came from the scan folder.

    `refused`: the name of the refusal of a file from the folder, which was laid aside; it has no file then.
    """

    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.CASCADE, related_name="scans")
    refused = models.CharField(max_length=40, blank=True)
    put_away_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(paper=None, put_away_at=None), name="scan_waits"),
        ]

    def __str__(self) -> str:
        return self.name


class PaperCorrection(models.Model):
    """One field that the second person put right: what the first had typed, what stands on the paper."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
