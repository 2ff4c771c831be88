"""The professional standard as read from the official text: occupations, functions, duties, abilities."""

from collections.abc import Iterator
from dataclasses import dataclass


class StandardUnreadable(Exception):
    """Not the standard, or not whole; `line` (from 1) is where it broke, `message` what to do about it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that was mended or could not be placed; `line` 0 speaks of the text as a whole."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One ability (9.F1.1.a1) or one piece of knowledge (9.F1.1.k1)."""

    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Duty:
    id: str
    title: str
    recommended: bool
    abilities: tuple[Statement, ...]
    knowledge: tuple[Statement, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Function:
    id: str
    additional: bool
    title: str
    duties: tuple[Duty, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Occupation:
    card: int
    code: str
    orq_level: int
    title: str
    functions: tuple[Function, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Standard:
    occupations: tuple[Occupation, ...]
    report: tuple[Remark, ...]

    def functions(self) -> Iterator[Function]:
        return (function for occupation in self.occupations for function in occupation.functions)

    def duties(self) -> Iterator[Duty]:
        return (duty for function in self.functions() for duty in function.duties)


def counts(standard: Standard) -> dict[str, int]:
    """The six figures that `anyqtama standard import --json` prints."""
    duties = tuple(standard.duties())
    return {
        "occupations": len(standard.occupations),
        "functions": sum(1 for _ in standard.functions()),
        "duties": len(duties),
        "recommended": sum(duty.recommended for duty in duties),
        "abilities": sum(len(duty.abilities) for duty in duties),
        "knowledge": sum(len(duty.knowledge) for duty in duties),
    }
