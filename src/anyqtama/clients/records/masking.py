"""Numbers that slip into what people write: cards by Luhn, IINs by their check digits, telephones by their form.

Which of them are covered is said by their class in the register (`contact.card`, `contact.iin`, `contact.phone`). The
text itself is kept as it was written; who looks at it whole is noted.
"""

import re
from collections.abc import Collection

from anyqtama.clients import national_numbers
from anyqtama.clients.records import fields

_DIGITS = re.compile(r"(?<![\d-])\d(?:[ \-]?\d){11,18}(?![\d-])")
_PHONE = re.compile(r"(?<![\d+])(?:\+7|8|7)[ \-(]*\d{3}[ \-)]*\d{3}[ \-]*\d{2}[ \-]*\d{2}(?!\d)")
LEFT = {"card": 4, "iin": 2, "phone": 2}
"""Digits at the end that stay, to recognise it by."""


def covered(text: str) -> str:
    """The text with what its class covers under dots; the same text where there is nothing."""
    if not (_DIGITS.search(text) or _PHONE.search(text)):
        return text
    hidden = fields.covered() & LEFT.keys()
    if hidden & {"card", "iin"}:
        text = _DIGITS.sub(lambda found: _cover(found[0], _what(found[0]), hidden), text)
    return _PHONE.sub(lambda found: _cover(found[0], "phone", hidden), text) if "phone" in hidden else text


def without(text: str) -> str:
    """The text as an index may keep it: nobody guesses a covered number piece by piece. Cards and IINs are left out
    whatever their class, so that an index needs no renewing when a class begins to cover them."""
    if not (_DIGITS.search(text) or _PHONE.search(text)):
        return text
    text = _DIGITS.sub(lambda found: " " if _what(found[0]) else found[0], text)
    return _PHONE.sub(" ", text) if "phone" in fields.covered() else text


def is_card(number: str) -> bool:
    """13 to 19 digits whose sum by Luhn is right; a number of one digit repeated is nobody's card."""
    if not 13 <= len(number) <= 19 or len(set(number)) == 1:
        return False
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_iin(number: str) -> bool:
    """Of a person: a BIN of an organisation is open."""
    return (
        national_numbers.is_checked(number)
        and national_numbers.has_date(number)
        and not national_numbers.is_organisations(number)
    )


def _what(found: str) -> str:
    number = re.sub(r"\D", "", found)
    return "card" if is_card(number) else "iin" if is_iin(number) else ""


def _cover(found: str, what: str, hidden: Collection[str]) -> str:
    if what not in hidden:
        return found
    left = sum(sign.isdigit() for sign in found) - LEFT[what]
    made = []
    for sign in found:
        made.append("•" if sign.isdigit() and left > 0 else sign)
        left -= sign.isdigit()
    return "".join(made)
