"""Articles in three languages with their revisions, scripts with their versions, quick replies."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person


class Article(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    tags = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class ArticleText(models.Model):
    """The current text of an article in one language."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    body = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return self.title


class ArticleRevision(models.Model):
    """What a text was, who wrote it and when."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="one_revision_a_number")]


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


class QuickReply(models.Model):
    """A ready sentence with named placeholders, reached by `/shortcut` at the desk."""

    shortcut = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField()
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.shortcut
