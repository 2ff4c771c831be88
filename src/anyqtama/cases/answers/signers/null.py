"""The twin of a signing service: binds content and signer by a keyed hash, which is no digital signature by law."""

import hashlib

from django.utils.crypto import salted_hmac

from anyqtama.cases.answers.signers.signed import Signed
from anyqtama.people.models import Person


def sign(content: bytes, signer: Person) -> Signed:
    digest = hashlib.sha256(content).hexdigest()
    value = salted_hmac("anyqtama.answers.signers", f"{signer.pk}:{digest}", algorithm="sha256").hexdigest()
    return Signed("null", value, legal=False)
