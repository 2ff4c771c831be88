"""Errors found in evaluated contacts: the three critical classes by contact, the rest by opportunity."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import numbers

from .checks import confidence_level, counts, require
from .intervals import Interval, share


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of contacts without an error of the class, and of items answered right."""

    customer_critical: Interval
    business_critical: Interval
    compliance_critical: Interval
    all_critical: Interval
    non_critical: Interval
    contacts: int


@dataclass(frozen=True, slots=True)
class Defects:
    """Errors against chances to err. `per_million` = errors · 10⁶ / opportunities."""

    per_million: float | None
    rate: Interval
    errors: int
    opportunities: int


def accuracy(
    *,
    customer_errors: ArrayLike,
    business_errors: ArrayLike,
    compliance_errors: ArrayLike,
    other_errors: ArrayLike,
    other_opportunities: ArrayLike,
    confidence: float = 0.95,
) -> Accuracy:
    """Accuracy by class of error.

    Parameters
    ----------
    customer_errors, business_errors, compliance_errors, other_errors, other_opportunities : shape (contacts,)
        Counts in each evaluated contact. One may fail several classes; two errors of a class fail it once.
    """
    confidence_level(confidence)
    columns = {
        "customer_errors": counts(customer_errors, "customer_errors"),
        "business_errors": counts(business_errors, "business_errors"),
        "compliance_errors": counts(compliance_errors, "compliance_errors"),
        "other_errors": counts(other_errors, "other_errors"),
        "other_opportunities": counts(other_opportunities, "other_opportunities"),
    }
    n = columns["customer_errors"].size
    for name, column in columns.items():
        require(
            column.size == n,
            name,
            f"has {column.size} contacts, customer_errors {n}",
            "give one row a contact",
        )
    over = columns["other_errors"] > columns["other_opportunities"]
    require(
        not over.any(),
        f"other_errors[{int(np.argmax(over))}]",
        "is above its opportunities",
        "check the two counts",
    )
    critical = [columns[f"{name}_errors"] > 0 for name in ("customer", "business", "compliance")]
    failed = critical[0] | critical[1] | critical[2]
    clean = [share(int(n - bad.sum()), n, confidence=confidence) for bad in (*critical, failed)]
    chances = columns["other_opportunities"].sum()
    return Accuracy(
        customer_critical=clean[0],
        business_critical=clean[1],
        compliance_critical=clean[2],
        all_critical=clean[3],
        non_critical=share(chances - columns["other_errors"].sum(), chances, confidence=confidence),
        contacts=n,
    )


def defects_per_million(errors: int, opportunities: int, *, confidence: float = 0.95) -> Defects:
    rate = share(errors, opportunities, confidence=confidence)
    per_million = None if rate.value is None else errors * 1e6 / opportunities
    return Defects(per_million, rate, int(errors), int(opportunities))


def first_pass_yield(step_yields: ArrayLike) -> float:
    """Share that passes every step at the first attempt: the product of the step yields, shape (steps,)."""
    yields = numbers(step_yields, "step_yields", least=0, most=1)
    require(yields.size > 0, "step_yields", "is empty", "give the yield of each step")
    return float(np.prod(yields))
