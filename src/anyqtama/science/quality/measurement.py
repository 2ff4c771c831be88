"""How much of the difference between scores comes from measuring: ICC(2,1) and gauge repeatability and
reproducibility."""

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from anyqtama.science.refusals import number

from .checks import Floats, Status, confidence_level, finite
from .distributions import fisher_cdf, fisher_quantile


@dataclass(frozen=True, slots=True)
class Icc:
    """Share of the variance of a single score that belongs to the contact, not to who scored it."""

    status: Status
    value: float | None
    low: float | None
    high: float | None
    items: int
    raters: int
    confidence: float
    method: str = "icc(2,1)"


@dataclass(frozen=True, slots=True)
class Gauge:
    """Standard deviations of the parts of a measurement, in the unit of the scores."""

    status: Status
    repeatability: float | None
    reproducibility: float | None
    measurement: float | None
    part: float | None
    total: float | None
    study_variation_percent: float | None
    distinct_categories: float | None
    interaction_kept: bool | None
    verdict: str
    method: str = "crossed analysis of variance"


def icc_2_1(scores: ArrayLike, *, confidence: float = 0.95) -> Icc:
    """Intraclass correlation, two-way random effects, absolute agreement, single rater.

    Parameters
    ----------
    scores : shape (items, raters), complete

    Notes
    -----
    ``(MSR - MSE) / (MSR + (k-1) MSE + k (MSC - MSE)/n)``: P. E. Shrout, J. L. Fleiss (1979), Psychol. Bull.
    86, p. 420. Interval: K. O. McGraw, S. P. Wong (1996), Psychol. Methods 1, table 7, case 2.
    """
    confidence_level(confidence)
    table = finite(scores, "scores", ndim=2)
    n, k = table.shape
    if n < 2 or k < 2:
        return Icc(Status.TOO_FEW, None, None, None, n, k, confidence)
    rows, columns, error = _two_way(table)
    spread = rows + (k - 1) * error + k * (columns - error) / n
    if spread <= 0 or float(table.max() - table.min()) == 0:
        return Icc(Status.NO_VARIATION, None, None, None, n, k, confidence)
    value = (rows - error) / spread
    a, b = k * value / (n * (1 - value)) if value < 1 else math.inf, 0.0
    if error <= 1e-300 or math.isinf(a):
        return Icc(Status.OK, value, value, value, n, k, confidence)
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    freedom = (a * columns + b * error) ** 2 / ((a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)))
    probability = 0.5 + confidence / 2
    lower_f, upper_f = (
        fisher_quantile(probability, n - 1, freedom),
        fisher_quantile(probability, freedom, n - 1),
    )
    rest = k * columns + (k * n - k - n) * error
    low = n * (rows - lower_f * error) / (lower_f * rest + n * rows)
    high = n * (upper_f * rows - error) / (rest + n * upper_f * rows)
    return Icc(Status.OK, value, max(-1.0, low), min(1.0, high), n, k, confidence)


def gauge_rr(scores: ArrayLike, *, pool_interaction_above: float = 0.25) -> Gauge:
    """Gauge R&R of a crossed study: contacts × raters × rounds (10 × 3 × 2 is usual).

    Parameters
    ----------
    scores : shape (contacts, raters, rounds), complete, two rounds or more
    pool_interaction_above : p-value from which the contact × rater interaction joins repeatability

    Notes
    -----
    Variances from the expected mean squares of the two-way random model, negative ones set to 0:
    D. C. Montgomery (2013), Introduction to Statistical Quality Control, eqs. 8.23-8.27; ``%SV = 100
    σ_meas/σ_total``, ``ndc = 1.41 σ_part/σ_meas`` (before it is cut to a whole number). Good below 10 %,
    marginal to 30 %, else rejected.
    """
    table = finite(scores, "scores", ndim=3)
    p, o, r = table.shape
    number(pool_interaction_above, "pool_interaction_above", least=0, most=1)
    if p < 2 or o < 2 or r < 2:
        return _no_gauge(Status.TOO_FEW, "needs two contacts, raters and rounds or more")
    cells = table.mean(axis=2)
    grand = float(table.mean())
    parts = o * r * float(((cells.mean(axis=1) - grand) ** 2).sum()) / (p - 1)
    raters = p * r * float(((cells.mean(axis=0) - grand) ** 2).sum()) / (o - 1)
    additive = cells.mean(axis=1)[:, None] + cells.mean(axis=0)[None, :] - grand
    both_sum, within_sum = (
        r * float(((cells - additive) ** 2).sum()),
        float(((table - cells[:, :, None]) ** 2).sum()),
    )
    both_freedom, within_freedom = (p - 1) * (o - 1), p * o * (r - 1)
    both, within = both_sum / both_freedom, within_sum / within_freedom
    if parts + raters + both + within == 0:
        return _no_gauge(Status.NO_VARIATION, "all scores are equal")
    keep = within == 0 or 1 - fisher_cdf(both / within, both_freedom, within_freedom) <= pool_interaction_above
    if not keep:
        within = both = (both_sum + within_sum) / (both_freedom + within_freedom)
    interaction = max(0.0, (both - within) / r) if keep else 0.0
    reproducibility = max(0.0, (raters - both) / (p * r)) + interaction
    between = max(0.0, (parts - both) / (o * r))
    measurement = within + reproducibility
    total = measurement + between
    percent = 100 * math.sqrt(measurement / total)
    categories = 1.41 * math.sqrt(between / measurement) if measurement > 0 else None
    verdict = "good" if percent < 10 else "marginal" if percent <= 30 else "reject"
    return Gauge(
        Status.OK,
        math.sqrt(within),
        math.sqrt(reproducibility),
        math.sqrt(measurement),
        math.sqrt(between),
        math.sqrt(total),
        percent,
        categories,
        keep,
        verdict,
    )


def _no_gauge(status: Status, verdict: str) -> Gauge:
    return Gauge(status, None, None, None, None, None, None, None, None, verdict)


def _two_way(table: Floats) -> tuple[float, float, float]:
    """Mean squares of rows, columns and the rest."""
    n, k = table.shape
    grand = table.mean()
    rows, columns = table.mean(axis=1), table.mean(axis=0)
    rest = table - rows[:, None] - columns[None, :] + grand
    return (
        float(k * ((rows - grand) ** 2).sum() / (n - 1)),
        float(n * ((columns - grand) ** 2).sum() / (k - 1)),
        float((rest**2).sum() / ((n - 1) * (k - 1))),
    )
