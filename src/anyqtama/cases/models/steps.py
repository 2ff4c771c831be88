"""What was done with a case, each step a row with its author: assigned, formalised, answered, commented, closed."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.people.models import Person, Unit


class Assignment(models.Model):
    """The case given to a department, or to one of its people; `after`: the department that does its part first."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="assignments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    task = models.TextField(blank=True)
    at = models.DateTimeField()
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit"], condition=Q(ended_at=None, person=None), name="one_open_assignment_a_unit"
            ),
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ended_at=None), name="one_open_assignment_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.person}" if self.person else str(self.unit)


class Verdict(models.TextChoices):
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Reply(models.Model):
    """What a department answered to the one who leads the case, and what became of it; no verdict: to be checked."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    reason = models.TextField(blank=True)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(verdict=""), name="one_reply_to_check")
        ]


class FormalRequest(models.Model):
    """The act that starts the statutory clock: who asks, the substance, a signature or a protocol of oral words."""

    class Signature(models.TextChoices):
        SIGNED = "signed"
        PROTOCOL = "protocol"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="formal")
    who = models.CharField(max_length=200)
    postal_address = models.CharField(max_length=300)
    substance = models.TextField()
    signature = models.CharField(max_length=8, choices=Signature.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()


class DueChange(models.Model):
    """The due time before and after, and why: both histories stay."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="due_changes")
    before = models.DateTimeField()
    before_how = models.JSONField(default=dict)
    after = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Extension(models.Model):
    """A term of law lengthened by a right, by whom it was decided and why, and until when the client must know."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    before = models.DateTimeField()
    after = models.DateTimeField()
    right = models.CharField(max_length=60)
    reason = models.TextField()
    decided_by = models.CharField(max_length=200)
    notify_by = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Comment(models.Model):
    """Words among colleagues, apart from what the client sees."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()


class Answer(models.Model):
    """What the client was told on the matter."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    sent_reference = models.CharField(max_length=60, blank=True)


class Closure(models.Model):
    """ "Closed" is not "resolved": both are said. `how`: by staff, the client's word, a rule, or sent elsewhere."""

    class How(models.TextChoices):
        STAFF = "staff"
        CLIENT = "client"
        RULE = "rule"
        FORWARDED = "forwarded"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices, default=How.STAFF)
    resolved = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)
