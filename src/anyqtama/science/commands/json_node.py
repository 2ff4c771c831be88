"""A part of a JSON file that knows where it stands, so that every refusal says it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from anyqtama.science.refusals import BadInput, number, whole

DAY = 1440


class Node:
    """A value and its path in the file."""

    def __init__(self, value: Any, where: str) -> None:
        self.value, self.where = value, where

    def refuse(self, what: str, mend: str) -> BadInput:
        return BadInput(where=self.where, what=what, mend=mend)

    def known(self, *names: str) -> "Node":
        """Refuse keys that nobody reads: a slip of the pen must not pass in silence."""
        if not isinstance(self.value, dict):
            raise self.refuse("is no object", "write it in braces")
        for key in self.value:
            if key not in names:
                raise self.refuse(f"has {key!r}", f"known are {', '.join(names)}")
        return self

    def has(self, name: str) -> bool:
        return name in self.value and self.value[name] is not None

    def get(self, name: str, default: Any = ...) -> "Node":
        if name not in self.value:
            if default is ...:
                raise self.refuse(f"has no {name!r}", "give it")
            return Node(default, f"{self.where}.{name}")
        return Node(self.value[name], f"{self.where}.{name}")

    def items(self) -> Iterator["Node"]:
        if not isinstance(self.value, list):
            raise self.refuse("is no list", "write it in brackets")
        for at, value in enumerate(self.value):
            yield Node(value, f"{self.where}[{at}]")

    def entries(self) -> Iterator[tuple[str, "Node"]]:
        if not isinstance(self.value, dict):
            raise self.refuse("is no object", "write it in braces")
        for key, value in self.value.items():
            yield key, Node(value, f"{self.where}.{key}")

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value:
            raise self.refuse(f"is {self.value!r}", "give a text")
        return self.value

    def names(self) -> frozenset[str]:
        return frozenset(node.text() for node in self.items())

    def count(self, least: int = 0, most: int | None = None) -> int:
        return whole(self.value, self.where, least=least, most=most)

    def weight(self) -> float:
        return number(self.value, self.where, least=0)

    def minute(self) -> int:
        """A time of day, HH:MM; 24:00 is the end of the day."""
        hours, _, minutes = self.text().partition(":")
        if not (hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(minutes) < 60):
            raise self.refuse(f"is {self.value!r}", "write a time such as 08:30")
        found = int(hours) * 60 + int(minutes)
        if found > DAY:
            raise self.refuse(f"is {self.value!r}", "give a time up to 24:00")
        return found

    def day(self, first: date, days: int) -> int:
        try:
            found = (date.fromisoformat(self.text()) - first).days
        except ValueError as error:
            raise self.refuse(f"is {self.value!r}", "write a date such as 2026-11-30") from error
        if not 0 <= found < days:
            raise self.refuse(f"is {self.value}, outside the horizon", f"it has {days} days from {first}")
        return found
