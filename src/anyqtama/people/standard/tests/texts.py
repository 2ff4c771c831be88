"""The texts the tests read: a small one of our own, irregular as the official one, and that one itself."""

from pathlib import Path

SMALL = Path(__file__).with_name("small-standard.txt").read_text(encoding="utf-8")
SMALL_COUNTS = {
    "occupations": 2,
    "functions": 4,
    "duties": 5,
    "recommended": 3,
    "abilities": 10,
    "knowledge": 6,
}


def _repository() -> Path:
    return next(folder for folder in Path(__file__).parents if (folder / "pyproject.toml").is_file())


REPOSITORY = _repository()
OFFICIAL_FOLDER = REPOSITORY.parent / "shared" / "standard"
OFFICIAL = OFFICIAL_FOLDER / "professional-standard-394.txt"


def without(text: str, line: str, *, occurrence: int = 1) -> str:
    """The text with one line removed: the n-th that reads so."""
    lines = text.split("\n")
    places = [at for at, one in enumerate(lines) if one.strip() == line]
    del lines[places[occurrence - 1]]
    return "\n".join(lines)


def line_number(text: str, line: str, *, occurrence: int = 1) -> int:
    return [at for at, one in enumerate(text.split("\n"), 1) if one.strip() == line][occurrence - 1]
