"""A browser comes, is known again by its cookie, chooses its language, is seen, and is forgotten."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from anyqtama.contacts import staying
from anyqtama.kernel import live
from anyqtama.portal.models import Visit

COOKIE = "aq_visit"
TOKEN_BYTES = 24
LONGEST_TOKEN = 64
SHORTEST_KEY = 16
SENT_AGAIN = timedelta(minutes=10)
SEEN_EVERY = timedelta(minutes=1)
UNSEEN = (
    *(f"contact__owner__{name}" for name in (
        "login", "password", "last_login", "email", "unit", "theme", "density", "contacts_at_once", "totp_secret",
        "must_change_password", "totp_confirmed_at", "totp_last_step", "created_at",
    )),
    *(f"contact__channel__{name}" for name in ("names", "settings", "reply_within_minutes", "order", "adapter")),
    *(f"contact__queue__{name}" for name in (
        "descriptions", "unit", "priority", "answer_within_seconds", "target_percent", "formula", "order",
        "short_abandon_seconds", "offer_seconds", "reply_within_seconds", "warn_wait_seconds", "alarm_wait_seconds",
    )),
)  # fmt: skip
"""What no page of a visitor shows: each column costs a poll processor time."""


def begin(*, language: str, address: str | None, at: datetime, key: str = "") -> tuple[Visit, str]:
    """A new visit and the token for its cookie; only the token's hash is stored.

    With the `key` of its form, the same form sent again (a double click, an answer that was lost) is the same visit.
    """
    token = _token_of(key) if len(key) >= SHORTEST_KEY else secrets.token_urlsafe(TOKEN_BYTES)
    known = Visit.objects.filter(token_hash=fingerprint(token))
    try:
        with transaction.atomic():
            visit = Visit(token_hash=fingerprint(token), language=language, address=address, created_at=at, seen_at=at)
            visit.save(force_insert=True)
    except IntegrityError:
        again = known.filter(created_at__gt=at - SENT_AGAIN, ended_at=None).first()
        return (again, token) if again else begin(language=language, address=address, at=at)
    return visit, token


def _token_of(key: str) -> str:
    return salted_hmac("anyqtama.portal.visit", key, algorithm="sha256").hexdigest()[: 2 * TOKEN_BYTES]


def find(token: str, *, at: datetime) -> Visit | None:
    """The open visit behind a cookie's value, with all that its page shows of its contact, in one query."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    rows = Visit.objects.open(at).select_related("contact__queue", "contact__owner", "contact__channel").defer(*UNSEEN)
    return next(iter(rows.filter(token_hash=fingerprint(token))), None)  # it is unique: no order need be composed


def open_visits(tokens: Collection[str], *, at: datetime) -> Mapping[str, int]:
    """Values of the cookie → ids of the visits still open."""
    hashes = {fingerprint(token): token for token in tokens if 0 < len(token) <= LONGEST_TOKEN}
    rows = Visit.objects.open(at).filter(token_hash__in=hashes).values_list("token_hash", "pk")
    return {hashes[token_hash]: visit_id for token_hash, visit_id in rows}


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def seen(visit: Visit, *, at: datetime) -> None:
    """The page is open: once a minute it is noted, and the place in the queue is kept."""
    if at - visit.seen_at < SEEN_EVERY:
        return
    Visit.objects.filter(pk=visit.pk, seen_at__lt=at).update(seen_at=at)
    if visit.contact:
        staying.seen(contact=visit.contact, at=at)


def choose_language(*, visit: Visit, language: str) -> None:
    """For the window and its lines; a running contact keeps the language it was routed by."""
    Visit.objects.filter(pk=visit.pk).update(language=language)


def forget(*, visit: Visit, at: datetime) -> None:
    """The browser no longer opens this talk: somebody else may sit there next."""
    Visit.objects.filter(pk=visit.pk, ended_at=None).update(ended_at=at)
    live.hint(f"visit:{visit.pk}")
