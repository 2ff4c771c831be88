"""A rule for a person as data: contract, agreement, labour law."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.rostering.rule_kind import Period, RuleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule for one person: data, with the act it comes from. Without a weight it is hard.

    Soft rules cost `weight` per unit (minute, shift, day, weekend, pair of days) outside the limits; with `squared`
    (periods only) per unit squared. `shifts` are names or tags; None means any work.
    """

    name: str
    kind: RuleKind
    least: int | None = None
    most: int | None = None
    shifts: frozenset[str] | None = None
    then: frozenset[str] = frozenset()
    per: Period = Period.HORIZON
    weight: float | None = None
    squared: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        where = f"rule {self.name!r}"
        if self.least is not None:
            whole(self.least, f"{where} least", least=0)
        if self.most is not None:
            whole(self.most, f"{where} most", least=0)
        if self.least is not None and self.most is not None and self.least > self.most:
            raise BadInput(where=where, what=f"wants at least {self.least}, at most {self.most}", mend="swap them")
        if self.weight is not None:
            number(self.weight, f"{where} weight", least=0)
        if self.kind is RuleKind.NOT_AFTER:
            if not self.then:
                raise BadInput(where=where, what="names no shifts that may not follow", mend="give `then`")
        elif self.least is None and self.most is None:
            raise BadInput(where=where, what="has no limit", mend="give `least`, `most` or both")
        if self.kind is RuleKind.REST and self.least is None:
            raise BadInput(where=where, what="has no `least`", mend="give the minutes of rest as `least`")
