"""What a session keeps for its owner's eyes: the secret being enrolled, and recovery codes not yet written down."""

from dataclasses import dataclass

from django.http import HttpRequest

from anyqtama.kernel import secrecy
from anyqtama.people import second_factor

SECRET = "new_secret"  # noqa: S105
CODES = "recovery_codes"


@dataclass(frozen=True, slots=True)
class Codes:
    codes: list[str]
    onward: str


def offered_secret(request: HttpRequest) -> str:
    """The secret shown to this session until a telephone is enrolled; the account keeps its old one till then."""
    if SECRET not in request.session:
        request.session[SECRET] = secrecy.encrypt(second_factor.new_secret())
    return secrecy.decrypt(request.session[SECRET])


def has_secret(request: HttpRequest) -> bool:
    return SECRET in request.session


def keep_codes(request: HttpRequest, codes: list[str], *, onward: str) -> None:
    request.session.pop(SECRET, None)
    request.session[CODES] = {"codes": secrecy.encrypt(" ".join(codes)), "onward": onward}


def kept_codes(request: HttpRequest) -> Codes | None:
    kept = request.session.get(CODES)
    return Codes(secrecy.decrypt(kept["codes"]).split(), kept["onward"]) if kept else None


def forget_codes(request: HttpRequest) -> None:
    request.session.pop(CODES, None)


def flush(request: HttpRequest) -> None:
    """A new session with a new key and nothing of the old one but codes that nobody has seen yet."""
    kept = request.session.get(CODES)
    request.session.flush()
    if kept:
        request.session[CODES] = kept
