"""Short names in three languages, kept in one JSON column: {"kk": …, "ru": …, "en": …}."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("kk", "ru", "en")
OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""What each language calls itself."""


def label(names: Mapping[str, str], language: str | None = None) -> str:
    """The name in `language` (default: the reader's); where it has none: Kazakh, then Russian, then English."""
    wanted = language or get_language() or "kk"
    return next((text for code in (wanted, *LANGUAGES) if (text := names.get(code))), "")


def quoted(named: Iterable[object]) -> str:
    """Names inside a sentence, in the quotation marks of the reader's language."""
    return ", ".join(gettext("“%(name)s”") % {"name": one} for one in named)


def validate_names(names: object) -> None:
    if (
        not isinstance(names, dict)
        or set(names) - set(LANGUAGES)
        or not all(isinstance(t, str) for t in names.values())
    ):
        raise ValidationError(_("Write the name in Kazakh, Russian and English."))
    if not any(text.strip() for text in names.values()):
        raise ValidationError(_("Write the name in at least one language."))
