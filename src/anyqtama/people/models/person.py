"""A person of the staff and the roles granted to them."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from anyqtama.kernel.principal import Principal
from anyqtama.people.logins import LONGEST, validate_login
from anyqtama.people.models.units import Unit
from anyqtama.people.roles import SECOND_FACTOR, Role


class PersonQuery(models.QuerySet["Person"]):
    def working(self) -> "PersonQuery":
        return self.filter(is_active=True)

    def in_role(self, *roles: Role) -> "PersonQuery":
        return self.filter(grants__role__in=roles).distinct()


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuery:
        return PersonQuery(self.model, using=self._db)


class Person(AbstractBaseUser):
    login = models.CharField(max_length=LONGEST, unique=True, validators=[validate_login])
    family_name = models.CharField(max_length=80)
    given_name = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=2, default="kk")
    theme = models.CharField(max_length=5, default="auto")
    density = models.CharField(max_length=12, default="comfortable")
    is_active = models.BooleanField(default=True)
    contacts_at_once = models.PositiveSmallIntegerField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=255, blank=True)
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    class Meta:
        indexes = [models.Index(fields=["family_name", "given_name"], name="person_name")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        return self.given_name or self.family_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(grant.role) for grant in self.grants.all())

    @cached_property
    def deputises(self) -> bool:
        """Stands in for somebody today. Signing in reads it with the person: pages ask it again and again."""
        return self.stands_in.running(timezone.localdate()).exists()

    @property
    def principal(self) -> Principal:
        return Principal.person(self.pk)

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & SECOND_FACTOR)

    def has_role(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))


class RoleGrant(models.Model):
    """A role given to a person, for one unit and all below it, or for the whole centre (`unit` empty)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role", "unit"], name="one_grant_a_unit"),
            # NULLs are distinct, and SQLite knows no "nulls not distinct"
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(unit=None), name="one_grant_everywhere"
            ),
        ]
