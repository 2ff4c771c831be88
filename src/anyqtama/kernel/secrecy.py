"""Encryption of personal fields, and keyed fingerprints by which an encrypted value can still be found."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


@cache
def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FIELD_KEY.encode()).digest()))


def encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text behind `token`; raises ValueError when the key of this installation does not open it."""
    try:
        return _cipher().decrypt(token.encode()).decode()
    except InvalidToken:
        raise ValueError("The field key does not open this value: was ANYQTAMA_FIELD changed?") from None


def fingerprint(text: str) -> str:
    """Same text, same 64 hex digits, on this installation only."""
    return hmac.new(settings.FIELD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
