"""The port of digital signatures: bytes and the signer go in, a method and its value come out."""

from collections.abc import Callable, Mapping

from django.conf import settings

from anyqtama.cases.answers.signers import null
from anyqtama.cases.answers.signers.signed import Signed
from anyqtama.people.models import Person

SIGNERS: Mapping[str, Callable[[bytes, Person], Signed]] = {"null": null.sign}


def sign(content: bytes, signer: Person) -> Signed:
    """By the organisation's own service; without one by its twin."""
    return SIGNERS[settings.SIGNER](content, signer)
