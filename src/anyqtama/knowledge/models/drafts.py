"""What is being written: kept, sent for approval, published at its time. One open draft of one thing."""

from django.db import models
from django.db.models import Q

from anyqtama.people.models import Person


class DraftState(models.TextChoices):
    WRITING = "writing"
    WAITING = "waiting"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DROPPED = "dropped"


OPEN_DRAFT = (DraftState.WRITING, DraftState.WAITING, DraftState.SCHEDULED)


class Tell(models.TextChoices):
    """Whom a publication reaches: nobody, those concerned, those concerned with a receipt."""

    NOBODY = "nobody"
    TELL = "tell"
    READ = "read"


class DraftQuery(models.QuerySet["Draft"]):
    def open(self) -> "DraftQuery":
        return self.filter(state__in=OPEN_DRAFT)


class Draft(models.Model):
    """`kind` names what is drafted (article, script), `code` which; `content` is what its publisher takes."""

    kind = models.CharField(max_length=12)
    code = models.SlugField(max_length=60)
    content = models.JSONField()
    notes = models.JSONField(default=dict)
    tell = models.CharField(max_length=6, choices=Tell.choices, default=Tell.TELL)
    roles = models.CharField(max_length=300, blank=True, default="")
    two_people = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WRITING)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=500, blank=True)
    publish_at = models.DateTimeField(null=True)

    objects = DraftQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], condition=Q(state__in=OPEN_DRAFT), name="one_open_draft_of_a_thing"
            )
        ]

    def title(self, language: str) -> str:
        texts = self.content.get("texts", {})
        said = [texts[each]["title"] for each in (language, "kk", *texts) if texts.get(each, {}).get("title")]
        names = self.content.get("names", {})
        return next(iter(said), names.get(language) or next(iter(names.values()), self.code))
