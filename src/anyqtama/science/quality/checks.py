"""What every measure of quality checks first, and the statuses a measure may end in."""

from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anyqtama.science.refusals import BadInput, number

Floats: TypeAlias = NDArray[np.float64]


MOST = 1e15
"""Larger values are slips, and their squares would leave the numbers."""


class Status(StrEnum):
    """How a measure ended. Only OK carries a number that may be shown without a remark."""

    OK = "ok"
    TOO_FEW = "too_few"  # the data are right, there are not enough of them
    ONE_CATEGORY = "one_category"  # everybody gave the same mark: agreement by chance is certain, kappa has no value
    NO_VARIATION = "no_variation"  # nothing differs, so a share of the variation has no value
    UNEQUAL_RATERS = "unequal_raters"  # the measure needs the same number of marks on each item
    WRONG_RATERS = "wrong_raters"  # the measure is for another number of raters


def bad(where: str, what: str, mend: str) -> BadInput:
    return BadInput(where=where, what=what, mend=mend)


def require(fact: bool | np.bool_, where: str, what: str, mend: str) -> None:
    if not fact:
        raise bad(where, what, mend)


def finite(values: ArrayLike, name: str, *, ndim: int = 1, missing: bool = False) -> Floats:
    """Values as float64; infinity is refused always, NaN unless it means a missing value."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise bad(name, "is not an array of numbers", "give numbers only, rows of one length") from error
    require(array.ndim == ndim, name, f"has {array.ndim} dimension(s)", f"give {ndim}")
    strange = np.isinf(array) if missing else ~np.isfinite(array)
    if strange.any():
        place = tuple(int(i) for i in np.argwhere(strange)[0])
        where = name + "".join(f"[{i}]" for i in place)
        raise bad(where, f"is {array[place]}", "correct the value or leave it out")
    large = np.abs(array) > MOST
    if large.any():
        place = tuple(int(i) for i in np.argwhere(large)[0])
        raise bad(name + "".join(f"[{i}]" for i in place), f"is {array[place]:g}", f"give values up to {MOST:g}")
    return array


def counts(values: ArrayLike, name: str) -> Floats:
    array = finite(values, name)
    strange = (array < 0) | (array != np.floor(array))
    if strange.any():
        place = int(np.argmax(strange))
        raise bad(f"{name}[{place}]", f"is {array[place]:g}, not a count", "give 0, 1, 2, …")
    return array


def confidence_level(confidence: float) -> float:
    return number(confidence, "confidence", least=0.5, below=1)
