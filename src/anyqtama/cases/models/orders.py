"""Advising and ordering: the need, what was offered for it, the lines of an order, what the client confirmed."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.contacts.models import Contact, Topic
from anyqtama.kernel.labels import label, validate_names
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person


class ClientNeed(models.Model):
    """What a client needs, in their words; `read_back`: as the operator said it again and the client confirmed it."""

    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="client_needs")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="client_needs")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    words = models.TextField()
    read_back = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | Q(case__isnull=False), name="need_of_a_talk_or_case"
            )
        ]


class OfferRefusal(models.Model):
    """Why clients refuse an offer, from the organisation's list."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return label(self.names)


class OfferWay(models.TextChoices):
    """How it came to the offer: it matches the need, it is usually asked next, the operator chose it."""

    MATCH = "match"
    ASKED_NEXT = "asked_next"
    CHOSEN = "chosen"


class OfferOutcome(models.TextChoices):
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ServiceOffer(models.Model):
    """One thing of the catalogue offered for one need; `why`: the reasons the operator saw. No outcome: open."""

    need = models.ForeignKey(ClientNeed, on_delete=models.CASCADE, related_name="offers")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=OfferWay.choices)
    why = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=OfferOutcome.choices, blank=True)
    refusal = models.ForeignKey(OfferRefusal, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "offering"], name="one_offer_a_need")]
        indexes = [models.Index(fields=["at", "offering"], name="service_offer_at")]


class OrderLine(models.Model):
    """Price, discount and total as they were on `priced_on`, in tenge. `documents`: [{"said", "there"}]."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    unit_price = models.DecimalField(max_digits=12, decimal_places=2)
    priced_on = models.DateField()
    discount_percent = models.PositiveSmallIntegerField(default=0)
    discount_why = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=16, decimal_places=2)
    payment_form = models.CharField(max_length=20, blank=True)
    payment_terms = models.CharField(max_length=500, blank=True)
    receiving = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    documents = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_quantity_positive"),
            models.CheckConstraint(condition=Q(discount_percent__lte=100), name="line_discount_at_most_all"),
        ]


class OrderConfirmation(models.Model):
    """What was read back and confirmed, word for word and line for line; a later change needs another one."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="confirmations")
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    total = models.DecimalField(max_digits=16, decimal_places=2)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_confirmation_a_number")]
