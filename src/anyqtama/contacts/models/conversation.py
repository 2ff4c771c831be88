"""What was said in a contact, in the contact's own order (`seq`), with files, notes and questions to colleagues."""

from django.db import models
from django.db.models import Q

from anyqtama.contacts.models.contact import Contact
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person


class Side(models.TextChoices):
    CLIENT = "client"
    STAFF = "staff"
    SYSTEM = "system"


class MessageKind(models.TextChoices):
    TEXT = "text"
    NOTE = "note"  # internal, never shown to the client
    EVENT = "event"  # a quiet line: `event` names it, `facts` fill its sentence


class MessageQuery(models.QuerySet["Message"]):
    def for_client(self) -> "MessageQuery":
        return self.exclude(kind=MessageKind.NOTE).exclude(kind=MessageKind.EVENT, internal=True)


class Message(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    seq = models.PositiveIntegerField()
    side = models.CharField(max_length=6, choices=Side.choices)
    kind = models.CharField(max_length=5, choices=MessageKind.choices, default=MessageKind.TEXT)
    internal = models.BooleanField(default=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    event = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    objects = MessageQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "seq"], name="one_message_a_seq"),
            models.UniqueConstraint(fields=["contact", "key"], condition=~Q(key=""), name="one_message_a_key"),
        ]


class Attachment(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)


class Consultation(models.Model):
    """A question to a colleague about a contact; while open, the colleague sees it and may write notes."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consultations")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consultations")
    question = models.TextField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "asked"], condition=Q(answered_at=None), name="one_open_question_a_colleague"
            )
        ]
