"""Codes by which tables, addresses and the journal name a row: made from its name, never changed afterwards."""

import re
from collections.abc import Container, Mapping

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = "a a b v g g d e e zh z i i k k l m n n o o p r s t u u u f h h ts ch sh shch _ y i _ e yu ya"
LETTERS = dict(zip(ALPHABET, LATIN.split(" "), strict=True))
CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


def from_names(names: Mapping[str, str], *, taken: Container[str], longest: int) -> str:
    """A free code like `city-services`."""
    text = names.get("en") or names.get("ru") or names.get("kk") or ""
    latin = "".join(LETTERS.get(letter, letter).replace("_", "") for letter in text.casefold())
    stem = "-".join(re.findall("[a-z0-9]+", latin))[: longest - 4].strip("-") or "new"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
