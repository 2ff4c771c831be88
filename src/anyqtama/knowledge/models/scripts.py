"""Scripts of a talk, their versions, and which contacts each is for."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person


class Script(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(validators=[validate_names])
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class ScriptVersion(models.Model):
    """Steps: [{"key", "kind": say|ask|choose|compute|look_up|register|hand_over, "texts": {kk, ru, en},
    "options": [{kk, ru, en, "next"}], "mandatory": bool, "next", "formula", "find", "queue", "address"}].

    `address`: key of the step whose answer is the address of the case that a `register` step opens.
    """

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    steps = models.JSONField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["script", "number"], name="one_script_version_a_number")]


class ScriptUse(models.Model):
    """One kind of contacts that a script is for. `topic` is a code; what is empty fits every contact."""

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="uses")
    topic = models.SlugField(max_length=60, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "channel", "language"], name="one_script_for_a_kind_of_contacts")
        ]
