"""The official text of the professional standard in, the whole structure out: completely or not at all."""

import re

from .cards import Listed, Passport, read_closing, read_list, read_passport, title_of
from .cursor import Cursor
from .decoding import GET_IT_AGAIN, decode, lines_of
from .headings import Kind, Token, token
from .structure import Duty, Function, Occupation, Standard, StandardUnreadable, Statement

TAIL = " ;.,"
RECOMMENDED = re.compile(r"(?:1\s*\)\s*)?(?P<word>ұсыныла(?=д)|ұсынылма(?=й))", re.IGNORECASE)
RECOGNITION_WORDS = frozenset({"ұсынылады", "ұсынылмайды"})


def read(data: bytes) -> Standard:
    """The standard from the bytes of a file."""
    return parse(decode(data))


def parse(text: str) -> Standard:
    """The standard from its text; raises StandardUnreadable, never returns a part."""
    lines = lines_of(text)
    tokens = [token(number, line) for number, line in enumerate(lines, 1) if line]
    last_line = tokens[-1].line
    start = next((at for at, one in enumerate(tokens) if one.kind is Kind.CARD_LIST), None)
    if start is None:
        raise StandardUnreadable(
            last_line,
            f"no list of cards (“Кәсіптер карточкаларының тізімі”) in it: not this standard; {GET_IT_AGAIN}",
        )
    if early := next((one for one in tokens[:start] if one.kind is Kind.CARD), None):
        raise StandardUnreadable(early.line, f"a card stands before the list of cards; {GET_IT_AGAIN}")
    cursor = Cursor(tokens[start:], last_line)
    first, listed = read_list(cursor)
    occupations = tuple(_occupation(cursor, first + at, promise) for at, promise in enumerate(listed))
    if not cursor.ended():
        cursor.refuse("the end of the text", f"after the last of {len(listed)} listed cards")
    return Standard(occupations, tuple(cursor.remarks))


def _occupation(cursor: Cursor, number: int, promise: Listed) -> Occupation:
    inside = f"card {number}"
    card = cursor.expect_number(
        Kind.CARD, number, f"card {number} “{promise.title}” (promised by the list of cards)", "the cards"
    )
    title = title_of(card)
    if title.lower() != promise.title.lower():
        cursor.remark(card, f"the list of cards calls it “{promise.title}”; the card's heading is kept")
    passport = read_passport(cursor, card, inside)
    if passport.orq_level != promise.level:
        disagree = f"{inside} has level {passport.orq_level}, the list of cards says {promise.level}"
        raise StandardUnreadable(card.line, f"{disagree}; {GET_IT_AGAIN}")
    functions = _functions(cursor, number, passport)
    read_closing(cursor, inside)
    return Occupation(number, passport.code, passport.orq_level, title, functions, card.line)


def _functions(cursor: Cursor, card: int, passport: Passport) -> tuple[Function, ...]:
    functions: list[Function] = []
    for additional, announced in ((False, passport.mandatory), (True, passport.additional)):
        letter = "A" if additional else "F"
        for number in range(1, announced + 1):
            inside = f"function {card}.{letter}{number}"
            heading = cursor.expect_number(Kind.FUNCTION, number, f"{inside} (announced by the card)", f"card {card}")
            if heading.additional is not additional:
                raise StandardUnreadable(
                    heading.line,
                    f"card {card}: {inside} should come here, found “{heading.raw}”; {GET_IT_AGAIN}",
                )
            title = _title(cursor, heading, inside, then=Kind.DUTY)
            duties = _duties(cursor, f"{card}.{letter}{number}")
            functions.append(Function(f"{card}.{letter}{number}", additional, title, duties, heading.line))
    if not functions:
        cursor.refuse("at least one function", f"card {card}")
    return tuple(functions)


