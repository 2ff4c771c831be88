"""Counts by a quarter of an hour × queue × channel × language."""

from django.db import models


class Interval(models.Model):
    """`answered_bins` and `abandoned_bins` count waits by `history.bins.EDGES`: any threshold follows from them.

    Offered, answered, abandoned and ratings belong to the quarter of arrival; handled work to the quarter it ended in.
    """

    start = models.DateTimeField()
    queue = models.CharField(max_length=40)
    channel = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    offered = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    abandoned = models.PositiveIntegerField(default=0)
    wait_seconds = models.PositiveBigIntegerField(default=0)
    longest_wait_seconds = models.PositiveIntegerField(default=0)
    answered_bins = models.JSONField(default=list)
    abandoned_bins = models.JSONField(default=list)
    handled = models.PositiveIntegerField(default=0)
    talk_seconds = models.PositiveBigIntegerField(default=0)
    hold_seconds = models.PositiveBigIntegerField(default=0)
    wrap_up_seconds = models.PositiveBigIntegerField(default=0)
    transferred = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    resolved = models.PositiveIntegerField(default=0)
    ratings = models.PositiveIntegerField(default=0)
    rating_sum = models.PositiveIntegerField(default=0)
    rating_top = models.PositiveIntegerField(default=0)
    rating_bottom = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["start", "queue", "channel", "language"], name="one_row_an_interval")
        ]
        indexes = [models.Index(fields=["queue", "start"], name="interval_queue")]
