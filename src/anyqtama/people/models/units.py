"""The organisation tree. `path` is the chain of ids from the root ("1/4/9/"): a subtree is a prefix."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names


class UnitQuery(models.QuerySet["Unit"]):
    def under(self, unit: "Unit") -> "UnitQuery":
        """The unit itself and all below it."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    path = models.CharField(max_length=200, db_index=True, blank=True)
    active = models.BooleanField(default=True)

    objects = UnitQuery.as_manager()

    def __str__(self) -> str:
        return label(self.names)
