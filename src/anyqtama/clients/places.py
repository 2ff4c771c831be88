"""An address in one line read into locality, street, house and flat, and written from them; no word is lost.

What cannot be placed stays in `rest`. Pure. The parts of a client's card are their own; who looks for doubles reads
lines by `matching.streets`, whose folding of a street's name is used here too.
"""

import re
from dataclasses import dataclass, field

from anyqtama.clients.matching.spelling import folded
from anyqtama.clients.matching.streets import COMMON, ENDING, folded_number

LINE = 300
LONGEST = {"locality": 100, "street": 100, "house": 20, "flat": 20, "rest": LINE}
PARTS = ("locality", "street", "house", "flat")

_NUMBER = r"\d+(?:\s?/\s?\d+)?(?:\s?-?\s?[а-яәғқңөұүһіa-z](?![^\W_]))?"
_STREET = (
    r"көшесі|көше|көш\.?|к-сі|даңғылы|даңғыл|даң\.|тас\s?жолы|тұйығы|бульвары|алаңы|"
    r"улица|ул\.?|проспект|просп\.?|пр-т\.?|пр-кт|пр\.?|переулок|пер\.?|проезд|бульвар|б-р|шоссе|площадь|тракт|"
    r"street|str?\.?|avenue|ave\.?|road|rd\.?|lane|boulevard"
)
_QUARTER = r"ықшам\s?ауданы?|шағын\s?ауданы?|ы\.а\.|мөлтек\s?ауданы?|микрорайон|мкр\.?|мкрн\.?|м-н|microdistrict"
_TOWN = r"қаласы|қала|қ\.|ауылы|ауыл|кенті|кент|город|гор\.|г\.|село|с\.|пос[её]лок|пос\.|аул|city|village|town"
_APART = (
    r"подъезд|под\.|этаж|эт\.|домофон|вход|офис|кабинет|кіреберіс|қабат|кеңсе|entrance|floor|office|блок|секция|"
    r"квартал|индекс|код|№\s?үйден"
)
_HOUSE, _FLAT = r"дом|д\.|үйі|үй|house|building", r"квартира|кв\.?|пәтері|пәтер|пәт\.?|apartment|apt\.?|flat"
_NO_WORD = r"(?:(?<=\.)|(?![^\W_]))"
_BUILDING = rf"{_NUMBER}(?:\s(?:корпус|корп\.?|к\.)\s?\d+)?"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


