"""A client's card: who they are, where they live, how they can be reached and recognised."""

from collections.abc import Sequence

from django.db import models

from anyqtama.people.models import Person

PLACE = ("region", "city", "street", "house", "flat", "postcode")
"""The parts of a structured address, from the large to the small."""


class ClientKind(models.TextChoices):
    PERSON = "person"
    ORGANISATION = "organisation"


class Need(models.TextChoices):
    """What helps this client to be served: an accessibility need."""

    HEARING = "hearing"
    SIGHT = "sight"
    SPEECH = "speech"
    SIGN_LANGUAGE = "sign_language"
    MOBILITY = "mobility"
    EASY_LANGUAGE = "easy_language"
    SLOWLY = "slowly"
    HELPER = "helper"


KNOWN = models.Q(merged_into=None, erased_at=None)
"""Cards that stand for themselves: not merged into another, not erased."""


class ClientQuery(models.QuerySet["Client"]):
    def known(self) -> "ClientQuery":
        return self.filter(KNOWN)

    def standing_for(self, client: "Client") -> "ClientQuery":
        """The card and those merged into it."""
        return self.filter(models.Q(pk=client.pk) | models.Q(merged_into=client))


class Client(models.Model):
    """`address` is the one line people read; `place` its parts where they are known.

    `merged_into` is the card that stands for this one (never a card that is itself merged). `version` grows with each
    change. `judged_at` is when the rules of records' quality last looked; empty: they must.
    """

    kind = models.CharField(max_length=12, choices=ClientKind.choices, default=ClientKind.PERSON)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="kk")
    address = models.CharField(max_length=300, blank=True)
    place = models.JSONField(default=dict, blank=True)
    needs = models.JSONField(default=list, blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    erased_at = models.DateTimeField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ClientQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["created_at", "id"], name="client_since", condition=KNOWN),
            models.Index(fields=["name", "id"], name="client_name", condition=KNOWN),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_organisation(self) -> bool:
        return self.kind == ClientKind.ORGANISATION

    def family(self) -> Sequence[int]:
        """Ids of the card and of those merged into it: what belongs to any of them belongs to this client."""
        return [self.pk, *Client.objects.filter(merged_into=self).values_list("pk", flat=True)]


class IdentityKind(models.TextChoices):
    PHONE = "phone"
    EMAIL = "email"
    MESSENGER = "messenger"
    IIN = "iin"
    BIN = "bin"


class Identity(models.Model):
    """One way to recognise or reach a client. The value is encrypted, found by its fingerprint, shown masked."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind.choices)
    value_sealed = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64)
    masked = models.CharField(max_length=80)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="one_client_an_identity")]


class Representation(models.Model):
    """Who speaks for a client, and how far: a contact person, a parent, somebody with a power of attorney."""

    class Role(models.TextChoices):
        CONTACT_PERSON = "contact_person"
        DIRECTOR = "director"
        PARENT = "parent"
        GUARDIAN = "guardian"
        ATTORNEY = "attorney"
        RELATIVE = "relative"

    class Power(models.TextChoices):
        ASK = "ask"
        RECEIVE = "receive"
        APPLY = "apply"
        SIGN = "sign"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="representatives")
    agent = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="represents")
    role = models.CharField(max_length=14, choices=Role.choices)
    powers = models.JSONField(default=list)
    document = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "agent"], condition=models.Q(ended_at=None), name="one_representation_an_agent"
            ),
            models.CheckConstraint(condition=~models.Q(client=models.F("agent")), name="nobody_represents_oneself"),
        ]
