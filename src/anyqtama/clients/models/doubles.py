"""Cards of the same client: the keys by which they meet, pairs that look alike, and merges that can be taken back."""

from django.db import models

from anyqtama.clients.models.card import Client
from anyqtama.people.models import Person


class MatchKey(models.Model):
    """One blocking key of a card: only cards that share a key are compared. See clients.matching.keys."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="match_keys")
    key = models.CharField(max_length=48)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="one_match_key_a_card")]
        indexes = [models.Index(fields=["key", "client"], name="match_key")]


class Likeness(models.Model):
    """Two cards that look like one client, with how surely (0-100) and why; `settled` says what was decided."""

    class Settled(models.TextChoices):
        OPEN = ""
        MERGED = "merged"
        DIFFERENT = "different"

    first = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    settled = models.CharField(max_length=9, choices=Settled.choices, default=Settled.OPEN, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_likeness_a_pair"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="likeness_smaller_id_first"),
        ]
        indexes = [models.Index(fields=["-score"], name="likeness_open", condition=models.Q(settled=""))]


class Merge(models.Model):
    """One card now stands for another. No row moves: taking it back ends the pointer and returns `replaced`."""

    kept = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="merges")
    folded = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    taken = models.JSONField(default=dict)
    replaced = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folded"], condition=models.Q(undone_at=None), name="one_merge_a_card")
        ]
