import numpy as np
import pytest

from anyqtama.science.quality import Status, gauge_rr, icc_2_1
from anyqtama.science.refusals import BadInput

# P. E. Shrout, J. L. Fleiss (1979), table 2: six targets, four judges; ICC(2,1) = .29.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

# The gauge study of the AIAG manual: 10 parts, 3 appraisers, 3 trials (appraiser by appraiser, part by part).
AIAG = """
.29 .41 .64 -.56 -.68 -.58 1.34 1.17 1.27 .47 .50 .64 -.80 -.92 -.84 .02 -.11 -.21 .59 .75 .66 -.31 -.20 -.17
2.26 1.99 2.01 -1.36 -1.25 -1.31
.08 .25 .07 -.47 -1.22 -.68 1.19 .94 1.34 .01 1.03 .20 -.56 -1.20 -1.28 -.20 .22 .06 .47 .55 .83 -.63 .08 -.34
1.80 2.12 2.19 -1.68 -1.62 -1.50
.04 -.11 -.15 -1.38 -1.13 -.96 .88 1.09 .67 .14 .20 .11 -1.46 -1.07 -1.45 -.29 -.67 -.49 .02 .01 .21
-.46 -.56 -.49 1.77 1.45 1.87 -1.49 -1.77 -2.16
"""


def test_icc_equals_the_published_example_and_its_interval() -> None:
    found = icc_2_1(SHROUT_FLEISS)
    assert (found.value, found.low, found.high) == pytest.approx((0.2898, 0.0188, 0.7611), abs=5e-4)


def test_icc_interval_covers_the_truth() -> None:
    rng, held = np.random.default_rng(3), 0
    for _ in range(500):  # variances 4 (contacts), 1 (raters), 1 (rest): 4/6 with raters drawn anew
        scores = rng.normal(0, 2, (20, 1)) + rng.normal(0, 1, (1, 5)) + rng.normal(0, 1, (20, 5))
        found = icc_2_1(scores)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 4 / 6 <= found.high
    assert 0.92 < held / 500 < 0.98


def test_icc_has_no_value_without_variation_and_is_one_for_equal_raters() -> None:
    assert icc_2_1(np.ones((4, 3))).status is Status.NO_VARIATION
    assert icc_2_1([[1, 1], [2, 2], [5, 5]]).value == 1.0
    assert icc_2_1([[1.0, 2.0]]).status is Status.TOO_FEW
    with pytest.raises(BadInput, match=r"scores\[0\]\[1\]"):
        icc_2_1([[1.0, float("nan")], [2.0, 3.0]])


def test_gauge_equals_the_published_study() -> None:
    scores = np.array(AIAG.split(), dtype=float).reshape(3, 10, 3).transpose(1, 0, 2)
    found = gauge_rr(scores)
    assert found.interaction_kept is False
    assert (found.repeatability, found.reproducibility) == pytest.approx((0.19993, 0.22684), abs=1e-5)
    assert (found.measurement, found.part, found.total) == pytest.approx((0.30237, 1.04233, 1.08530), abs=1e-5)
    assert found.study_variation_percent == pytest.approx(27.86, abs=0.005)
    assert found.distinct_categories is not None
    assert int(found.distinct_categories) == 4
    assert found.verdict == "marginal"


def test_gauge_finds_the_variances_it_was_simulated_with() -> None:
    rng = np.random.default_rng(4)
    scores = (
        rng.normal(0, 10, (400, 1, 1))
        + np.array([-2.0, 0.0, 2.0])[None, :, None]
        + rng.normal(0, 3, (400, 3, 1))
        + rng.normal(0, 4, (400, 3, 2))
    )
    found = gauge_rr(scores)
    assert found.interaction_kept is True
    assert found.repeatability == pytest.approx(4, rel=0.08)
    assert found.reproducibility == pytest.approx((9 + 4) ** 0.5, rel=0.1)  # interaction 3², raters' variance 4
    assert found.part == pytest.approx(10, rel=0.1)


def test_gauge_says_when_it_cannot_tell() -> None:
    assert gauge_rr(np.ones((4, 3, 2))).status is Status.NO_VARIATION
    assert gauge_rr(np.ones((4, 3, 1))).status is Status.TOO_FEW
    with pytest.raises(BadInput, match="dimension"):
        gauge_rr(np.ones((4, 3)))
