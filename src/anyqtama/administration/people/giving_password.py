"""A first or forgotten password: made by us, shown once, changed by its owner at the door."""

import secrets
from datetime import datetime

from anyqtama.kernel.principal import Principal
from anyqtama.people import passwords
from anyqtama.people.models import Person

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without l, o, 0 and 1: it is read aloud and typed by hand."""


def give(*, person: Person, by: Principal, at: datetime) -> str:
    """The new password; 80 bits, so its short life needs no strength meter."""
    new = "-".join("".join(secrets.choice(LETTERS) for _sign in range(4)) for _group in range(4))
    passwords.give(person=person, new=new, by=by, at=at)
    return new
