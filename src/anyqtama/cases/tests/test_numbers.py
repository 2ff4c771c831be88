import pytest

from anyqtama.cases.numbers import written


@pytest.mark.parametrize(
    "said", ["AQ-2026-001025", "aq-2026-001025", "aq 2026 1025", "АҚ 2026/1025", "2026-001025", " AQ2026001025 "]
)
def test_a_number_is_understood_as_people_write_it(said: str) -> None:
    assert written(said) == "AQ-2026-001025"


@pytest.mark.parametrize("other", ["1025", "87015552148", "AQ-2026", "Абай 2026", "AQ-1826-000001"])
def test_what_is_no_whole_number_stays_what_it_is(other: str) -> None:
    assert written(other) == other.upper()
