"""Days when a person is away, and who stands in for them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from anyqtama.people.models.person import Person


class AbsenceQuery(models.QuerySet["Absence"]):
    def running(self, on: date) -> "AbsenceQuery":
        return self.filter(ended_at=None, begins_on__lte=on, ends_on__gte=on)

    def open(self, on: date) -> "AbsenceQuery":
        """Those that run or are still to come."""
        return self.filter(ended_at=None, ends_on__gte=on)

    def touching(self, begins_on: date, ends_on: date) -> "AbsenceQuery":
        return self.filter(ended_at=None, begins_on__lte=ends_on, ends_on__gte=begins_on)


class Absence(models.Model):
    """Both days count. `ended_at`: ended early, or called off before it began; the row stays as the record."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in")
    begins_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = AbsenceQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(deputy=F("person")), name="absence_has_another_deputy"),
        ]
