"""One contact, the stretches of it that each person handled, and what is known of a telephone call."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from anyqtama.channels.models import Channel
from anyqtama.clients.models import Client
from anyqtama.contacts.models.queue import Queue
from anyqtama.contacts.models.topic import Topic
from anyqtama.people.models import Person


class ContactState(models.TextChoices):
    WAITING = "waiting"
    OFFERED = "offered"
    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"


OPEN = (ContactState.WAITING, ContactState.OFFERED, ContactState.ACTIVE, ContactState.WRAP_UP)


UNANSWERED = Q(answered_at=None, outgoing=False, channel__reply_within_minutes=None)
"""A contact is answered by the first human reply, not by being taken."""


class EndedHow(models.TextChoices):
    BY_OPERATOR = "by_operator"
    BY_CLIENT = "by_client"
    SILENCE = "silence"
    BLOCKED = "blocked"
    LEFT_QUEUE = "left_queue"
    VANISHED = "vanished"
    TO_WRITTEN = "to_written"


class ContactQuery(models.QuerySet["Contact"]):
    def waiting(self) -> "ContactQuery":
        """In a queue, whether or not being offered to somebody just now."""
        return self.filter(state__in=[ContactState.WAITING, ContactState.OFFERED])

    def unanswered(self) -> "ContactQuery":
        """Taken, but no human word yet: the client waits on. A letter's reply has its own due time."""
        return self.filter(UNANSWERED, state=ContactState.ACTIVE)

    def waiting_for_a_word(self) -> "ContactQuery":
        """In a queue, or taken and not answered. By states first, which the index knows."""
        states = [ContactState.WAITING, ContactState.OFFERED, ContactState.ACTIVE]
        return self.filter(~Q(state=ContactState.ACTIVE) | UNANSWERED, state__in=states)

    def running(self) -> "ContactQuery":
        return self.filter(state__in=[ContactState.ACTIVE, ContactState.WRAP_UP])

    def open(self) -> "ContactQuery":
        """Named by what they are, not by what they are not: so the few are found by index among all there ever were."""
        return self.filter(state__in=OPEN)

    def owned_by(self, person: Person) -> "ContactQuery":
        return self.filter(owner=person)


class Contact(models.Model):
    """`queued_at` is the place in the queue and survives offers and returns; `state` is changed only by verbs."""

    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="contacts")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    conversation = models.CharField(max_length=80)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="contacts")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=ContactState.choices, default=ContactState.WAITING)
    outgoing = models.BooleanField(default=False)
    priority = models.SmallIntegerField(default=0)
    called = models.CharField(max_length=200, blank=True)
    preview = models.CharField(max_length=160, blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="contacts")
    seq = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=12, choices=EndedHow.choices, blank=True)
    client_spoke_at = models.DateTimeField()
    client_seen_at = models.DateTimeField()
    client_read_seq = models.PositiveIntegerField(default=0)
    staff_spoke_at = models.DateTimeField(null=True)
    staff_read_seq = models.PositiveIntegerField(default=0)
    held_since = models.DateTimeField(null=True)
    silence_warned_at = models.DateTimeField(null=True)

    objects = ContactQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "conversation"],
                condition=~Q(state__in=["closed", "abandoned"]),
                name="one_open_contact_a_conversation",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(state__in=["active", "wrap_up"]), name="running_has_an_owner"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "queue", "queued_at"], name="contact_state"),
            models.Index(fields=["owner", "state"], name="contact_owner"),
            models.Index(fields=["client", "-arrived_at"], name="contact_client"),
            models.Index(fields=["-arrived_at"], name="contact_arrived"),
        ]

    def __str__(self) -> str:
        return self.called or f"№ {self.pk}"

    @property
    def is_chat(self) -> bool:
        return self.channel.kind == "chat"

    def waited_seconds(self, at: datetime) -> int:
        """Whole seconds from arrival to the first human reply, to the end, or so far. Never negative."""
        until = self.answered_at or self.ended_at or at
        return max(0, int((until - self.arrived_at).total_seconds()))

    def is_answered(self) -> bool:
        return self.answered_at is not None

    def is_unanswered(self) -> bool:
        """As `ContactQuery.unanswered`, of a contact at hand."""
        taken = self.state == ContactState.ACTIVE and not self.outgoing
        return taken and self.answered_at is None and self.channel.reply_within_minutes is None

    def awaits_reply(self) -> bool:
        """The client spoke last and the talk goes on."""
        spoke = self.staff_spoke_at
        return self.state == ContactState.ACTIVE and (spoke is None or self.client_spoke_at > spoke)

    def reply_due_at(self) -> datetime:
        """Counted from the client's last words, but in a talk never from before somebody took the contact."""
        letter = self.channel.reply_within_minutes
        if letter is not None:
            return self.client_spoke_at + timedelta(minutes=letter)
        asked = max(self.client_spoke_at, self.accepted_at or self.client_spoke_at)
        return asked + timedelta(seconds=self.queue.reply_within_seconds)


class Segment(models.Model):
    """One person's stretch of a contact: a transfer gives one contact with two segments."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="segments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="segments")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT)
    offered_at = models.DateTimeField()
    began_at = models.DateTimeField()
    talk_ended_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    hold_seconds = models.PositiveIntegerField(default=0)
    ended_how = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact"], condition=Q(ended_at=None), name="one_open_segment")]
        indexes = [models.Index(fields=["person", "-began_at"], name="segment_person")]


class PhoneCall(models.Model):
    """What the operator noted of a call that a PBX beside the system carries: the number, and how sure who calls."""

    class Verification(models.TextChoices):
        NONE = "none"
        NUMBER = "number"
        QUESTIONS = "questions"
        DOCUMENT = "document"

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="call")
    number_sealed = models.CharField(max_length=500, blank=True)
    number_masked = models.CharField(max_length=40, blank=True)
    verification = models.CharField(max_length=10, choices=Verification.choices, default=Verification.NONE)
    external_id = models.CharField(max_length=80, blank=True)
