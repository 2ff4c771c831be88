"""The minimum shift design instances of TU Wien (MiniZinc data files) as questions of ours."""

from __future__ import annotations

import json
import re

from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering.day_values import DesignQuestion, ShiftShape

_NEEDED = ("interval", "days", "demand", "minStart", "maxStart", "minLength", "maxLength")


def read_shift_design(text: str, name: str = "instance") -> DesignQuestion:
    """Read a `.dzn` file. Costs: minutes missing and spare by their weights, and a price for each different shift.

    Its bounds on duties a week are no part of the cost, as in the literature's figures.

    References
    ----------
    N. Musliu, A. Schaerf, W. Slany: Local search for shift design, EJOR 153 (2004).
    """
    values = {key: _value(raw, f"{name}, {key}") for key, raw in re.findall(r"(\w+)\s*=\s*([^;]+);", text)}
    for key in _NEEDED:
        if key not in values:
            raise BadInput(where=name, what=f"has no {key}", mend=f"give {', '.join(_NEEDED)}")
    step, days = _one(values, "interval", name), _one(values, "days", name)
    lists = [values[key] for key in ("minStart", "maxStart", "minLength", "maxLength")]
    kinds = [kind for kind in lists if isinstance(kind, list)]
    if len(kinds) != len(lists) or len({len(kind) for kind in kinds}) != 1:
        raise BadInput(where=name, what="has shift types of unequal number", mend="give each list as many numbers")
    spans = {
        (start * step, length * step)
        for first, last, shortest, longest in zip(*kinds, strict=True)
        for start in range(first, last + 1)
        for length in range(shortest, longest + 1)
    }
    demand = values["demand"]
    if not isinstance(demand, list):
        raise BadInput(where=f"{name}, demand", what="is no list", mend="write it as [0,0,3,…]")
    return DesignQuestion(
        wanted=tuple(demand),
        slot_minutes=step,
        days=days,
        shapes=tuple(ShiftShape(begins=begins, lasts=lasts) for begins, lasts in sorted(spans)),
        under=float(_one(values, "weightUnderCover", name, 1)),
        over=float(_one(values, "weightOverCover", name, 1)),
        shape=float(_one(values, "weightShiftInstances", name, step)),
    )


def _value(raw: str, where: str) -> int | list[int]:
    try:
        value = json.loads(raw)
    except ValueError as error:
        raise BadInput(where=where, what=f"is {raw.strip()[:30]!r}", mend="give a whole number or a list") from error
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, bool) or not isinstance(part, int):
            raise BadInput(where=where, what=f"has {part!r}", mend="give whole numbers")
    return value  # type: ignore[no-any-return]


def _one(values: dict[str, int | list[int]], key: str, name: str, default: int | None = None) -> int:
    value = values.get(key, default)
    if not isinstance(value, int):
        raise BadInput(where=f"{name}, {key}", what="is not one number", mend="give a whole number")
    return value
