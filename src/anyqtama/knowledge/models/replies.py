"""Ready sentences for the desk."""

from django.db import models

from anyqtama.kernel.labels import validate_names


class QuickReply(models.Model):
    """A ready sentence with named placeholders, reached by `/shortcut` at the desk."""

    shortcut = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField()
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.shortcut
