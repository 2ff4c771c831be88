"""Sessions as rows that can be listed and ended, attempts to sign in, and keys of programs."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from anyqtama.people.models.person import Person


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


class SignInAttempt(models.Model):
    """One try, kept for throttling: the login as a fingerprint, where from, whether a known device asked."""

    login_fingerprint = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    succeeded = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["login_fingerprint", "at"], name="attempt_login"),
            models.Index(fields=["address", "at"], name="attempt_address"),
        ]


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
