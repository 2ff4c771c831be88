"""The order of names: by the Kazakh alphabet, in which the Russian one is contained, whatever the database sorts by."""

import re

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACES = {letter: f"{place:02}" for place, letter in enumerate(ALPHABET)}


def by_name(text: object) -> str:
    """A key to sort by: figures by their value, Latin before Cyrillic."""
    folded = re.sub(r"\d+", lambda found: found.group().zfill(12), str(text).casefold())
    return "".join(f"я{PLACES[letter]}" if letter in PLACES else letter for letter in folded)


def normal(text: object) -> str:
    """How texts are compared in a search: case and ё do not matter."""
    return str(text).casefold().replace("ё", "е")
