"""How the live simulation is directed; read by its process, written by the page /demo/."""

from django.db import models

from anyqtama.people.models import Person

PER_HOUR = 30


class Direction(models.Model):
    """One row. `resting`: logins of people whom the simulation leaves alone though nobody is signed in as them."""

    running = models.BooleanField(default=True)
    per_hour = models.PositiveSmallIntegerField(default=PER_HOUR)
    resting = models.JSONField(default=list)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField(null=True)
