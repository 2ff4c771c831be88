"""Whether evaluators mark alike: raw agreement and the coefficients that take chance away, each with an
interval."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from .checks import Floats, Status, bad, confidence_level, finite, require
from .distributions import two_sided_t

# Leaving out one item at a time needs as many evaluations as items; above this, items are left out in groups.
JACKKNIFE_GROUPS = 200


class Weights(StrEnum):
    """How far apart two categories are: any difference alike, by rank, or by rank squared."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


class Level(StrEnum):
    """What the marks are: names, an order, or distances."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of agreement; `observed` and `expected` are the two shares (or disagreements) it is made
    of."""

    status: Status
    value: float | None
    low: float | None
    high: float | None
    observed: float | None
    expected: float | None
    items: int
    raters: int
    confidence: float
    method: str


_Parts = tuple[Status, float, float, float]  # status, coefficient, observed, expected


def raw_agreement(ratings: ArrayLike, *, confidence: float = 0.95) -> Agreement:
    """Share of pairs of marks on the same item that are equal, mean over items with two marks or more.

    Parameters
    ----------
    ratings : shape (items, raters); NaN where a rater gave no mark
    """
    table = _table(ratings)
    categories = _categories(table)

    def parts(rows: Floats) -> _Parts:
        observed = _pairwise_agreement(_mark_counts(rows, categories))
        return (Status.TOO_FEW, 0, 0, 0) if observed is None else (Status.OK, observed, observed, 0.0)

    return _with_interval(table, parts, confidence, "raw agreement")


