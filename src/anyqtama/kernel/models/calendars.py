"""Working calendars and rules of law as dated rows, each with its source and how sure we are."""

from django.db import models


class CalendarYear(models.Model):
    """A year whose days off are known; a year without a row refuses instead of counting plain weekdays."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=200)
    verified_on = models.DateField()


class CalendarDay(models.Model):
    """A day that differs from its weekday: off, or worked in exchange."""

    date = models.DateField(unique=True)
    working = models.BooleanField(default=False)
    names = models.JSONField()
    decreed = models.BooleanField(default=True)


class Rule(models.Model):
    """One fact of law: a value with its unit, act, article, dates, source and confidence."""

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        LOW = "low"
        OPEN = "open"

    key = models.CharField(max_length=60)
    value = models.CharField(max_length=100)
    unit = models.CharField(max_length=30)
    texts = models.JSONField()
    act = models.CharField(max_length=200)
    article = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    verified_on = models.DateField()
    confidence = models.CharField(max_length=8, choices=Confidence.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="one_rule_a_key_and_date")]
