"""Sessions as rows that can be listed and ended, attempts to sign in, recovery codes, and keys of programs."""

import hashlib
from datetime import datetime, timedelta

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from anyqtama.people.models.person import Person

WINDOW = timedelta(hours=1)


class Session(AbstractBaseSession):
    """A browser's session. `person` empty: not signed in yet."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type:
        from anyqtama.people.sessions import SessionStore  # named cycle: the store needs this model

        return SessionStore

    @property
    def handle(self) -> str:
        """Names the session on a page without giving its key away."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]


class Factor(models.TextChoices):
    """What an attempt tries: a password, a password by someone who showed a right code, or a code."""

    PASSWORD = "password"  # noqa: S105
    PASSWORD_WITH_CODE = "with_code"  # noqa: S105
    CODE = "code"


class AttemptQuery(models.QuerySet["SignInAttempt"]):
    def failed(self, at: datetime) -> "AttemptQuery":
        """Of the hour around `at`: after a clock stepped back, rows of the old time count an hour at most."""
        return self.filter(succeeded=False, at__gt=at - WINDOW, at__lte=at + WINDOW)


class SignInAttempt(models.Model):
    """One try, kept for throttling: the login as a fingerprint, where from, whether a known device asked."""

    login_fingerprint = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=64, blank=True)
    factor = models.CharField(max_length=10, choices=Factor.choices, default=Factor.PASSWORD)
    at = models.DateTimeField(db_index=True)
    succeeded = models.BooleanField()

    objects = AttemptQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["login_fingerprint", "at"], name="attempt_login"),
            models.Index(fields=["address", "at"], name="attempt_address"),
        ]


class RecoveryCode(models.Model):
    """Opens the account once when the telephone is lost; only its keyed hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "hash"], name="one_recovery_code")]


class ApiKey(models.Model):
    """A key by which another program acts; only its SHA-256 is kept."""

    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    rights = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
