"""Articles, their texts in each language with every revision, their pictures, and who used which when."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person

REMIND_BEFORE = timedelta(days=7)


class ArticleQuery(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuery":
        return self.exclude(published_at=None).filter(retired_at=None)

    def to_review(self, today: date) -> "ArticleQuery":
        """Whose day of review is near or over."""
        return self.published().filter(review_on__lte=today + REMIND_BEFORE)


class Article(models.Model):
    """`audience`: who reads it; `two_people`: a second person approves each change."""

    code = models.SlugField(max_length=60, unique=True)
    tags = models.JSONField(default=list, blank=True)
    audience = models.CharField(max_length=300, blank=True, default="")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    two_people = models.BooleanField(default=False)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, db_index=True)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_why = models.CharField(max_length=300, blank=True)
    updated_at = models.DateTimeField()

    objects = ArticleQuery.as_manager()

    def __str__(self) -> str:
        return self.code


class TextQuery(models.QuerySet["ArticleText"]):
    def outdated(self) -> "TextQuery":
        """Translations whose original has a newer revision than the one they were made from."""
        newer = Q(article__texts__language=F("source_language"), article__texts__revision__gt=F("source_revision"))
        return self.exclude(source_language="").filter(newer)


class ArticleText(models.Model):
    """The current text of an article in one language; a translation knows the revision it was made from."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    body = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    source_language = models.CharField(max_length=2, blank=True)
    source_revision = models.PositiveIntegerField(null=True, blank=True)
    updated_at = models.DateTimeField()

    objects = TextQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_text_a_language"),
            models.CheckConstraint(condition=~Q(source_language=F("language")), name="no_text_translates_itself"),
        ]

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


class Picture(models.Model):
    """A picture that texts of one article show by its number: `![words](12)`."""

    code = models.SlugField(max_length=60, db_index=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ArticleUse(models.Model):
    """When a person last opened or inserted an article at the desk: what changed since is shown to them."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="uses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="one_use_a_person")]
