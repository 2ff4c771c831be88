"""How science refuses input: one exception that says what is wrong, where, and what to do."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray


class BadInput(ValueError):
    """Input that must not become a number.

    Attributes
    ----------
    what : what is wrong, e.g. ``is NaN``
    where : the name of the value, with its index where there are many, e.g. ``handle_seconds[12]``
    mend : what the caller can do about it
    """

    def __init__(self, *, what: str, where: str, mend: str) -> None:
        super().__init__(f"{where} {what}: {mend}")
        self.what, self.where, self.mend = what, where, mend


def number(
    value: float,
    where: str,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
    below: float | None = None,
) -> float:
    """Return `value` as a float, or refuse NaN, infinity, non-numbers and what lies outside the bounds."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise BadInput(what=f"is {value!r}, not a number", where=where, mend="give a plain number")
    checked = float(value)
    if math.isnan(checked) or math.isinf(checked):
        raise BadInput(what=f"is {checked}", where=where, mend="give a finite number; leave unknown values out")
    _refuse_outside(checked, where, above, least, most, below)
    return checked


def whole(value: int, where: str, *, least: int | None = None, most: int | None = None) -> int:
    """Return `value` as an int, or refuse what is not a whole number within the bounds."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise BadInput(what=f"is {value!r}, not a whole number", where=where, mend="give a whole number")
    _refuse_outside(float(value), where, None, least, most, None)
    return int(value)


def one_of(value: str, where: str, allowed: Collection[str]) -> str:
    """Return `value` if it is one of the allowed names, else refuse and list them."""
    if value not in allowed:
        raise BadInput(what=f"is {value!r}", where=where, mend="use one of " + ", ".join(sorted(allowed)))
    return value


def numbers(
    values: ArrayLike,
    where: str,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
    below: float | None = None,
) -> NDArray[np.float64]:
    """Return `values` as a float array, or refuse and name the first offending position."""
    try:
        checked = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BadInput(what="is not an array of numbers", where=where, mend="give numbers only") from error
    wrong = ~np.isfinite(checked)
    if above is not None:
        wrong |= checked <= above
    if least is not None:
        wrong |= checked < least
    if most is not None:
        wrong |= checked > most
    if below is not None:
        wrong |= checked >= below
    if wrong.any():
        at = np.unravel_index(int(np.flatnonzero(wrong)[0]), checked.shape)
        name = where + "".join(f"[{int(i)}]" for i in at)
        number(float(checked[at]), name, above=above, least=least, most=most, below=below)
    return checked


def _refuse_outside(
    value: float,
    where: str,
    above: float | None,
    least: float | None,
    most: float | None,
    below: float | None,
) -> None:
    if above is not None and not value > above:
        raise BadInput(what=f"is {value:g}", where=where, mend=f"give a number above {above:g}")
    if least is not None and value < least:
        raise BadInput(what=f"is {value:g}", where=where, mend=f"give {least:g} or more")
    if most is not None and value > most:
        raise BadInput(what=f"is {value:g}", where=where, mend=f"give {most:g} or less")
    if below is not None and not value < below:
        raise BadInput(what=f"is {value:g}", where=where, mend=f"give a number below {below:g}")
