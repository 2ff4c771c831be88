"""Senseless numbers end in a refusal with place and remedy, never in NaN, nor in another kind of exception."""

from collections.abc import Callable

import pytest

from anyqtama.science import quality
from anyqtama.science.quality import EffectParams, SampleSizeParams
from anyqtama.science.refusals import BadInput

TWO = [[1.0, 2.0], [1.0, 1.0], [2.0, 2.0]]
CALLS: dict[str, Callable[[], object]] = {
    r"scores\[0\]\[0\] is 1e\+300": lambda: quality.icc_2_1([[1e300, 2], *TWO]),
    r"values\[0\] is 1e\+300": lambda: quality.mean([1e300, 1.0]),
    "population is 9.5": lambda: quality.mean([1.0, 2.0], population=9.5),  # type: ignore[arg-type]
    "invited is '9'": lambda: quality.csat([1, 5], invited="9"),  # type: ignore[arg-type]
    "successes is None": lambda: quality.share(None, 9),  # type: ignore[arg-type]
    r"trials is 1e\+300": lambda: quality.defects_per_million(1, 1e300),  # type: ignore[arg-type]
    "baseline is '4'": lambda: quality.individuals([1.0, 2.0], baseline="4"),  # type: ignore[arg-type]
    r"population_by_stratum\['a'\] is inf": lambda: quality.stratified_mean([1.0], ["a"], {"a": float("inf")}),  # type: ignore[dict-item]
    "margin is 1e-300": lambda: SampleSizeParams(margin=1e-300),
    r"season is 1e\+30": lambda: EffectParams(change_at=3, season=10**30),
}


@pytest.mark.parametrize("message", CALLS)
def test_the_place_is_named(message: str) -> None:
    with pytest.raises(BadInput, match=message):
        CALLS[message]()
