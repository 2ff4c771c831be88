"""The first look at a file said to be the standard: is it UTF-8 text, and the text of this order at all?"""

import re

from .structure import StandardUnreadable

ORDER = re.compile(r"394\s*/\s*НҚ", re.IGNORECASE)
MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|table|\?xml|div)\b", re.IGNORECASE)
ODD_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
GET_IT_AGAIN = "open order No. 394/НҚ in Kazakh at adilet.zan.kz and save its whole text as a UTF-8 text file"
LARGEST_BYTES = 20_000_000  # sixty times the official text


def decode(data: bytes) -> str:
    """The text of an uploaded or opened file, or StandardUnreadable with the line of the first bad byte."""
    if len(data) > LARGEST_BYTES:
        raise StandardUnreadable(1, f"the file is over {LARGEST_BYTES // 1_000_000} MB; {GET_IT_AGAIN}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise StandardUnreadable(1, "the file is saved as UTF-16; save it again as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if b"\x00" in data:
            raise StandardUnreadable(line, f"this is not a text file; {GET_IT_AGAIN}") from error
        raise StandardUnreadable(
            line, "the file is not in UTF-8 (perhaps Windows-1251); save it again as UTF-8"
        ) from error


def lines_of(text: str) -> list[str]:
    """Lines as an editor numbers them, spare blanks removed; refuses what is plainly not the standard."""
    raw = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(line.strip() for line in raw):
        raise StandardUnreadable(1, f"the file is empty; {GET_IT_AGAIN}")
    for number, line in enumerate(raw, 1):
        if ODD_CONTROLS.search(line):
            raise StandardUnreadable(number, f"control characters: this is not a text file; {GET_IT_AGAIN}")
        if MARKUP.search(line):
            raise StandardUnreadable(number, f"this is a web page or XML, not its text; {GET_IT_AGAIN}")
    lines = [" ".join(line.split()) for line in raw]
    if KAZAKH_LETTERS.isdisjoint(text.lower()):
        raise StandardUnreadable(
            1, f"no Kazakh letters: another language, another document or a wrong encoding; {GET_IT_AGAIN}"
        )
    if not any(ORDER.search(line) for line in lines):
        raise StandardUnreadable(1, f"the order number 394/НҚ is not in it: another document; {GET_IT_AGAIN}")
    return lines
