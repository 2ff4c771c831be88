import numpy as np
import pytest

from anyqtama.science.quality import Status, accuracy, ces, csat, defects_per_million, first_pass_yield, nps
from anyqtama.science.refusals import BadInput


def test_csat_counts_top_two_and_bottom_two_and_the_response_rate() -> None:
    found = csat([5, 5, 4, 3, 2, 1, 4, 5], invited=32)
    assert (found.top.value, found.bottom.value) == (5 / 8, 2 / 8)
    assert found.response_rate is not None
    assert found.response_rate.value == 0.25
    assert found.mean.value == pytest.approx(29 / 8)


def test_nps_rounds_nothing_before_the_subtraction() -> None:
    marks = [10] * 2 + [8] * 1 + [3] * 4  # 28.57 % less 57.14 %
    assert nps(marks).score_points.value == pytest.approx(-200 / 7)


def test_nps_interval_covers_the_truth_for_small_samples() -> None:
    rng = np.random.default_rng(8)
    for chances in ([0.2, 0.3, 0.5], [0.02, 0.08, 0.9], [0.5, 0.25, 0.25]):
        truth, held = 100 * (chances[2] - chances[0]), 0
        for _ in range(2000):
            low, middle, high = rng.multinomial(25, chances)
            found = nps([0] * low + [7] * middle + [10] * high).score_points
            assert found.low is not None
            assert found.high is not None
            held += found.low <= truth <= found.high
        assert 0.93 < held / 2000 < 0.985


def test_nps_of_one_mind_still_has_an_interval() -> None:
    found = nps([10, 10, 10]).score_points
    assert found.value == 100
    assert found.high == 100
    assert found.low is not None
    assert found.low < 90


def test_ces_gives_the_mean_and_the_easy_share() -> None:
    found = ces([7, 5, 4, 1])
    assert (found.mean.value, found.easy.value) == (4.25, 0.5)


def test_no_answers_have_no_score() -> None:
    assert nps([]).score_points.status is Status.TOO_FEW
    assert csat([]).top.value is None
    assert ces([]).mean.value is None


@pytest.mark.parametrize("marks", [[0], [6], [4.5], [float("nan")]])
def test_marks_outside_the_scale_are_refused(marks: list[float]) -> None:
    with pytest.raises(BadInput, match="marks"):
        csat(marks)


def test_more_answers_than_invitations_are_refused() -> None:
    with pytest.raises(BadInput, match="invited"):
        csat([5, 5], invited=1)


def test_one_contact_may_fail_several_classes_but_each_only_once() -> None:
    found = accuracy(
        customer_errors=[0, 2, 0, 0],
        business_errors=[0, 1, 0, 0],
        compliance_errors=[0, 0, 1, 0],
        other_errors=[0, 0, 1, 2],
        other_opportunities=[10, 10, 10, 10],
    )
    assert (found.customer_critical.value, found.business_critical.value) == (0.75, 0.75)
    assert (found.compliance_critical.value, found.all_critical.value) == (0.75, 0.5)
    assert found.non_critical.value == 37 / 40


def test_accuracy_refuses_more_errors_than_opportunities() -> None:
    zero = [0, 0]
    with pytest.raises(BadInput, match=r"other_errors\[1\]"):
        accuracy(
            customer_errors=zero,
            business_errors=zero,
            compliance_errors=zero,
            other_errors=[0, 3],
            other_opportunities=[2, 2],
        )


def test_defects_per_million_and_yield() -> None:
    assert defects_per_million(3, 1200).per_million == 2500
    assert defects_per_million(0, 0).per_million is None
    assert first_pass_yield([0.9, 0.8, 0.5]) == pytest.approx(0.36)
    with pytest.raises(BadInput):
        first_pass_yield([1.2])