def _duties(cursor: Cursor, function: str) -> tuple[Duty, ...]:
    duties: list[Duty] = []
    while not duties or cursor.sees(Kind.DUTY):
        number = len(duties) + 1
        inside = f"duty {function}.{number}"
        heading = cursor.expect_number(Kind.DUTY, number, f"{inside} (“{number}-дағды:”)", f"function {function}")
        title = _title(cursor, heading, inside, then=Kind.ABILITIES)
        abilities = _statements(cursor, Kind.ABILITIES, "“Дағдылар:”", f"{function}.{number}", "a")
        knowledge = _statements(cursor, Kind.KNOWLEDGE, "“Білім:”", f"{function}.{number}", "k")
        recommended = _recommended(cursor, inside)
        duties.append(Duty(f"{function}.{number}", title, recommended, abilities, knowledge, heading.line))
        cursor.leave_out(f"after {inside}")
    return tuple(duties)


def _title(cursor: Cursor, heading: Token, inside: str, *, then: Kind) -> str:
    parts = [heading.text] if heading.text else []
    while cursor.sees(Kind.TEXT):
        parts.append(cursor.take().text)
    title = " ".join(parts).strip(TAIL)
    if not title or not cursor.sees(then):
        cursor.refuse("the first duty" if then is Kind.DUTY else "its name, then “Дағдылар:”", inside)
    return title


def _statements(cursor: Cursor, kind: Kind, name: str, duty: str, letter: str) -> tuple[Statement, ...]:
    inside = f"duty {duty}, {name}"
    heading = cursor.expect(kind, name, f"duty {duty}")
    if heading.raw[0].isdigit():
        cursor.remark(heading, f"{inside}: the heading stands as an item of a list")
    found: list[Statement] = []
    lines = [token(heading.line, heading.text)] if heading.text else []
    while cursor.sees(Kind.TEXT, Kind.ITEM):
        lines.append(cursor.take())
    for line in lines:
        if line.kind is not Kind.ITEM:
            cursor.remark(line, f"{inside}: without a number, left out")
            continue
        number = line.number
        if not number:
            cursor.remark(line, f"{inside}: read as number {len(found) + 1}")
            number = len(found) + 1
        rest: str | None = line.text
        if twice := re.match(rf"{number}\s*\)\s*", line.text):
            cursor.remark(line, f"{inside}: number {number} stands twice")
            rest = line.text[twice.end() :]
        while rest is not None:
            if number != len(found) + 1:
                wanted = f"number {len(found) + 1} should come here, found “{line.raw[:60]}”"
                raise StandardUnreadable(line.line, f"{inside}: {wanted}; {GET_IT_AGAIN}")
            one, rest = _cut_glued(rest, following=number + 1)
            if not one.strip(TAIL):
                raise StandardUnreadable(line.line, f"{inside}: number {number} is empty; {GET_IT_AGAIN}")
            found.append(Statement(f"{duty}.{letter}{number}", one.strip(TAIL), line.line))
            number += 1
    if not found:
        cursor.refuse("number 1", inside)
    return tuple(found)


def _cut_glued(text: str, *, following: int) -> tuple[str, str | None]:
    """Some lines hold two statements: “…жіктейді; 3) мәтіндерді…”."""
    match = re.search(rf"[;.]\s*{following}\s*\)\s*", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, None)


def _recommended(cursor: Cursor, inside: str) -> bool:
    heading = cursor.expect(Kind.RECOGNITION, "“Дағдыны тану мүмкіндігі:”", inside)
    value = token(heading.line, heading.text) if heading.text else None
    if value is None and cursor.sees(Kind.TEXT, Kind.ITEM):
        value = cursor.take()
    match = RECOMMENDED.match(value.raw) if value else None
    if value is None or match is None:
        cursor.refuse("“Ұсынылады” or “Ұсынылмайды”", inside)
    if value.raw.lower() not in RECOGNITION_WORDS:
        cursor.remark(value, f"{inside}: read as “{'Ұсынылады' if match['word'].endswith('ла') else 'Ұсынылмайды'}”")
    return match["word"].lower() == "ұсыныла"
