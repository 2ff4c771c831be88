"""A matter that outlives the talk."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.terms import District, Urgency
from anyqtama.channels.models import Channel
from anyqtama.clients.models import Client
from anyqtama.contacts.models import Contact, Topic
from anyqtama.knowledge.models import Body
from anyqtama.people.models import Person, Unit

SEEN_BY = ["owner", "department"]
NARROWED_BY = ["state", "kind", "topic", "registered_at"]


class Regime(models.TextChoices):
    """Where the term comes from: the organisation's promise, or the term of law of that code (`Term`)."""

    PROMISE = "promise"
    ADMINISTRATIVE = "administrative"


class LegalType(models.TextChoices):
    """What a request is by law; the state's journal asks for it."""

    APPLICATION = "application"
    COMPLAINT = "complaint"
    MESSAGE = "message"
    PROPOSAL = "proposal"
    RESPONSE = "response"
    INQUIRY = "inquiry"


class CaseState(models.TextChoices):
    """What a stage means to the engine, whatever its kind calls it. WITH_DEPARTMENT: being worked at."""

    NEW = "new"
    WITH_DEPARTMENT = "with_department"
    ANSWERED = "answered"
    CLOSED = "closed"


class Tell(models.TextChoices):
    """Of what the client wants to be told: only the answer, or each change of state too."""

    ANSWER = "answer"
    EACH = "each"


class CaseQuery(models.QuerySet["Case"]):
    def open(self) -> "CaseQuery":
        return self.exclude(state=CaseState.CLOSED)

    def overdue(self, at: datetime) -> "CaseQuery":
        return self.filter(state__in=[CaseState.NEW, CaseState.WITH_DEPARTMENT], due_at__lt=at)


class Case(models.Model):
    """`due_how` is the explanation the due time was computed with; `code_*` opens the status page to the client.

    `stage` is one of its kind's, `state` what that stage means; `fields` are the kind's own, by their keys.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.ForeignKey(CaseKind, to_field="code", db_column="kind", on_delete=models.PROTECT)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="cases")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="cases")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)
    subject = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2)
    regime = models.CharField(max_length=40, default=Regime.PROMISE)
    legal_type = models.CharField(max_length=12, choices=LegalType.choices, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.NORMAL)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    stage = models.CharField(max_length=40, default="new")
    state = models.CharField(max_length=16, choices=CaseState.choices, default=CaseState.NEW)
    fields = models.JSONField(default=dict, blank=True)
    registered_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    """When the paper came in, where it came before it was registered: terms run from then."""
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    department = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="cases")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    """The other body that it was forwarded to, while it is there."""
    due_at = models.DateTimeField()
    due_how = models.JSONField(default=dict)
    answer_channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="+")
    answer_after = models.TimeField(null=True)
    tell = models.CharField(max_length=8, choices=Tell.choices, default=Tell.ANSWER)
    code_sealed = models.CharField(max_length=500)
    code_fingerprint = models.CharField(max_length=64)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    rank = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=[CaseState.NEW, CaseState.WITH_DEPARTMENT], then=models.Value(0)),
            default=models.Value(1),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    """0: still waits for an answer, so that a list by due time begins with what is late; 1: no longer."""

    objects = CaseQuery.as_manager()

    class Meta:
        # What a list narrows by and who may see a case stand in the index: among a million rows PostgreSQL counts and
        # orders without reading them.
        indexes = [
            models.Index(fields=["state", "due_at"], include=["id", *SEEN_BY], name="case_due"),
            models.Index(fields=["rank", "due_at", "id"], include=[*SEEN_BY, *NARROWED_BY], name="case_rank"),
            models.Index(fields=["owner", "state", "due_at"], name="case_owner"),
            models.Index(fields=["client", "-registered_at"], name="case_client"),
            models.Index(fields=["-registered_at"], include=SEEN_BY, name="case_registered"),
            models.Index(fields=["department", "state"], include=["owner"], name="case_department"),
            models.Index(fields=["kind", "stage"], include=SEEN_BY, name="case_stage"),
            models.Index(fields=["topic", "-registered_at"], include=["id", "state", *SEEN_BY], name="case_topic"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="case_has_a_subject")]

    def __str__(self) -> str:
        return self.number

    @property
    def began_at(self) -> datetime:
        """From when its terms are counted."""
        return self.received_at or self.registered_at

    def is_overdue(self, at: datetime) -> bool:
        return self.state in {CaseState.NEW, CaseState.WITH_DEPARTMENT} and self.due_at < at
