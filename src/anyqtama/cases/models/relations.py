"""How cases belong together: related, the same matter, a part that was split off."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.people.models import Person


class RelationKind(models.TextChoices):
    """SAME: `case` is answered and closed together with `other`, which leads. PART: `case` was split off `other`."""

    RELATED = "related"
    SAME = "same"
    PART = "part"


class Relation(models.Model):
    """Ended, it stays: nothing of either case was moved."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="related_by")
    kind = models.CharField(max_length=7, choices=RelationKind.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other"], condition=Q(ended_at=None), name="one_relation_of_two_cases"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, kind="same"), name="one_case_leads_the_matter"
            ),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="no_case_relates_to_itself"),
        ]
