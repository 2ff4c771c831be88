"""Browsers that signed in before: a signed cookie per account gives each its own count of attempts."""

import secrets
from collections.abc import Mapping

from django.core.signing import BadSignature, TimestampSigner

from anyqtama.kernel.secrecy import fingerprint
from anyqtama.people.logins import normal

KEPT_SECONDS = 400 * 24 * 3600
PATH = "/sign-in/"


def login_fingerprint(login: str) -> str:
    return fingerprint(f"login:{normal(login)}")


def cookie_name(login: str) -> str:
    """One cookie an account: at a shared desk thirty people keep thirty devices apart."""
    return f"aq_device_{login_fingerprint(login)[:12]}"


def known_device(cookies: Mapping[str, str], *, login: str) -> str:
    """The device's nonce if this browser has signed in to this account before, else empty."""
    try:
        return _signer(login).unsign(cookies.get(cookie_name(login), ""), max_age=KEPT_SECONDS)
    except BadSignature:
        return ""


def new_device(*, login: str) -> str:
    """The cookie's value for a browser that has just signed in."""
    return _signer(login).sign(secrets.token_hex(16))


def _signer(login: str) -> TimestampSigner:
    return TimestampSigner(salt=f"aq_device:{login_fingerprint(login)}")
