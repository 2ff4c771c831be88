"""Names of files as people may see them: no path, no hidden direction, no formula, an ending that tells the truth."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 120
FORBIDDEN = re.compile(r'[<>:"|?*%;]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def cleaned(name: str, endings: Sequence[str]) -> str:
    """`name` made safe to show, save and export; an ending that is not among `endings` is replaced by the first."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if unicodedata.category(character) not in HIDDEN)
    name = FORBIDDEN.sub("_", " ".join(name.split())).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() not in endings:
        stem, ending = (stem if dot and len(ending) <= 5 else name), endings[0]
    stem = stem.strip(". ").lstrip("=+-@") or "file"
    if RESERVED.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem[:LONGEST].rstrip('. ')}.{ending.lower()}"


HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control and format characters (NUL, direction overrides, zero width), broken and private ones."""
