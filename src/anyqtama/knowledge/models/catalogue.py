"""What the organisation offers: products and services, their prices by date, what stands beside each."""

from datetime import date
from decimal import Decimal

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.knowledge.models.directory import Body
from anyqtama.people.models import Person

TEXTS = (
    "about", "characteristics", "conditions", "price_unit", "payment", "documents", "where", "objections",
    "competitors",
)  # fmt: skip
"""What is said of an offering, each as {kk, ru, en}.

Characteristics are lines `name: value`. Objections and competitors are blocks parted by a blank line, the first line
what the client says or whom they name."""

PAYMENT_FORMS = ("cash", "card", "qr", "transfer", "online", "instalments")
RECEIVING = ("office", "delivery", "on_site", "online", "post")
"""How the client gets it."""


class OfferingQuery(models.QuerySet["Offering"]):
    def offered(self) -> "OfferingQuery":
        return self.filter(retired_at=None)


class Offering(models.Model):
    """`topics` and `asked_after` are codes: it is offered on the first, usually asked next on the second.

    `discounts`: [{"percent", "names"}], the names say for whom or why.
    """

    class Kind(models.TextChoices):
        PRODUCT = "product"
        SERVICE = "service"

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SERVICE)
    names = models.JSONField(validators=[validate_names])
    texts = models.JSONField(default=dict)
    provider = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="offerings")
    payment_forms = models.JSONField(default=list)
    receiving = models.JSONField(default=list)
    discounts = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    asked_after = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = OfferingQuery.as_manager()

    def __str__(self) -> str:
        return label(self.names)

    def text(self, name: str, language: str | None = None) -> str:
        return label(self.texts.get(name, {}), language)

    def price_on(self, day: date) -> Decimal | None:
        """The one in force that day; prices are prefetched or read once."""
        known = [price for price in self.prices.all() if price.valid_from <= day]
        return max(known, key=lambda price: price.valid_from).amount if known else None

    def price_after(self, day: date) -> "OfferingPrice | None":
        coming = [price for price in self.prices.all() if price.valid_from > day]
        return min(coming, key=lambda price: price.valid_from, default=None)


class OfferingPrice(models.Model):
    """In tenge, from that day on; nothing is free of charge unless it says 0."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="prices")
    valid_from = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "valid_from"], name="one_price_a_day"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="no_negative_price"),
        ]


class OfferingLink(models.Model):
    """`alternative`: may be taken instead; `asked_next`: what clients usually ask afterwards."""

    class Kind(models.TextChoices):
        ALTERNATIVE = "alternative"
        ASKED_NEXT = "asked_next"

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "other", "kind"], name="one_link_of_a_kind"),
            models.CheckConstraint(condition=~models.Q(offering=models.F("other")), name="no_link_to_itself"),
        ]


class OfferingVersion(models.Model):
    """What an offering said before, who wrote it and when."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offering", "number"], name="one_offering_version_a_number")]
