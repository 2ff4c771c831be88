"""A matter, or a part of one, that is another body's: to whom it went, by when it had to, how the client was told."""

from django.db import models

from anyqtama.cases.models.case import Case
from anyqtama.cases.models.incidents import ClientWord
from anyqtama.knowledge.models import Body
from anyqtama.people.models import Person


class Forwarding(models.Model):
    """`whole`: the case is with the body now; else `part` says what of it. `must_by`: the law's own term for this."""

    class Way(models.TextChoices):
        EMAIL = "email"
        PAPER = "paper"
        SYSTEM = "system"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="forwardings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    whole = models.BooleanField(default=True)
    part = models.TextField(blank=True)
    reason = models.TextField()
    way = models.CharField(max_length=6, choices=Way.choices)
    number = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=60)
    must_by = models.DateTimeField()
    word = models.ForeignKey(ClientWord, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_reference = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @property
    def late(self) -> bool:
        return self.at > self.must_by
