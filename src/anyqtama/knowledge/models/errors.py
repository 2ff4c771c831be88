"""Known errors: a trouble that was met before, why it happens, what helps until it is put right."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.knowledge.models.catalogue import Offering
from anyqtama.people.models import Person

ERROR_TEXTS = ("symptoms", "cause", "workaround", "fix")
"""What is said of a known error, each as {kk, ru, en}."""


class KnownError(models.Model):
    """`topics` are codes, as in the catalogue; `offerings` are the products and services that have the trouble."""

    class State(models.TextChoices):
        OPEN = "open"
        WORKAROUND = "workaround"
        FIXED = "fixed"

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    offerings = models.ManyToManyField(Offering, related_name="known_errors", blank=True)
    topics = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return label(self.names)

    def text(self, name: str, language: str | None = None) -> str:
        return label(self.texts.get(name, {}), language)
