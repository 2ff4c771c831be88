"""One row a contact, a stretch of a person, a state of a person, a case: what the journal says of each, for reports."""

from django.db import models


class ContactFact(models.Model):
    """`queue` is the one it arrived in. `repeat`: the same client asked about the same topic in the days before."""

    contact = models.PositiveBigIntegerField(primary_key=True)
    arrived_at = models.DateTimeField(db_index=True)
    queue = models.CharField(max_length=40)
    channel = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    topic = models.CharField(max_length=60, blank=True)
    client = models.PositiveBigIntegerField(null=True)
    outgoing = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    wait_seconds = models.PositiveIntegerField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    abandoned_how = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=30, blank=True)
    resolved = models.BooleanField(null=True)
    person = models.PositiveBigIntegerField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    solved = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["client", "topic", "arrived_at"], name="fact_client_topic"),
            models.Index(fields=["person", "closed_at"], name="fact_person"),
        ]


class SegmentFact(models.Model):
    """One person's finished stretch of a contact."""

    contact = models.PositiveBigIntegerField(db_index=True)
    person = models.PositiveBigIntegerField()
    queue = models.CharField(max_length=40)
    channel = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    topic = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(db_index=True)
    talk_seconds = models.PositiveIntegerField()
    hold_seconds = models.PositiveIntegerField()
    wrap_up_seconds = models.PositiveIntegerField()
    how = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["person", "ended_at"], name="segment_fact_person")]


class StateFact(models.Model):
    """A finished stretch of a person in one working state."""

    person = models.PositiveBigIntegerField()
    state = models.CharField(max_length=30)
    kind = models.CharField(max_length=10)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["person", "ended_at"], name="state_fact_person")]


class CaseFact(models.Model):
    case = models.PositiveBigIntegerField(primary_key=True)
    number = models.CharField(max_length=20)
    topic = models.CharField(max_length=60)
    channel = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2)
    owner = models.PositiveBigIntegerField()
    registered_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    resolved = models.BooleanField(null=True)
