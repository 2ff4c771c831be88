"""Whether a person's workplace is fit for work: the last check; the ones before are in the journal."""

from django.db import models

from anyqtama.people.models.person import Person


class WorkplacePart(models.TextChoices):
    SOUND = "sound"
    MICROPHONE = "microphone"
    NOTICES = "notices"
    NETWORK = "network"
    KEYBOARD = "keyboard"
    PRINTER = "printer"


class WorkplaceCheck(models.Model):
    """`faults`: codes of `WorkplacePart` that do not work; `network_ms`: the median time to the server and back."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="workplace")
    at = models.DateTimeField()
    faults = models.JSONField(default=list)
    network_ms = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
