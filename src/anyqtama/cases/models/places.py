"""Where a matter is, in parts."""

from django.db import models

from anyqtama.cases.models.case import Case
from anyqtama.clients.places import Place


class CasePlace(models.Model):
    """The parts of a case's address; `rest` is what has no part. The line that people read stands in the case.

    The keys are what two spellings of a street, a house or a town share. Without a row nobody has read the line yet.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="place")
    locality = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=100, blank=True)
    house = models.CharField(max_length=20, blank=True)
    flat = models.CharField(max_length=20, blank=True)
    rest = models.CharField(max_length=300, blank=True)
    street_key = models.CharField(max_length=100, blank=True)
    house_key = models.CharField(max_length=20, blank=True)
    locality_key = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["street_key", "house_key", "case"], name="case_place")]

    def __str__(self) -> str:
        return self.street

    def said(self, line: str) -> Place:
        return Place(line, self.locality, self.street, self.house, self.flat, self.rest)
