"""What the desk says about the knowledge base: feedback on an article, and what was searched and not found."""

from django.db import models

from anyqtama.knowledge.models.articles import Article
from anyqtama.people.models import Person


class FeedbackQuery(models.QuerySet["Feedback"]):
    def open(self) -> "FeedbackQuery":
        return self.filter(closed_at=None)


class Feedback(models.Model):
    """A task for whoever writes: something in this text is wrong, missing or unclear."""

    class Kind(models.TextChoices):
        WRONG = "wrong"
        MISSING = "missing"
        UNCLEAR = "unclear"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="feedback")
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    objects = FeedbackQuery.as_manager()


class SearchMiss(models.Model):
    """Words that a person searched for and nothing was found."""

    query = models.CharField(max_length=100)
    language = models.CharField(max_length=2)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["settled", "query"], name="misses_by_query")]
