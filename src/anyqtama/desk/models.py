"""A call that a PBX announced: an address to open once, behind which the number waits."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from anyqtama.contacts.models import Contact, Topic
from anyqtama.people.models import ApiKey, Person


class CallTokenQuery(models.QuerySet["CallToken"]):
    def usable(self, at: datetime) -> "CallTokenQuery":
        return self.filter(used_at=None, expires_at__gt=at)


class CallToken(models.Model):
    """Only the hash of the token is kept; the number is encrypted, so that no address and no log ever carries it."""

    hash = models.CharField(max_length=64, unique=True)
    number_sealed = models.CharField(max_length=500, blank=True)
    number_masked = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL)
    outgoing = models.BooleanField(default=False)
    external_id = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(ApiKey, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = CallTokenQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="call_token_expires_later")
        ]
        indexes = [models.Index(fields=["expires_at"], name="call_token_expiring")]
