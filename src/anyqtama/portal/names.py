"""Names as visitors may give them: no line breaks, no marks that turn the direction of what stands beside them."""

import re
import unicodedata

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """One line without control and direction marks; letters of all scripts stay as they are."""
    kept = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    return re.sub(r"\s+", " ", "".join(letter for letter in kept if letter not in TURNING)).strip()
