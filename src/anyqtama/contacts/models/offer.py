"""Offers of a contact to a person: at most one pending a contact, each with why this person was chosen."""

from django.db import models
from django.db.models import Q

from anyqtama.contacts.models.contact import Contact
from anyqtama.people.models import Person


class OfferOutcome(models.TextChoices):
    ACCEPTED = "accepted"
    MISSED = "missed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class OfferQuery(models.QuerySet["Offer"]):
    def pending(self) -> "OfferQuery":
        return self.filter(ended_at=None)


class Offer(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offers")
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=OfferOutcome.choices, blank=True)
    explanation = models.JSONField(default=dict)

    objects = OfferQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact"], condition=Q(ended_at=None), name="one_pending_offer")
        ]
        indexes = [
            models.Index(fields=["person"], name="offer_pending", condition=Q(ended_at=None)),
            models.Index(fields=["expires_at"], name="offer_expiring", condition=Q(ended_at=None)),
        ]


class RoutingLock(models.Model):
    """One row, locked while contacts are matched with people: two routers never promise one person twice."""
