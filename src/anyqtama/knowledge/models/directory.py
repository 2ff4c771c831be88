"""Bodies that answer people: where they are, when they receive; and what happens in the city now."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from anyqtama.clients import places
from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person

BODY_TEXTS = ("about", "address", "phones", "hours", "receptions")


class Body(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField(default=dict)
    email = models.EmailField(blank=True)
    site = models.URLField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return label(self.names)

    def text(self, name: str, language: str | None = None) -> str:
        return label(self.texts.get(name, {}), language)


class SituationQuery(models.QuerySet["Situation"]):
    def now(self, at: datetime) -> "SituationQuery":
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), began_at__lte=at)


class Situation(models.Model):
    """An outage, works, an accident: where, until when, and the text to read out."""

    class Kind(models.TextChoices):
        WATER = "water"
        POWER = "power"
        HEAT = "heat"
        GAS = "gas"
        ROADS = "roads"
        TRANSPORT = "transport"
        WEATHER = "weather"
        OTHER = "other"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField()
    streets = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    public = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    expected_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    objects = SituationQuery.as_manager()

    def __str__(self) -> str:
        return label(self.names)

    def touches(self, address: str) -> bool:
        """Whether one of its streets stands in this address, in whatever spelling where the street can be read."""
        lower, key = address.casefold(), places.read(address).street_key
        return any(
            street.casefold() in lower or (key and places.searched(street).street_key == key)
            for street in self.streets
            if street
        )
