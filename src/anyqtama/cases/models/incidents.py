"""An incident: the same trouble of many clients, told and ended once; which word reached which client."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.contacts.models import Topic
from anyqtama.knowledge.models import KnownError, Situation
from anyqtama.people.models import Person


class IncidentQuery(models.QuerySet["Incident"]):
    def open(self) -> "IncidentQuery":
        return self.filter(closed_at=None)


class Incident(models.Model):
    number = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="incidents")
    error = models.ForeignKey(KnownError, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)

    objects = IncidentQuery.as_manager()

    def __str__(self) -> str:
        return f"{self.number} · {self.subject}"


class IncidentCase(models.Model):
    """A case joined; `score` and `why` are what the suggestion said, empty where it was joined by number."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="joined")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incidents")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True)
    why = models.JSONField(default=list)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(left_at=None), name="one_incident_a_case")]


class MassNotice(models.Model):
    """One text for all who are joined, by language; `closes`: it is the answer, and ends each case."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notices")
    texts = models.JSONField()
    closes = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ClientWord(models.Model):
    """A word to the client that does not end the case: by whom, and how it went out.

    `way`: chat, sms, email; page: only at the status page; refused: `refusal` says why the mass notice could not do it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="words")
    notice = models.ForeignKey(MassNotice, null=True, on_delete=models.CASCADE, related_name="words")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    way = models.CharField(max_length=8)
    refusal = models.CharField(max_length=300, blank=True)
    sent_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "case"], condition=~Q(notice=None), name="one_word_a_notice")
        ]
