"""An address as people type it, reduced to what two spellings of it share: words of the street, house, flat."""

import re
from dataclasses import dataclass

from anyqtama.clients.matching.spelling import folded

NUMBER = re.compile(r"\d+(?:\s*[/-]?\s*[^\W\d_](?![^\W\d_]))?|\d+")
WORD = re.compile(r"[^\W\d_]{2,}")
ENDING = re.compile(r"(?<=..)[aeiou]+$")
"""Абай, Абая; Пушкин, Пушкина: the case of a street's name."""
FLAT = re.compile(r"(?:пәтер|пәт|кв|квартира|apt|flat|apartment)\W*(\d+)", re.IGNORECASE)
_COMMON = """
көше көшесі даңғыл даңғылы ықшамаудан ықшамауданы аудан ауданы қала қаласы үй пәтер пәт облыс облысы ауыл ауылы мкр
улица ул проспект пр пр-т микрорайон район город дом кв квартира область село поселок переулок пер шағын
street st avenue ave district city house apt flat apartment region village str mkr microdistrict
kosesi koshesi danghyly dangyly ulitsa prospekt dom
қазақстан казахстан kazakhstan астана алматы шымкент қарағанды караганда astana almaty shymkent
"""
COMMON = frozenset(folded(word) for word in _COMMON.split())
"""Words of every address: they tell the kind of place, or the large town, not which place."""


@dataclass(frozen=True, slots=True)
class Address:
    street: frozenset[str]
    house: str
    flat: str = ""


def address_of(line: str) -> Address | None:
    """None where no street and house can be read out of the line."""
    found = (folded(each) for each in WORD.findall(line))
    words = frozenset(ENDING.sub("", word) for word in found if word not in COMMON and len(word) > 2)
    named = FLAT.search(line)
    flat = named.group(1) if named else ""
    rest = line[: named.start()] if named else line
    numbers = [re.sub(r"[\s/-]", "", folded_number(number)) for number in NUMBER.findall(rest)]
    if not words or not numbers:
        return None
    if not flat and len(numbers) > 1:
        return Address(words, numbers[-2], numbers[-1])
    return Address(words, numbers[-1], flat)


def folded_number(number: str) -> str:
    return "".join(folded(letter) if letter.isalpha() else letter for letter in number)
