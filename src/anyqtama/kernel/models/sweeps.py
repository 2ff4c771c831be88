"""When each recurring task is due next: one row a task, whoever moves it does the task."""

from django.db import models


class Sweep(models.Model):
    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
