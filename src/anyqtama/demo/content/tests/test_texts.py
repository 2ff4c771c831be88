"""What a person reads is there in all three languages, in the right one, with the same blanks to fill."""

import re

from anyqtama.demo.content import LANGUAGES, articles, placeholders, quick_replies
from anyqtama.demo.content.shapes import REPLY_FIELDS
from anyqtama.demo.content.tests.walk import texts

KAZAKH_LETTERS = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
GLUED_ENDING = re.compile(r"\{(?!house\}|flat\})[a-z_]+\}[\w-]|[\w-]\{")


def test_the_walk_reaches_every_corner_of_the_content() -> None:
    roots = {where.split(".")[1].split("[")[0] for where, _ in texts()}
    assert roots == {"organisation", "catalogue", "articles", "scripts", "quick_replies", "city", "notices"}
    assert len(texts()) > 300


def test_every_text_is_said_in_three_languages() -> None:
    empty = [
        f"{where}.{language}" for where, text in texts() for language in LANGUAGES if not text.said_in(language).strip()
    ]
    assert empty == []


def test_placeholders_are_the_same_in_three_languages() -> None:
    uneven = [where for where, text in texts() if len({placeholders(said) for said in text.labels().values()}) > 1]
    assert uneven == []


def test_no_ending_is_glued_to_a_placeholder() -> None:
    glued = [
        f"{where}: {said}" for where, text in texts() for said in text.labels().values() if GLUED_ENDING.search(said)
    ]
    assert glued == []


def test_kazakh_sentences_are_kazakh_and_not_a_copy_of_the_russian() -> None:
    long = [(where, text) for where, text in texts() if len(text.kk) >= 40]
    assert [where for where, text in long if not KAZAKH_LETTERS & set(text.kk) or text.kk == text.ru] == []


def test_english_is_written_without_cyrillic() -> None:
    assert [where for where, text in texts() if re.search("[\u0400-\u04ff]", text.en)] == []


def test_russian_uses_kazakh_letters_only_in_names() -> None:
    """Names in quotation marks and words with a capital keep their own spelling."""
    strayed = [
        f"{where}: {word}"
        for where, text in texts()
        for word in re.findall(r"\w+", re.sub("«[^»]*»", "", text.ru))
        if KAZAKH_LETTERS & set(word) and not word[0].isupper()
    ]
    assert strayed == []


def test_texts_carry_no_stray_spaces_or_straight_quotes_in_cyrillic() -> None:
    untidy = [
        where
        for where, text in texts()
        for language, said in text.labels().items()
        if "  " in said or " ." in said or " ," in said or (language != "en" and '"' in said)
    ]
    assert untidy == []


def test_quick_replies_ask_only_for_what_the_desk_can_fill() -> None:
    replies = quick_replies()
    assert all(placeholders(reply.text.en) <= REPLY_FIELDS for reply in replies)
    assert frozenset().union(*(placeholders(reply.text.en) for reply in replies)) == REPLY_FIELDS
    assert len({reply.shortcut for reply in replies}) == len(replies) >= 25
    assert all(re.fullmatch("[a-z]+", reply.shortcut) for reply in replies)


def test_articles_have_three_to_six_blocks_in_every_language() -> None:
    for article in articles():
        shape = {
            language: ["-" if block.startswith("- ") else "p" for block in body.split("\n\n")]
            for language, body in article.bodies.labels().items()
        }
        assert 3 <= len(shape["kk"]) <= 6, article.code
        assert shape["kk"] == shape["ru"] == shape["en"], article.code
