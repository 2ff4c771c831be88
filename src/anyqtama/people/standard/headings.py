"""What a line of the official text is: its headings are irregular (1-дағды, 1 дағды, Дағды 7:)."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    CARD_LIST = auto()
    CARD = auto()
    FIELD = auto()
    FUNCTION_LIST = auto()
    MANDATORY = auto()
    ADDITIONAL = auto()
    DESCRIPTION = auto()
    FUNCTION = auto()
    DUTY = auto()
    ABILITIES = auto()
    KNOWLEDGE = auto()
    RECOGNITION = auto()
    CLOSING = auto()
    RELATED = auto()
    ITEM = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A line with its kind; `number` stands in its heading, `text` follows the heading on the same line."""

    line: int
    kind: Kind
    raw: str
    number: int = 0
    text: str = ""
    additional: bool = False


FIELD_LABELS = (
    r"Топтың коды",
    r"Қызмет атауының коды",
    r"Кәсіптің атауы",
    r"СБШ\s*-?\s*нің деңгейі",
    r"СБШ бойынша біліктілік (?:ішкі )?деңгейі",
    r"СБШ біліктілі(?:к|гінің ішкі) деңгейі",
    r"БТБА, БА, үлгілік біліктілік .*деңгейі",
    r"Кәсіптік білім деңгейі",
    r"Білім деңгейі",
    r"Мамандық",
    r"Біліктілік",
    r"Жұмыс тәжірибесіне қойылатын талаптар",
    r"Формалды емес және информалы біліммен байланыс",
    r"Кәсіптің басқа ықтимал атаулары",
    r"Қызметтің негізгі мақсаты",
)

# First match wins: "Кәсіптік білім деңгейі" is a field before "Білім" can be the knowledge of a duty.
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.CARD_LIST, r"(?P<n>\d{1,3})\.\s*Кәсіптер карточкаларының тізімі\s*:?$"),
        (Kind.CARD, r"(?P<n>\d{1,3})\s*\.\s*Кәсіптің карточкасы\s*(?P<t>.*)$"),
        (Kind.FUNCTION_LIST, r"Еңбек функцияларының тізбесі\s*:?$"),
        (Kind.MANDATORY, r"Міндетті еңбек функциялары\s*:?$"),
        (Kind.ADDITIONAL, r"Қосымша еңбек функциялары\s*:?$"),
        (Kind.DESCRIPTION, r"Еңбек функцияларының сипаттамасы\s*:?$"),
        (Kind.FUNCTION, r"(?P<extra>Қосымша )?Еңбек функция[^\W\d]*\s*(?P<n>\d{1,3})\s*[.:]?\s*(?P<t>.*)$"),
        (Kind.DUTY, r"(?P<n>\d{1,3})\s*[-–]?\s*дағды(?!\w)\s*[.:]?\s*(?P<t>.*)$"),
        (Kind.DUTY, r"дағды\s+(?P<n>\d{1,3})\s*[.:]?\s*(?P<t>.*)$"),
        (Kind.ABILITIES, r"Дағдылар\s*(?::\s*(?P<t>.*))?$"),
        (Kind.KNOWLEDGE, r"Білімі?\s*(?::\s*(?P<t>.*))?$"),
        (Kind.ABILITIES, r"\d{1,2}\s*\)\s*Дағдылар\s*:\s*(?P<t>)$"),
        (Kind.KNOWLEDGE, r"\d{1,2}\s*\)\s*Білімі?\s*:\s*(?P<t>)$"),
        (Kind.RECOGNITION, r"Дағдыны тану мүмкіндігі\s*(?::\s*(?P<t>.*))?$"),
        (Kind.CLOSING, r"Жеке құзыреттерге қойылатын талаптар\s*(?::\s*(?P<t>.*))?$"),
        (Kind.CLOSING, r"Техникалық регламенттер мен ұлттық стандарттардың тізімі\s*(?::\s*(?P<t>.*))?$"),
        (Kind.RELATED, r"СБШ\s*-?\s*нің ішіндегі басқа кәсіптермен байланыс\s*:?$"),
        (Kind.FIELD, rf"(?:{'|'.join(FIELD_LABELS)})\s*(?::+\s*(?P<t>.*))?$"),
        (Kind.ITEM, r"(?P<n>\d{0,3})\s*\)\s*(?P<t>.*)$"),
    )
)


def token(line: int, raw: str) -> Token:
    """The kind of one line; every line has one, TEXT when no heading fits."""
    for kind, pattern in PATTERNS:
        if match := pattern.match(raw):
            found = match.groupdict()
            number = int(found.get("n") or 0)
            return Token(line, kind, raw, number, found.get("t") or "", additional=bool(found.get("extra")))
    return Token(line, Kind.TEXT, raw, text=raw)


def label_of(field: Token) -> str:
    """The label of a FIELD without its colons and value."""
    return field.raw.partition(":")[0].strip()
