"""Spelling: real words in any form pass, slips are found, what is nobody's business is left alone, and it is quick."""

import statistics
import time

import pytest

from anyqtama.kernel.models import KnownWord
from anyqtama.kernel.spelling import check, suggest
from anyqtama.kernel.spelling.dictionaries import FOLDER

pytestmark = pytest.mark.django_db

KK = "Қайырлы күн! Өтінішіңіз тіркелді, шеберлер ертең кешке дейін келеді. Тағы сұрағыңыз болса, жазыңыз."
RU = "Здравствуйте! Ваше обращение зарегистрировано, мастера приедут завтра до вечера. Ещё вопросы — пишите."
EN = "Good afternoon! Your request is registered; the repair team will come tomorrow. Don’t hesitate to write."


def unknown(text: str, language: str) -> list[str]:
    return [text.encode("utf-16-le")[a * 2 : b * 2].decode("utf-16-le") for a, b in check([text], language=language)[0]]


def test_the_dictionaries_are_there() -> None:
    """Without them every other test here would pass: `npm ci && node tools/frontend.mjs` brings them."""
    assert {path.name for path in FOLDER.iterdir()} == {
        "ru.aff", "ru.dic", "en.aff", "en.dic", "kk.graph", "kk.letters",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_right_words_of_all_three_languages_pass_whatever_the_text_is_written_in(language: str) -> None:
    for text in (KK, RU, EN):
        assert unknown(text, language) == []


@pytest.mark.parametrize(
    ("slip", "meant", "language"),
    [("отініш", "өтініш", "kk"), ("тусинбедим", "түсінбедім", "kk"), ("мекенжайыныз", "мекенжайыңыз", "kk"),
     ("обрашение", "обращение", "ru"), ("здраствуйте", "здравствуйте", "ru"), ("requets", "request", "en"),
     ("үшiн", "үшін", "kk"), ("Превет", "Привет", "ru")],
)  # fmt: skip
def test_a_slip_is_found_and_what_was_meant_is_offered(slip: str, meant: str, language: str) -> None:
    assert unknown(f"{slip} …", language) == [slip]
    assert meant in suggest(slip, language=language)


def test_names_numbers_addresses_and_placeholders_are_left_alone() -> None:
    text = "Құрметті {client_name}, мына Жұмамұратұлызаде: №AQ-77ш, 12кв, https://anyqtamaa.kz/ӘӘӘ, qwert@zxcv.kz, БҚӨЖ"
    assert unknown(text, "kk") == []


def test_a_word_of_the_organisation_is_known_in_its_kazakh_forms_until_it_is_put_aside() -> None:
    assert unknown("мына цәнтілдарды", "kk") == ["цәнтілдарды"]
    word = KnownWord.objects.create(word="цәнтіл")
    assert unknown("Цәнтіл", "kk") == []
    word.active = False
    word.save()
    assert unknown("Цәнтіл", "kk") == ["Цәнтіл"]


def test_places_are_counted_as_browsers_count_them() -> None:
    text = "😀 обрашение"
    assert check([text], language="ru") == [[(3, 12)]]


def test_a_check_of_two_thousand_characters_takes_at_most_a_tenth_of_a_second() -> None:
    for text, language in ((KK, "kk"), (RU, "ru")):
        long = " ".join([text] * 20)[:2000]
        check([long], language=language)  # loads the dictionaries
        taken = []
        for round_ in range(20):
            began = time.process_time()
            check([long + "." * round_], language=language)
            taken.append(time.process_time() - began)
        assert statistics.quantiles(taken, n=20)[18] <= 0.1
