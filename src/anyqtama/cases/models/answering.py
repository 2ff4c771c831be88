"""An answer on its way: templates, drafts with every revision, agreement, signature, proof, the client's word."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.steps import Answer, Reply
from anyqtama.kernel.labels import label, validate_names
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person


class AnswerTemplate(models.Model):
    """`texts` by language, with merge fields such as {number}; `kind` empty: for every kind of case."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField(validators=[validate_names])
    kind = models.ForeignKey(CaseKind, null=True, blank=True, on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return label(self.names)


class DraftState(models.TextChoices):
    WRITING = "writing"
    DECIDING = "deciding"
    SENT = "sent"


class Draft(models.Model):
    """`text` is that of revision `number`. `steps`: what the kind asked when it was sent for agreement; `done` of them.

    A step is {"act": "agree" | "sign", "role"}.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField()
    number = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=DraftState.choices, default=DraftState.WRITING)
    steps = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=20, blank=True, db_index=True)
    """Whose turn it is."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=~Q(state="sent"), name="one_open_draft_a_case")
        ]


class Revision(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_revision_of_a_draft_a_number")]


class DraftVerdict(models.Model):
    """What one person said of a revision: agreed, signed, or returned with a reason.

    `instead`: who was away, where it was said in their place.
    """

    class Act(models.TextChoices):
        AGREED = "agreed"
        SIGNED = "signed"
        RETURNED = "returned"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="verdicts")
    revision = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instead = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Signature(models.Model):
    """`content_hash` is the SHA-256 of what was signed; `value` what the signing `method` made of it."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="signature")
    number = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    method = models.CharField(max_length=30)
    value = models.TextField()
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="signature")
    paper = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")


class Proof(models.Model):
    """That an answer reached the client: typed by hand, or (`by` empty) the client opened it with number and code."""

    class Way(models.TextChoices):
        REGISTERED = "registered"
        HANDED = "handed"
        SAID = "said"
        OPENED = "opened"

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="proofs")
    way = models.CharField(max_length=10, choices=Way.choices)
    number = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Confirmation(models.Model):
    """The client said whether the matter is solved; `by`: who wrote it down for them, empty when they did."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="client_words")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="confirmations")
    solved = models.BooleanField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer"], name="one_confirmation_an_answer")]


class ReplyFile(models.Model):
    """Proof or photo with a department's answer."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
