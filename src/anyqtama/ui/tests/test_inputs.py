"""Days, moments and files: what is written, what is shown back, what is refused."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils.translation import override

import anyqtama
from anyqtama.ui.inputs import CodeField, DayField, FileInput, HourField, MomentField

OURS = Path(anyqtama.__file__).parent


class Asked(forms.Form):
    day = DayField()
    when = MomentField(required=False)
    at = HourField(required=False)
    papers = forms.FileField(required=False, widget=FileInput())


@pytest.mark.parametrize("said", ["24.11.2026", "4.1.2027", "24.11.26", "2026-11-24"])
def test_a_day_is_taken_as_people_and_as_addresses_write_it(said: str) -> None:
    assert isinstance(DayField().clean(said), date)


@pytest.mark.parametrize("said", ["24.11.2026 10:45", "24.11.2026, 10:45", "2026-11-24T10:45", "2026-11-24 10:45"])
def test_a_moment_is_the_centres_own_time(said: str) -> None:
    found = MomentField().clean(said)
    assert found.astimezone(UTC) == datetime(2026, 11, 24, 5, 45, tzinfo=UTC)


@pytest.mark.parametrize("said", ["31.02.2026", "завтра", "11/24/2026", "0.0.0", "24.11.2026\0"])
def test_what_is_no_day_is_refused_and_kept_to_be_put_right(said: str) -> None:
    form = Asked({"day": said})
    assert not form.is_valid()
    assert "24.11.2026" in str(form.errors["day"])
    assert said.split("\0", maxsplit=1)[0] in str(form["day"])


def test_what_came_by_an_address_is_shown_as_people_write_it() -> None:
    form = Asked({"day": "2026-11-24", "when": "2026-11-24T10:45"})
    assert 'value="24.11.2026"' in str(form["day"])
    assert 'value="24.11.2026 10:45"' in str(form["when"])
    begun = Asked(initial={"day": date(2026, 11, 24), "when": datetime(2026, 11, 24, 5, 45, tzinfo=UTC)})
    assert 'value="24.11.2026"' in str(begun["day"])
    assert 'value="24.11.2026 10:45"' in str(begun["when"])


def test_an_hour_is_text_too() -> None:
    assert HourField().clean("9:30") == time(9, 30)
    with pytest.raises(forms.ValidationError):
        HourField().clean("25:00")


@override_settings(LANGUAGE_CODE="kk")
def test_a_file_is_chosen_by_our_own_words() -> None:
    drawn = str(Asked()["papers"])
    assert 'type="file"' in drawn
    assert "aq-file-name" in drawn


def test_nobody_shows_the_browsers_own_date_or_file_field() -> None:
    """They speak the browser's language. The desk and the visitor's window attach by a button of their own."""
    own = {"day_input.html", "file_input.html", "composer.html", "talk.html"}
    native = re.compile(r"""type["']?[=:]\s*["'](date|datetime-local|time|file)["']|forms\.(Date|DateTime|Time)Input""")
    found = {
        path.name
        for path in OURS.rglob("*")
        if path.suffix in {".py", ".html"} and "tests" not in path.parts and native.search(path.read_text())
    }
    assert found - own - {"inputs.py"} == set()


def test_a_code_is_refused_in_words_that_people_use() -> None:
    with override("en"), pytest.raises(ValidationError, match="Only Latin letters, digits"):
        CodeField().clean("жаңа код")
    assert CodeField().clean("lamp-price_2") == "lamp-price_2"