def cohen_kappa(
    ratings: ArrayLike,
    *,
    weights: Weights = Weights.NONE,
    categories: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Kappa of two raters, plain or weighted; items that either left unmarked are not counted.

    Parameters
    ----------
    ratings : shape (items, 2)
    categories : all possible marks in their order, when some were never given; the weights count ranks in it

    Notes
    -----
    ``κ = 1 - Σ v_ij p_ij / Σ v_ij p_i. p_.j`` with ``v`` 0/1, ``|i-j|`` or ``(i-j)²``: J. Cohen (1960), Educ.
    Psychol. Meas. 20, p. 37; (1968), Psychol. Bull. 70, p. 213. `observed` and `expected` are agreements, 1
    less the scaled v.
    """
    table = _table(ratings)
    if table.shape[1] != 2:
        return _without_value(table, Status.WRONG_RATERS, confidence, "cohen kappa")
    marks = _categories(table, categories)
    size = marks.size
    ranks = np.arange(size, dtype=np.float64)
    gap = np.abs(ranks[:, None] - ranks[None, :]) / max(size - 1, 1)
    distance = {Weights.NONE: (gap > 0).astype(np.float64), Weights.LINEAR: gap, Weights.QUADRATIC: gap**2}[weights]

    def parts(rows: Floats) -> _Parts:
        rows = rows[~np.isnan(rows).any(axis=1)]
        if not len(rows):
            return Status.TOO_FEW, 0, 0, 0
        cells = np.searchsorted(marks, rows)
        joint = np.zeros((size, size))
        np.add.at(joint, (cells[:, 0], cells[:, 1]), 1 / len(rows))
        apart = float((distance * joint).sum())
        by_chance = float((distance * np.outer(joint.sum(1), joint.sum(0))).sum())
        if by_chance < 1e-12:
            return Status.ONE_CATEGORY, 0, 1 - apart, 1 - by_chance
        return Status.OK, 1 - apart / by_chance, 1 - apart, 1 - by_chance

    name = "cohen kappa" if weights is Weights.NONE else f"weighted kappa, {weights}"
    return _with_interval(table, parts, confidence, name)


def fleiss_kappa(ratings: ArrayLike, *, confidence: float = 0.95) -> Agreement:
    """Kappa of many raters; each item needs the same number of marks, else status ``unequal_raters``.

    Notes
    -----
    ``(P - P_e) / (1 - P_e)``, P the mean pairwise agreement, P_e the sum of squared shares of the categories:
    J. L. Fleiss (1971), Psychol. Bull. 76, p. 378, eqs. 2-7.
    """
    table = _table(ratings)
    categories = _categories(table)
    given = _mark_counts(table, categories).sum(axis=1)
    if given.size and given.min() != given.max():
        return _without_value(table, Status.UNEQUAL_RATERS, confidence, "fleiss kappa")

    def parts(rows: Floats) -> _Parts:
        marks = _mark_counts(rows, categories)
        observed = _pairwise_agreement(marks)
        if observed is None:
            return Status.TOO_FEW, 0, 0, 0
        return _kappa(observed, float(((marks.sum(0) / marks.sum()) ** 2).sum()))

    return _with_interval(table, parts, confidence, "fleiss kappa")


def gwet_ac1(ratings: ArrayLike, *, categories: ArrayLike | None = None, confidence: float = 0.95) -> Agreement:
    """Gwet's AC1, which holds where nearly all marks are one category and kappa collapses; missing marks
    allowed.

    Notes
    -----
    Chance agreement ``Σ π_k (1 - π_k) / (q - 1)``: K. L. Gwet (2008), Br. J. Math. Stat. Psychol. 61, p. 29.
    With one category and no list of the possible ones the coefficient has no value (status ``one_category``).
    """
    table = _table(ratings)
    marks_possible = _categories(table, categories)
    size = marks_possible.size

    def parts(rows: Floats) -> _Parts:
        marks = _mark_counts(rows, marks_possible)
        observed = _pairwise_agreement(marks)
        if observed is None:
            return Status.TOO_FEW, 0, 0, 0
        if size < 2:
            return Status.ONE_CATEGORY, 0, observed, 0
        shares = (marks / marks.sum(axis=1, keepdims=True)).mean(axis=0)
        return _kappa(observed, float((shares * (1 - shares)).sum()) / (size - 1))

    return _with_interval(table, parts, confidence, "gwet ac1")


def krippendorff_alpha(ratings: ArrayLike, *, level: Level = Level.NOMINAL, confidence: float = 0.95) -> Agreement:
    """Krippendorff's alpha for any number of raters and missing marks.

    Notes
    -----
    ``α = 1 - D_o / D_e`` over the coincidence matrix: K. Krippendorff (2011), Computing Krippendorff's
    Alpha-Reliability, §§ D-E. Here `observed` and `expected` are disagreements.
    """
    table = _table(ratings)
    categories = _categories(table)

    def parts(rows: Floats) -> _Parts:
        marks = _mark_counts(rows, categories)
        pairable = marks[marks.sum(axis=1) >= 2]
        if not len(pairable):
            return Status.TOO_FEW, 0, 0, 0
        totals = pairable.sum(axis=0)
        n = totals.sum()
        distance = _distance(categories, totals, level)
        each = pairable.sum(axis=1) - 1
        apart = np.einsum("uc,cd,ud->u", pairable, distance, pairable) / each
        observed = float(apart.sum() / n)
        expected = float(totals @ distance @ totals / (n * (n - 1)))
        if expected < 1e-12:
            return Status.ONE_CATEGORY, 0, observed, expected
        return Status.OK, 1 - observed / expected, observed, expected

    return _with_interval(table, parts, confidence, f"krippendorff alpha, {level}")


def _distance(categories: Floats, totals: Floats, level: Level) -> Floats:
    """Squared differences between categories: 0/1, ranks by the marks lying between, or values."""
    if level is Level.NOMINAL:
        different: Floats = (categories[:, None] != categories[None, :]).astype(np.float64)
        return different
    position = categories if level is Level.INTERVAL else np.cumsum(totals) - totals / 2
    squared: Floats = np.square(position[:, None] - position[None, :])
    return squared


def _kappa(observed: float, expected: float) -> _Parts:
    if 1 - expected < 1e-12:
        return Status.ONE_CATEGORY, 0, observed, expected
    return Status.OK, (observed - expected) / (1 - expected), observed, expected


def _pairwise_agreement(marks: Floats) -> float | None:
    each = marks.sum(axis=1)
    pairable = each >= 2
    if not pairable.any():
        return None
    marks, each = marks[pairable], each[pairable]
    return float((((marks * marks).sum(axis=1) - each) / (each * (each - 1))).mean())


def _mark_counts(rows: Floats, categories: Floats) -> Floats:
    """How many raters gave each category, for the items with a mark at all: shape (items, categories)."""
    marks: Floats = (rows[:, :, None] == categories).sum(axis=1).astype(np.float64)
    kept: Floats = marks[marks.sum(axis=1) > 0]
    return kept


def _table(ratings: ArrayLike) -> Floats:
    table = finite(ratings, "ratings", ndim=2, missing=True)
    require(table.shape[1] >= 2, "ratings", f"has {table.shape[1]} rater(s)", "give two columns or more")
    return table


def _categories(table: Floats, given: ArrayLike | None = None) -> Floats:
    seen = np.unique(table[~np.isnan(table)])
    if given is None:
        return seen
    possible = np.unique(finite(given, "categories"))
    strange = np.setdiff1d(seen, possible)
    if strange.size:
        raise bad("ratings", f"has the mark {strange[0]:g}", f"use the categories {possible.tolist()}, or name all")
    return possible


def _without_value(table: Floats, status: Status, confidence: float, method: str) -> Agreement:
    return Agreement(status, None, None, None, None, None, table.shape[0], table.shape[1], confidence, method)


def _with_interval(table: Floats, parts: Callable[[Floats], _Parts], confidence: float, method: str) -> Agreement:
    """The coefficient and its jackknife interval over items (B. Efron, C. Stein (1981), Ann. Stat. 9, p.
    586)."""
    confidence_level(confidence)
    items, raters = table.shape
    status, value, observed, expected = parts(table)
    if status is Status.TOO_FEW:
        return _without_value(table, status, confidence, method)
    if status is not Status.OK:
        return Agreement(status, None, None, None, observed, expected, items, raters, confidence, method)
    low, high = _limits(table, parts, value, confidence)
    return Agreement(status, value, low, high, observed, expected, items, raters, confidence, method)


def _limits(
    table: Floats, parts: Callable[[Floats], _Parts], value: float, confidence: float
) -> tuple[float | None, float | None]:
    groups = min(len(table), JACKKNIFE_GROUPS)
    belongs = np.arange(len(table)) * groups // max(len(table), 1)
    without = [parts(table[belongs != group]) for group in range(groups)]
    if groups < 3 or any(status is not Status.OK for status, *_ in without):
        return None, None
    values = np.array([coefficient for _, coefficient, *_ in without])
    error = math.sqrt((groups - 1) / groups * float(((values - values.mean()) ** 2).sum()))
    if error <= 1e-12:  # all items alike: the jackknife sees no doubt, which is not the same as none
        return None, None
    half = two_sided_t(confidence, groups - 1) * error
    return max(-1.0, value - half), min(1.0, value + half)
