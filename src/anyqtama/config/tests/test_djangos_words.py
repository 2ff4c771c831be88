"""What Django itself says to a person is said in Kazakh and Russian: its own Kazakh catalogue covers half of it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.timesince import timesince

CATALOGUES = ("conf", "contrib/auth")
SPEAKING = ("forms/", "core/validators", "core/paginator", "utils/", "contrib/auth/password_validation")
SAME = frozenset({":", ":?.!", ", ", "…", "%(truncated_text)s…", "IPv4", "IPv6"})
KAZAKH_ONLY = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")


def shown() -> Iterator[Message]:
    """Every text of Django's forms, validators, dates and spans; of its models only the whole sentences."""
    for part in CATALOGUES:
        path = Path(django.__file__).parent / part / "locale/en/LC_MESSAGES/django.po"
        with path.open("rb") as file:
            for message in read_po(file):
                places = [f"contrib/auth/{name}" if part == "contrib/auth" else name for name, _ in message.locations]
                msgid = message.id if isinstance(message.id, str) else message.id[0]
                speaks = any(SPEAKING_PLACE.search(place) for place in places)
                if msgid and (speaks or ("db/models" in str(places) and msgid.endswith("."))):
                    yield message


SPEAKING_PLACE = re.compile("|".join(re.escape(place) for place in SPEAKING))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_text_of_a_form_falls_back_to_another_language(language: str) -> None:
    messages = list(shown())
    assert len(messages) > 150, "Django's catalogue has moved"
    foreign = []
    with translation.override(language):
        for message in messages:
            for original, said in _said(message):
                same = said == original and original not in SAME
                if same or re.search(r"\b[a-z]{4,} [a-z]{3,}\b", re.sub(r"%\(\w+\)s|{\w+}", "", said)):
                    foreign.append(f"{original!r} → {said!r}")
                if language == "ru" and KAZAKH_ONLY.search(said):
                    foreign.append(f"{original!r} → {said!r}")
    assert not foreign, "\n".join(foreign)


def _said(message: Message) -> Iterator[tuple[str, str]]:
    if isinstance(message.id, str):
        said = translation.pgettext(message.context, message.id) if message.context else translation.gettext(message.id)
        yield message.id, str(said)
    else:
        for number in (1, 2, 5, 11, 21):
            yield message.id[1], str(translation.ngettext(message.id[0], message.id[1], number))


@pytest.mark.parametrize(
    ("language", "required", "date_wrong"),
    [
        ("kk", "Бұл өрісті толтырыңыз.", "Күнді дұрыс жазыңыз."),
        ("ru", "Обязательное поле.", "Введите правильную дату."),
    ],
)
def test_a_form_speaks_the_readers_language(language: str, required: str, date_wrong: str) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            forms.CharField().clean("")
        assert refused.value.messages == [required]
        with pytest.raises(ValidationError) as refused:
            forms.DateField().clean("31.02.2026")
        assert refused.value.messages == [date_wrong]


def test_a_password_validator_counts_in_kazakh() -> None:
    with translation.override("kk"):
        helps = [validator.get_help_text() for validator in get_default_password_validators()]
        assert "Құпиясөзде кемінде 8 таңба болуы керек." in helps


def test_a_kazakh_date_has_its_month_in_small_letters() -> None:
    with translation.override("kk"):
        assert date_format(date(2026, 11, 16), "j E Y") == "16 қараша 2026"
        assert date_format(date(2026, 11, 16), "D") == "Дс"


def test_a_span_of_time_is_counted_in_each_language() -> None:
    at = datetime(2026, 11, 16, 10, 0)  # noqa: DTZ001 -- only the difference counts
    with translation.override("kk"):
        assert timesince(at - timedelta(hours=3), at) == "3\xa0сағат"
    with translation.override("ru"):
        assert timesince(at - timedelta(hours=3), at) == "3\xa0часа"
        assert timesince(at - timedelta(hours=11), at) == "11\xa0часов"
