"""A kind of duty: when it begins, how long it lasts, what is paid, who may work it."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science.refusals import BadInput, whole

DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A kind of duty. It begins `begins` minutes after midnight and may pass into the next day; `minutes` are paid.

    `lasts` is the time from begin to end, where it differs from the paid minutes (an unpaid meal).
    `needs` are the skills or languages a person must have to work it.
    """

    name: str
    minutes: int
    begins: int = 0
    lasts: int = 0
    needs: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"shift {self.name!r}"
        if not self.name or self.name.strip() != self.name or self.name == "-" or "\t" in self.name:
            raise BadInput(where=where, what="is no name", mend="use letters and digits; `-` means a day off")
        whole(self.minutes, f"{where} minutes", least=1)
        whole(self.begins, f"{where} begins", least=0, most=DAY_MINUTES - 1)
        object.__setattr__(self, "lasts", whole(self.lasts or self.minutes, f"{where} lasts", least=1))
        for length in (self.minutes, self.lasts):
            if length > DAY_MINUTES:
                raise BadInput(where=where, what=f"is {length} minutes, longer than a day", mend="split it")
        if self.lasts < self.minutes:
            raise BadInput(where=where, what="pays more minutes than it lasts", mend="give lasts >= minutes")

    @property
    def ends(self) -> int:
        """Minutes after the midnight before it began; past 1440 on the next day."""
        return self.begins + self.lasts
