"""Words, stems, keyboards and the score of documents against a query."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from anyqtama.science.text import Params, invert, joined, language_of, other_layouts, query, rank, vector, words
from anyqtama.science.text.asking import asks
from anyqtama.science.text.kazakh import folded_stem, stem
from anyqtama.science.text.keyboards import in_cyrillic
from anyqtama.science.text.terms import MOST_WORDS
from anyqtama.science.text.words import FOLD

FORMS = {
    "кітап": "кітабы кітаптар кітаптың кітапқа кітапты кітапта кітаптан кітаппен кітаптарымыз кітаптарымызға кітабыңыз",
    "бала": "балалар баланың балаға баланы балада баладан баламен балаларымыз балаларыңызға",
    "мектеп": "мектебі мектептер мектептің мектепке мектептегі мектептерде мектебімізге мектептен",
    "құбыр": "құбыры құбырлар құбырдың құбырларымыздағы құбырда құбырмен құбырға",
    "халық": "халқы халықтың халқының халыққа халықтар халқымыз",
    "күрек": "күрегі күректер күректің күрегін күрекпен",
    "өмір": "өмірі өмірдің өмірінің өмірлік өмірде",
    "үй": "үй",
}


@pytest.mark.parametrize(("word", "forms"), FORMS.items())
def test_kazakh_forms_of_one_word_have_one_stem(word: str, forms: str) -> None:
    assert {stem(form) for form in forms.split()} == {stem(word)}


@pytest.mark.parametrize(
    "pair", ["су суық", "қан қандай", "қала қалай", "тар тары", "ана анар", "көше көшет", "сот соты"]
)
def test_short_and_different_words_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other) or other.startswith(one)
    assert len(stem(one)) >= min(3, len(one))


def test_a_suffix_out_of_harmony_belongs_to_the_stem() -> None:
    assert stem("сандер") == "сандер"  # дер cannot follow а
    assert stem("үйлар") == "үйлар"


def test_the_stem_is_found_without_kazakh_letters_too() -> None:
    for form in ("құбырдың", "үйлердің", "көшелерге", "мүшелері"):
        assert folded_stem(form.translate(FOLD)) == stem(form).translate(FOLD)


@pytest.mark.parametrize("word", "қан қала ерте неміс кімік су что-то".split())  # noqa: SIM905
def test_words_that_only_look_like_question_words_are_kept(word: str) -> None:
    assert not asks(word)


@pytest.mark.parametrize("word", "қалай калай қандай кімдердің ненің нелерді қайсысын почему which".split())  # noqa: SIM905
def test_question_words_in_any_form_only_ask(word: str) -> None:
    assert asks(word)


def test_words_have_one_alphabet_and_numerals_one_form() -> None:
    assert words("Tанымал өзендерi") == ["танымал", "өзендері"]  # Latin T and i
    assert words("XIX ғасыр, ХІХ ғасыр, 19 ғасыр") == ["19", "ғасыр"] * 3
    assert words("С. Мұқанов 5 м") == ["мұқанов", "5"]
    assert words("civic mix ix") == ["civic", "mix", "9"]


@pytest.mark.parametrize(
    ("text", "language"), [("Су құбыры", "kk"), ("Вода в доме", "ru"), ("Water", "en"), ("", "ru")]
)
def test_letters_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("typed", "meant"), [("fdnj,ec", "автобус"), ("0fkfq", "қалай"), ("зфклштп", "parking"), ("]sp", "ъыз")]
)
def test_the_other_keyboard(typed: str, meant: str) -> None:
    assert meant in other_layouts(typed)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("kalay", "калай"), ("qalai", "калай"), ("qubyry", "кубыры"), ("jaryq", "жарык"), ("shymkent", "шымкент")],
)
def test_kazakh_in_latin_letters(latin: str, cyrillic: str) -> None:
    assert in_cyrillic(latin) == cyrillic


TEXTS = {
    "kk": [
        "Су құбыры жарылды, апат орнын айтыңыз",
        "Көше жарығы жанбайды",
        "Балабақшаға кезекке тұру",
        "Жылу берілмейді",
    ],
    "ru": ["Отопление в квартире не работает", "Автобусы маршрута ходят редко", "Запись ребёнка в детский сад"],
    "en": ["Parking permits for residents", "Street lights are broken", "Heating is off in the flat"],
}


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        ("құбырдың жарылғаны", 0), ("кубыр", 0), ("kubyr jaryldy", 0), ("жарыктандыру көшелерде", 1), ("балабакша", 2),
        ("жылу неге жоқ", 3), ("отопленея", 4), ("автобусами", 5), ("детские сады", 6), ("parked permit", 7),
        ("streat ligth", 8), ("heated flats", 9), ("қайда балабақшалар?", 2),
    ],
)  # fmt: skip
def test_the_right_text_is_first_however_it_is_said(asked: str, best: int) -> None:
    vectors = [vector(title="", text=text, language=language) for language, texts in TEXTS.items() for text in texts]
    assert int(np.argmax(rank([invert(vectors)], query(asked)).scores[0])) == best


def test_a_long_letter_is_read_to_where_it_says_what_it_is_about() -> None:
    vectors = [vector(title="", text=text, language="en") for text in TEXTS["en"]]
    letter = "Hello, it is what it is and that is how this was for the whole week: " + "how and why is it so? " * 9
    assert len(letter.split()) > 48
    assert int(np.argmax(rank([invert(vectors)], query(f"{letter} The street lights do not work")).scores[0])) == 1
    assert len(query("lights " * 1000)) == MOST_WORDS


def test_an_unfinished_word_is_found_by_its_beginning() -> None:
    part = invert([vector(title="Балабақша", text="", language="kk"), vector(title="Кезек", text="", language="kk")])
    ranking = rank([part], query("бала", typing=True))
    assert ranking.evidence[0].tolist() == [1.0, 0.0]


def test_a_chance_piece_of_a_word_is_little_evidence() -> None:
    part = invert([vector(title="", text="остановка автобуса", language="ru")])
    assert rank([part], query("парковка")).evidence[0][0] < 0.25 < rank([part], query("астановка")).evidence[0][0]


def test_a_title_counts_more_than_the_text_and_a_rare_word_more_than_a_common_one() -> None:
    texts = [("вода", "трубы дома"), ("трубы", "вода дома"), ("дома", "дома дома")]
    part = invert([vector(title=title, text=text, language="ru") for title, text in texts])
    assert np.argmax(rank([part], query("вода")).scores[0]) == 0
    assert np.argmax(rank([part], query("вода дома")).scores[0]) == 0


@given(
    some.lists(some.sampled_from(["су", "құбыры", "жарылды", "AQ-2026-000123"]), max_size=300), some.integers(0, 300)
)
def test_two_parts_joined_are_the_whole(said: list[str], cut: int) -> None:
    parts = [vector(title="", text=" ".join(part), language="kk") for part in (said[:cut], said[cut:])]
    whole, made = vector(title="", text=" ".join(said), language="kk"), joined(*parts)
    assert (made.hashes.tolist(), made.counts.tolist()) == (whole.hashes.tolist(), whole.counts.tolist())
    assert made.length == whole.length


def test_nothing_is_asked_or_there() -> None:
    assert rank([], query("су")).known == 0
    assert rank([invert([])], query("су")).scores[0].tolist() == []
    assert rank([invert([vector(title="", text="", language="kk")])], query("су")).scores[0].tolist() == [0.0]
    assert query("") == []


LETTERS = some.text("аәбгғдеқүі abc", min_size=0, max_size=30)


@given(texts=some.lists(LETTERS, min_size=1, max_size=5), asked=some.text("аәбгғдеқүі", min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_scores_agree_with_the_formula_worked_by_hand(texts: list[str], asked: str) -> None:
    """The second witness: dictionaries and math.log, one document at a time."""
    vectors = [vector(title="", text=text, language="kk") for text in texts]
    given_params = Params()
    scores = rank([invert(vectors)], query(asked)).scores[0]
    counts = [Counter(dict(zip(each.hashes.tolist(), each.counts.tolist(), strict=True))) for each in vectors]
    usual = max(sum(each.length for each in vectors) / len(vectors), 1.0)
    for at, each in enumerate(vectors):
        total = 0.0
        for readings in query(asked):
            best = 0.0
            for reading in readings:
                sum_of_terms = 0.0
                for term, weight in [*((one, 1.0) for one in reading.stems), *reading.terms]:
                    having = sum(term in one for one in counts)
                    idf = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5))
                    c = counts[at][term]
                    norm = given_params.saturation * (
                        1 - given_params.length_share + given_params.length_share * each.length / usual
                    )
                    if c:
                        sum_of_terms += weight * idf**1.5 * c * (given_params.saturation + 1) / (c + norm)
                best = max(best, reading.share * sum_of_terms)
            total += best
        assert scores[at] == pytest.approx(total)


@given(text=some.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    each = vector(title=text, text=text, language=language_of(text))
    assert (np.diff(each.hashes.astype(np.int64)) > 0).all()
    rank([invert([each])], query(text))
    other_layouts(text)
