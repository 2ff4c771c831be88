"""Keys of other programs: shown once, kept as a hash, ended by hand. Sent as `Authorization: Bearer …`."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people.entries import ApiKeyCreated, ApiKeyEnded
from anyqtama.people.models import ApiKey, Person

PREFIX = "aq_"


class WrongKey(Exception):
    message = _("The key is missing, wrong or ended. Send it as “Authorization: Bearer …”.")


class KeyEnded(Exception):
    message = _("This key has been ended already.")


@transaction.atomic
def create(*, name: str, rights: Collection[str], by: Person, at: datetime) -> tuple[ApiKey, str]:
    """A new key and its token; the token is not kept and cannot be shown again."""
    token = f"{PREFIX}{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(name=name[:100], hash=_hash(token), rights=sorted(rights), created_at=at, created_by=by)
    journal.write(ApiKeyCreated(name=key.name, rights=key.rights), subject=key, by=by.principal, at=at)
    return key, token


def authenticate(token: str, at: datetime) -> ApiKey:
    """The open key behind `token`. 256 random bits need no slow hash."""
    key = ApiKey.objects.filter(hash=_hash(token), ended_at=None).first()
    if key is None:
        raise WrongKey
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - timedelta(minutes=1))
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=at)
    return key


def bearer(request: HttpRequest) -> str:
    """The token of the request's header, empty when there is none."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def allows(key: ApiKey, right: str) -> bool:
    return right in key.rights


@transaction.atomic
def end(*, key: ApiKey, by: Principal, at: datetime) -> None:
    if not ApiKey.objects.filter(pk=key.pk, ended_at=None).update(ended_at=at):
        raise KeyEnded
    journal.write(ApiKeyEnded(name=key.name), subject=key, by=by, at=at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