STREET, QUARTER, TOWN, APART = (
    _re(rf"(?<![^\W_])(?:{words}){_NO_WORD}") for words in (_STREET, _QUARTER, _TOWN, _APART)
)
FLATS = (
    _re(rf"(?<![^\W_])(?:{_FLAT})\s?№?\s?(?P<number>{_NUMBER}){_NO_WORD}"),
    _re(rf"(?<![^\W_])(?P<number>{_NUMBER})\s?-?\s?(?:{_FLAT}){_NO_WORD}"),
)
HOUSES = (
    _re(rf"(?<![^\W_])(?:{_HOUSE})\s?№?\s?(?P<number>{_BUILDING}){_NO_WORD}"),
    _re(rf"(?<![^\W_])(?P<number>{_BUILDING})\s?-?\s?(?:{_HOUSE}){_NO_WORD}"),
)
PAIR = _re(rf"^№?\s?(?P<house>{_BUILDING})(?:\s?-\s?(?P<flat>{_NUMBER}))?$")
BEHIND = _re(rf"(?<=[^\W\d_.])\.?\s+№?\s?(?P<house>{_BUILDING})(?:\s?-\s?(?P<flat>{_NUMBER}))?$")
BEFORE = _re(rf"^(?P<house>{_NUMBER})\s+(?P<street>[a-z].*)$")
"""47 Abai Avenue, as it is written in English."""
TOWN_FIRST = _re(
    rf"^(?:(?:город|гор\.|г\.|село|с\.|пос[её]лок|пос\.)\s?[^\W\d_][\w-]*|[^\W\d_][\w-]*\s(?:{_TOWN})){_NO_WORD}"
)
KIND = _re(rf"(?<![^\W_])(?:{_STREET}|{_QUARTER}){_NO_WORD}")
AROUND = _re(r"(?<![^\W_])(?:аудан|район|р-н|облыс|область|обл\.|district|region)")
TOKEN = re.compile(r"\w+")
_BLOCK = _re(r"\s?(?:корпус|корп\.?|к\.?)\s?(?=\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """`line` is what people read, search and print."""

    line: str = ""
    locality: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""
    rest: str = ""
    street_key: str = field(init=False, default="", compare=False)
    house_key: str = field(init=False, default="", compare=False)
    locality_key: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "street_key", street_key(self.street))
        object.__setattr__(self, "house_key", house_key(self.house))
        object.__setattr__(self, "locality_key", locality_key(self.locality))

    def __str__(self) -> str:
        return self.line

    @property
    def parts(self) -> tuple[str, ...]:
        return (self.locality, self.street, self.house, self.flat, self.rest)

    @property
    def structured(self) -> bool:
        return any(self.parts[:-1])


def street_key(name: str) -> str:
    """One for all spellings: улица Абая, Абай к-сі and Abai street. What kind of street it is, people leave out.

    A word of every address that stands alone is the name itself: Астана көшесі.
    """
    words = _folded(KIND.sub(" ", name))
    kept = [word for word in words if word not in COMMON] or (words if len(words) == 1 else [])
    return " ".join(sorted(ENDING.sub("", word) for word in kept))[: LONGEST["street"]]


def locality_key(name: str) -> str:
    """Of a town or village; a district or a region lies round or within one and tells no two apart."""
    if AROUND.search(name):
        return ""
    return " ".join(ENDING.sub("", word) for word in _folded(TOWN.sub(" ", name)))[: LONGEST["locality"]]


def house_key(number: str) -> str:
    """45/2, 45 корпус 2 and 45-2 are one house; 452 is another."""
    bits = re.findall(r"\d+|[^\W\d_]+", _BLOCK.sub("/", number.casefold()))
    return "".join(f"/{bit}" if at and bit.isdigit() else folded_number(bit) for at, bit in enumerate(bits))[:20]


def _folded(name: str) -> list[str]:
    words = (folded_number(word) if word.isdigit() else folded(word) for word in TOKEN.findall(name))
    return [word for word in words if word]


def one_line(*, locality: str = "", street: str = "", house: str = "", flat: str = "", rest: str = "") -> str:
    """As clients' cards write it; a number that says of itself what it is needs no place in the order."""
    number = "-".join(part for part in (house, flat) if part)
    return ", ".join(part for part in (locality, street, number, rest) if part)


def composed(*, was: str = "", **parts: str) -> Place:
    """From what somebody typed into the parts. The line `was` stays as it was written where it reads as these.

    Parts that nobody touched give way to another street that is typed in one line.
    """
    said = {name: " ".join(parts.get(name, "").split())[:longest] for name, longest in LONGEST.items()}
    before = read(was)
    given = tuple(" ".join(part.split()) for part in before.parts)
    if given == tuple(said.values()):
        return before
    if given[:-1] == tuple(said[name] for name in PARTS):
        typed = read(said["rest"])
        if typed.street or not before.structured:
            return typed
    return Place(one_line(**said), **said)


def searched(said: str) -> Place:
    """What somebody looks for: at least a street."""
    place = read(said)
    return place if place.street_key else composed(street=said)


def shared(one: Place, other: Place) -> str:
    """What two places have in common: the `address`, the `house` with other flats, the `street`, or nothing."""
    if one.locality_key and other.locality_key and one.locality_key != other.locality_key:
        return ""
    if one.line and one.line.casefold() == other.line.casefold():
        return "address"
    if not (one.house_key and other.house_key) and plain(one.line) and plain(one.line) == plain(other.line):
        return "address"
    if not one.street_key or one.street_key != other.street_key:
        return ""
    if not one.house_key or one.house_key != other.house_key:
        return "street"
    return "house" if one.flat and other.flat and one.flat.casefold() != other.flat.casefold() else "address"


def plain(line: str) -> str:
    """Letters and digits only: what cannot be parted is compared by them."""
    return "".join(sign for sign in line.casefold() if sign.isalnum())


def read(line: str) -> Place:
    """A proposal: what a line most likely means."""
    line = line.strip()[:LINE].rstrip()
    said: dict[str, str] = {}
    left = line
    for name, patterns in (("flat", FLATS), ("house", HOUSES)):
        for pattern in patterns:
            if found := _unambiguous(pattern, left):
                said[name] = found["number"]
                left = f"{left[: found.start()]},{left[found.end() :]}"
                break
    segments = [" ".join(each.split()) for each in re.split(r"[,;\n]", left)]
    return _placed(line, said, [each for each in _without_towns(segments) if TOKEN.search(each)])


def _unambiguous(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Only where one number is named so: of two houses nobody knows which is meant."""
    found = list(pattern.finditer(text))
    return found[0] if len(found) == 1 else None


def _without_towns(segments: list[str]) -> list[str]:
    """A town written before the street without a comma stands by itself."""
    apart: list[str] = []
    for segment in segments:
        town = TOWN_FIRST.match(segment)
        if town and KIND.search(segment[town.end() :]):
            apart += [town[0], segment[town.end() :].strip()]
        else:
            apart.append(segment)
    return apart


def _placed(line: str, said: dict[str, str], segments: list[str]) -> Place:
    at = _street_at(segments, "house" in said)
    if at is not None:
        street = segments[at]
        said["street"] = _numbered(street, said)
        rest = segments[:at] + segments[at + 1 :]
        after = at < len(segments) - 1 and PAIR.match(segments[at + 1])
        if after and "house" not in said:
            said["house"] = after["house"]
            rest.pop(at)
            if after["flat"] and "flat" not in said:
                said["flat"] = after["flat"]
            elif after["flat"]:
                rest.insert(at, after["flat"])
            elif "flat" not in said and at < len(rest) and re.fullmatch(_NUMBER, rest[at], re.IGNORECASE):
                said["flat"] = rest.pop(at)
        segments = rest
    said["locality"] = _locality(segments, before=at)
    said["rest"] = ", ".join(segments)
    if any(len(value) > LONGEST[name] for name, value in said.items()):
        return Place(line, rest=line)
    return Place(line, **said)


def _street_at(segments: list[str], housed: bool) -> int | None:
    """Which one names the street: by its kind, else by the house that follows."""
    for kind in (STREET, QUARTER):
        for at, segment in enumerate(segments):
            if kind.search(segment) and TOKEN.search(kind.sub("", segment)):
                return at
    for at, segment in enumerate(segments):
        if APART.search(segment) or TOWN.search(segment):
            continue
        behind, follows = BEHIND.search(segment), at + 1 < len(segments) and PAIR.match(segments[at + 1])
        if behind or (follows and not segment[:1].isdigit()):
            return at
    named = [
        at for at, each in enumerate(segments) if not (APART.search(each) or TOWN.search(each) or each[0].isdigit())
    ]
    return named[-1] if housed and named else None


def _numbered(street: str, said: dict[str, str]) -> str:
    """The street's name without the house that stands behind it, which is put where houses are."""
    if "house" in said:
        return street
    found = BEFORE.match(street) if STREET.search(street) else None
    if found:
        said["house"] = found["house"]
        return found["street"]
    found = BEHIND.search(street)
    if not found or not TOKEN.search(KIND.sub("", street[: found.start()])):
        return street
    if found["flat"] and "flat" in said:
        return street
    quarter = QUARTER.search(street)
    if quarter and quarter.start() == 0:  # мкр Самал 2: its own number
        return street
    said["house"] = found["house"]
    if found["flat"]:
        said["flat"] = found["flat"]
    return street[: found.start()].rstrip()


def _locality(segments: list[str], *, before: int | None) -> str:
    """The town: by its kind, else what stands first before a street. Taken out of the segments."""
    for at, segment in enumerate(segments):
        if TOWN.search(segment) and not APART.search(segment):
            return segments.pop(at)
    if before and segments and not APART.search(segments[0]) and re.fullmatch(r"[^\W\d_][^\W\d_ -]*", segments[0]):
        return segments.pop(0)
    return ""
