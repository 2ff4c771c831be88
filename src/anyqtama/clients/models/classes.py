"""Classes of data and the register of fields, as the organisation's rule for records says them."""

from django.db import models
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.roles import Role


class Level(models.TextChoices):
    """How sure we are who calls, from not at all to by document."""

    NONE = "none", pgettext_lazy("told", "anybody")
    NUMBER = "number", pgettext_lazy("told", "who calls from a known number")
    QUESTIONS = "questions", pgettext_lazy("told", "who answered the questions")
    DOCUMENT = "document", pgettext_lazy("told", "who showed a document")


class DataClass(models.Model):
    """`roles` see it; `masked`: a part is shown until somebody looks; `tell_from`: the least level to be told it."""

    code = models.SlugField(max_length=20, unique=True)
    names = models.JSONField(validators=[validate_names])
    roles = models.JSONField(default=list)
    masked = models.BooleanField(default=False)
    tell_from = models.CharField(max_length=9, choices=Level.choices)
    order = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return label(self.names)


class RecordField(models.Model):
    """What a field means, whose it is, the clause of the internal rule, on which addresses (`used`) it stands."""

    record = models.CharField(max_length=10)
    field = models.CharField(max_length=20)
    names = models.JSONField(validators=[validate_names])
    meaning = models.JSONField(validators=[validate_names])
    data_class = models.ForeignKey(DataClass, on_delete=models.PROTECT, related_name="fields")
    owner = models.CharField(max_length=20, choices=Role.choices)
    clause = models.CharField(max_length=20)
    used = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="one_row_a_field_of_a_record")]

    def __str__(self) -> str:
        return label(self.names)

    @property
    def said(self) -> str:
        """What it means, in the reader's language."""
        return label(self.meaning)

    @property
    def key(self) -> str:
        return f"{self.record}.{self.field}"
