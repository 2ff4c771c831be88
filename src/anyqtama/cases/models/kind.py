"""A kind of case as data: its stages, its fields. The engine knows no kind by name."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names


class CaseKind(models.Model):
    """`stages`, `fields`, `parts` and `answering` are read by `cases.kinds`, which says what they hold.

    `lines`: a case has order lines; `lines_stage`: the stage that needs them read back and confirmed, empty for none.
    """

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    stages = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    parts = models.JSONField(default=dict, blank=True)
    lines = models.BooleanField(default=False)
    lines_stage = models.CharField(max_length=40, blank=True)
    answering = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return label(self.names)
