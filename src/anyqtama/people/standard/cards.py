"""The frame of an occupation's card: its place in the list of cards, its passport, its closing tables."""

import re
from dataclasses import dataclass

from .cursor import Cursor
from .decoding import GET_IT_AGAIN
from .headings import Kind, Token, label_of
from .structure import StandardUnreadable

LISTED = re.compile(r"(?P<title>.+?)\s*[-–—]\s*(?P<level>[1-8])\s*СБШ", re.IGNORECASE)
LEVEL = re.compile(r"[1-8]$")
CODE = re.compile(r"\d{4}-\d-\d{3}$")
RELATED_NAME = re.compile(r"\d{4}-\d-\d{3}\s+\S")
NUMBERED = re.compile(r"(?P<n>\d{1,2})\s*\.\s*\S")
QUOTES = "\"«»“”„' "


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of cards: the title and level its card must have."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Passport:
    code: str
    orq_level: int
    mandatory: int
    additional: int


def read_list(cursor: Cursor) -> tuple[int, list[Listed]]:
    """The number of the first card and what the list of cards promises."""
    heading = cursor.expect(Kind.CARD_LIST, "the list of cards (“Кәсіптер карточкаларының тізімі”)", "chapter 2")
    listed: list[Listed] = []
    while cursor.sees(Kind.ITEM):
        item = cursor.expect_number(Kind.ITEM, len(listed) + 1, f"entry {len(listed) + 1})", "the list of cards")
        match = LISTED.match(item.text)
        if match is None:
            raise StandardUnreadable(
                item.line,
                f"the list of cards: “{item.raw}” has no title and level; {GET_IT_AGAIN}",
            )
        listed.append(Listed(match["title"], int(match["level"])))
    if not listed:
        cursor.refuse("the first entry of the list", "the list of cards")
    while cursor.sees(Kind.TEXT):
        chapter = cursor.take()
        if "тарау" not in chapter.text.lower():
            cursor.remark(chapter, "between the list of cards and the first card")
    return heading.number + 1, listed


def title_of(card: Token) -> str:
    return card.text.strip().removesuffix(":").strip(QUOTES)


def read_passport(cursor: Cursor, card: Token, inside: str) -> Passport:
    """Code and level, then how many functions the card announces."""
    fields: dict[str, list[str]] = {}
    cursor.leave_out(f"{inside}: before the first field of the card")
    while cursor.sees(Kind.FIELD):
        field = cursor.take()
        values = fields.setdefault(label_of(field).lower(), [])
        if field.text:
            values.append(field.text)
        while cursor.sees(Kind.TEXT, Kind.ITEM):
            values.append(cursor.take().raw)
    cursor.expect(Kind.FUNCTION_LIST, "the list of functions (“Еңбек функцияларының тізбесі”)", inside)
    code = next((v for v in fields.get("қызмет атауының коды", []) if CODE.match(v)), None)
    if code is None:
        raise StandardUnreadable(card.line, f"{inside} has no occupation code such as 4224-5-003; {GET_IT_AGAIN}")
    level = next((v for label, values in fields.items() if _is_level(label) for v in values if LEVEL.match(v)), None)
    if level is None:
        raise StandardUnreadable(card.line, f"{inside} has no qualification level (1 to 8); {GET_IT_AGAIN}")
    if title_of(card).lower() not in (name.lower() for name in fields.get("кәсіптің атауы", [])):
        cursor.remark(card, "the name inside the card differs from its heading; the heading is kept")
    cursor.expect(Kind.MANDATORY, "the heading of mandatory functions (“Міндетті еңбек функциялары”)", inside)
    mandatory = _announced(cursor, inside)
    additional = 0
    if cursor.sees(Kind.ADDITIONAL):
        cursor.take()
        additional = _announced(cursor, inside)
    cursor.expect(Kind.DESCRIPTION, "“Еңбек функцияларының сипаттамасы”", inside)
    return Passport(code, int(level), mandatory, additional)


def _is_level(label: str) -> bool:
    return label.startswith("сбш") and label.endswith("деңгейі") and "біліктілік деңгейі" in label


def _announced(cursor: Cursor, inside: str) -> int:
    number = 0
    while cursor.sees(Kind.TEXT):
        line = cursor.take()
        match = NUMBERED.match(line.text)
        if match is None:
            cursor.remark(line, f"{inside}: in the list of functions, without a number")
        elif int(match["n"]) != number + 1:
            raise StandardUnreadable(
                line.line,
                f"{inside}: function {number + 1} is missing from its list of functions; {GET_IT_AGAIN}",
            )
        else:
            number += 1
    return number


def read_closing(cursor: Cursor, inside: str) -> None:
    """Personal competences, standards, related occupations: must be there, since a cut file lacks them."""
    for name in (
        "Жеке құзыреттерге қойылатын талаптар",
        "Техникалық регламенттер мен ұлттық стандарттардың тізімі",
    ):
        heading = cursor.expect(Kind.CLOSING, f"“{name}”", inside)
        if not heading.text and not cursor.sees(Kind.TEXT, Kind.ITEM):
            cursor.refuse(f"the text of “{name}”", inside)
        while cursor.sees(Kind.TEXT, Kind.ITEM):
            cursor.take()
    cursor.expect(Kind.RELATED, "“СБШ-нің ішіндегі басқа кәсіптермен байланыс”", inside)
    while cursor.sees(Kind.FIELD):
        cursor.take()
    if not cursor.sees(Kind.TEXT):
        cursor.refuse("the related occupations", inside)
    while cursor.sees(Kind.TEXT):
        level = cursor.take()
        if not LEVEL.match(level.text):
            cursor.remark(level, f"{inside}: neither a level nor a name in the related occupations")
            continue
        related = cursor.expect(Kind.TEXT, "the name of a related occupation", inside)
        if not RELATED_NAME.match(related.text):
            cursor.remark(related, f"{inside}: a related occupation without a well-formed code")
