"""What a field of the settings says about what was typed, in the language of who typed it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from anyqtama.administration.fields import Whole

FIELD = Whole(most=32_767)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "0 мен 32\u00a0767 арасындағы бүтін санды жазыңыз."),
        ("ru", "Напишите целое число от 0 до 32\u00a0767."),
        ("en", "Write a whole number from 0 to 32,767."),
    ],
)
@pytest.mark.parametrize("typed", ["", "five", "-1", "99999"])
def test_bounds_are_told_in_the_language_of_the_reader(language: str, said: str, typed: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        FIELD.clean(typed)
    with translation.override(language):
        assert refused.value.messages == [said]


def test_years_are_written_as_years() -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="from 2020 to 2100"):
        Whole(least=2020, most=2100).clean("1999")
