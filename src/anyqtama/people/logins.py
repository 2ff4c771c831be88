"""One spelling for each login, so that "Әлия", "әлия" and a pasted full-width form are the same account."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 60


def normal(login: str) -> str:
    """The spelling under which a login is stored and looked up; SQLite folds case for ASCII only, so we do it here."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).strip()


def validate_login(login: str) -> None:
    if login != normal(login) or not re.fullmatch(r"[\w.@+-]{2,60}", login):
        raise ValidationError(
            _("Write the login in 2 to 60 small letters, digits and the signs . - _ @ + without spaces.")
        )
