"""A case's number as people say and type it: AQ-2026-001025, aq 2026 1025, АҚ 2026/1025."""

import re

SAID = re.compile(r"(?:[AА][QҚК])?\W*(20\d\d)(?:\W+(\d{1,6})|(\d{6}))")


def written(words: str) -> str:
    """The number in full where the words hold a whole one, else the words in capitals."""
    said = words.strip().upper()
    found = SAID.fullmatch(said)
    return f"AQ-{found[1]}-{int(found[2] or found[3]):06}" if found else said


def folded(number: str) -> str:
    """Letters and digits as they are compared: "ЖТ-2026/45" and "жт 2026 / 45" are one."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())
