"""The structure we ship is complete in three languages and agrees with the map of duties."""

import csv

import pytest

from anyqtama.people.standard.comparing import differences
from anyqtama.people.standard.parsing import parse
from anyqtama.people.standard.shipped import Words, shipped
from anyqtama.people.standard.tests.texts import REPOSITORY, SMALL, line_number

ROLES = (
    "clerk",
    "operator",
    "support_analyst",
    "controller",
    "administrator",
    "head",
    "quality_analyst",
    "economist",
    "team_lead",
    "director",
)
KAZAKH_ONLY = set("әғқңөұүһі")


def test_shipped_has_the_size_of_the_standard() -> None:
    assert shipped().roles() == ROLES
    assert [one.card for one in shipped().occupations] == list(range(9, 19))
    assert len(list(shipped().functions())) == 38
    assert len(list(shipped().duties())) == 157
    assert sum(duty.recommended for duty in shipped().duties()) == 67
    assert sum(duty.abilities for duty in shipped().duties()) == 590
    assert sum(duty.knowledge for duty in shipped().duties()) == 610
    assert len(shipped().capabilities) == 55


def test_shipped_ids_are_the_ids_of_the_duty_map() -> None:
    with (REPOSITORY / "docs" / "duties.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        assert rows.fieldnames == ["id", "screen", "journey"]
        assert [row["id"] for row in rows] == [duty.id for duty in shipped().duties()]


def test_shipped_ids_count_from_one_within_their_function() -> None:
    for occupation in shipped().occupations:
        for function in occupation.functions:
            assert function.id.startswith(f"{occupation.card}.{'A' if function.additional else 'F'}")
            assert [duty.id for duty in function.duties] == [
                f"{function.id}.{number}" for number in range(1, len(function.duties) + 1)
            ]


def test_every_capability_serves_a_duty_and_every_duty_names_one() -> None:
    assert {duty.capability for duty in shipped().duties()} == set(shipped().capabilities)


def named() -> list[tuple[str, Words]]:
    return [
        *((one.role, one.words) for one in shipped().occupations),
        *((one.id, one.words) for one in shipped().functions()),
        *((one.id, one.words) for one in shipped().duties()),
        *((one.key, one.words) for one in shipped().capabilities.values()),
    ]


def test_every_name_is_there_in_three_languages_and_short() -> None:
    for name, words in named():
        for text in (words.kk, words.ru, words.en):
            assert text == " ".join(text.split()), name
            assert 3 <= len(text) <= 90, name
            assert not text.endswith("."), name


def test_every_name_is_written_in_its_own_language() -> None:
    for name, words in named():
        assert words.en.isascii(), name
        assert KAZAKH_ONLY.isdisjoint(words.ru.lower()), name
        assert any("а" <= letter <= "я" for letter in words.ru.lower()), name
        assert any("а" <= letter <= "я" or letter in KAZAKH_ONLY for letter in words.kk.lower()), name
    for duty in shipped().duties():
        assert not KAZAKH_ONLY.isdisjoint(duty.words.kk.lower()), duty.id


def test_equal_words_in_one_language_are_equal_in_all() -> None:
    for of in (shipped().duties(), shipped().functions()):
        by_kk: dict[str, Words] = {}
        for one in of:
            assert by_kk.setdefault(one.words.kk, one.words) == one.words, one.id


def test_lookups_find_an_occupation_its_duties_and_one_duty() -> None:
    occupation = shipped().occupation("team_lead")
    assert (occupation.card, occupation.code, occupation.orq_level) == (17, "1329-1-050", 6)
    assert len(shipped().duties_of("team_lead")) == 29
    duty = shipped().duty("10.F3.2")
    assert (duty.role, duty.function, duty.capability) == ("operator", "10.F3", "complaints")
    assert shipped().capability("complaints").words.say("kk") == "Шағымдар"
    with pytest.raises(KeyError):
        shipped().duty("10.F9.9")


def test_words_speak_the_language_asked_and_english_otherwise() -> None:
    words = Words("қаз", "рус", "eng")
    assert [words.say(code) for code in ("kk", "ru-kz", "en", "de")] == ["қаз", "рус", "eng", "eng"]


def test_differences_name_what_only_one_side_has() -> None:
    found = {remark.why for remark in differences(standard=parse(SMALL), shipped=shipped())}
    assert "card 9 is shipped as 4224-5-003, level 3, “Call-орталық қызметкері”" in found
    assert "duty 9.F1.3 is shipped, but the text does not have it" in found
    assert "duty 9.F1.2 is shipped as not recommended for recognition" in found
    assert "duty 9.F1.1 is shipped with 3 abilities and 4 pieces of knowledge" in found
    assert "card 18 is shipped, but the text has no such card" in found


def test_differences_of_an_unknown_duty_point_to_its_line() -> None:
    text = SMALL.replace("8. Кәсіптер карточк", "11. Кәсіптер карточк")
    text = text.replace("9. Кәсіптің", "12. Кәсіптің").replace("10.Кәсіптің", "13.Кәсіптің")
    extra = "2-дағды: Тексеру\nДағдылар:\n1) көру\nБілім:\n1) шарт\nДағдыны тану мүмкіндігі:\nҰсынылады\n"
    before = "Қосымша еңбек функциясы1:"
    remarks = differences(standard=parse(text.replace(before, extra + before)), shipped=shipped())
    unknown = next(one for one in remarks if one.text == "Тексеру")
    assert unknown.why == "duty 12.F2.2 is not in the shipped structure"
    assert unknown.line == line_number(SMALL, before)
