"""Scripts of a talk and their versions."""

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
    """Steps: [{"key", "kind": say|ask|choose|register, "texts": {kk, ru, en}, "options": […], "mandatory": bool}]."""

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    steps = models.JSONField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["script", "number"], name="one_script_version_a_number")]
