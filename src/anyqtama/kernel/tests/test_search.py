"""Finding by bent, folded, misspelt and mistyped words, ranked alike and seen only as far as rights go."""

from collections.abc import Sequence

import pytest

from anyqtama.kernel import search
from anyqtama.kernel.models import SearchDocument, SearchSynonyms, SearchVector
from tests.cast import NOW

pytestmark = pytest.mark.django_db

ARTICLES = {
    "water": ("kk", "Су құбыры жарылды", "Су құбырының апаты туралы хабарлағанда мекенжайды нақтылаңыз."),
    "bus": ("ru", "Расписание автобусов", "Автобусы девятого маршрута ходят каждые двадцать минут, по выходным реже."),
    "birth": ("kk", "Туу туралы куәлік", "Баланың туу туралы куәлігін алу үшін орталыққа барыңыз."),
    "heat": ("ru", "Отопление не работает", "Если батареи холодные, сообщите адрес; заявку передадут теплосетям."),
    "parking": ("en", "Parking permits", "Residents apply for a parking permit with their address and car number."),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _indexed() -> None:
    for key, (language, title, text) in ARTICLES.items():
        search.index(source="article", object_id=key, language=language, title=title, text=text, url=f"/{key}/", at=NOW)


def found(query: str, **options: object) -> list[str]:
    return [hit.object_id for hit in search.find(query, sources={"article": None}, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("су құбыры", "water"),
        ("құбырларымыздағы апат", "water"),
        ("су кубыры", "water"),  # without Kazakh letters
        ("su qubyry jaryldy", "water"),  # in Latin ones
        ("куалик туу", "birth"),
        ("куәліктің", "birth"),
        ("автобусах", "bus"),
        ("раписание", "bus"),  # misspelt
        ("fdnj,ec", "bus"),  # автобус on the other keyboard layout
        ("зфклштп", "parking"),  # parking on the other keyboard layout
        ("отоплением", "heat"),
        ("permit parked", "parking"),
        ("ОТОПЛЕНИЕ", "heat"),
        ("что делать, если холодные батареи?", "heat"),
    ],
)
def test_the_right_article_comes_first(query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize(
    "query", ["", "   ", "!!! ???", "\x00", "ъ", "x" * 5000, "zzzz qqqq", "%_'\"--", "не что what"]
)
def test_nothing_sensible_finds_nothing_and_breaks_nothing(query: str) -> None:
    assert isinstance(found(query), list)


def test_numbers_are_found_with_and_without_leading_zeros() -> None:
    search.index(source="article", object_id="case", title="2026-000123", text="+7 701 123 45 67", url="/", at=NOW)
    assert found("2026-000123")[0] == "case"
    assert found("123")[0] == "case"
    assert found("000123") == ["case"]


def test_only_what_the_policy_lets_through_is_seen_and_the_limit_still_filled() -> None:
    for number in range(120):
        search.index(source="secret", object_id=str(number), title="құпия құжат", text="құпия", url="/", at=NOW)
    asked: list[int] = []

    def policy(ids: Sequence[str]) -> set[str]:
        asked.append(len(ids))
        return {i for i in ids if int(i) % 40 == 39}

    hits = search.find("құпия", sources={"secret": policy}, limit=3)
    assert {hit.object_id for hit in hits} == {"39", "79", "119"}
    assert len(asked) > 1
    assert search.find("құпия", sources={"article": None}) == []


def test_a_document_can_be_renewed_and_forgotten() -> None:
    search.index(source="article", object_id="bus", language="ru", title="Трамвай", text="Рельсы", url="/", at=NOW)
    assert found("автобус") == []
    assert found("трамваи")[0] == "bus"
    assert search.remove(source="article", object_id="bus") == 1
    assert found("трамвай") == []
    assert not SearchDocument.objects.filter(object_id="bus").exists()
    assert SearchVector.objects.exclude(document__object_id__in=ARTICLES).count() == 0


def test_of_two_versions_the_readers_language_comes_and_only_once() -> None:
    for language in ("kk", "ru"):
        search.index(
            source="article", object_id="both", language=language, title="Wi-Fi", text="Wi-Fi Wi-Fi", url="/", at=NOW
        )
    for language in ("kk", "ru"):
        hits = search.find("wi-fi", sources={"article": None}, language=language)
        assert [(hit.object_id, hit.language) for hit in hits] == [("both", language)]


def test_the_order_is_the_same_each_time() -> None:
    for number in range(30):
        search.index(source="article", object_id=f"t{number:02}", title="бірдей", text="бірдей сөз", url="/", at=NOW)
    assert found("бірдей", limit=30) == [f"t{number:02}" for number in range(30)]


def test_the_snippet_begins_near_the_word_found() -> None:
    text = "Кіріспе сөз. " * 20 + "Бұл жерде құбыр туралы жазылған. " + "Соңы. " * 40
    shown = search.snippet(text, "құбырдың")
    assert "құбыр" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 200
    assert search.snippet("қысқа", "жоқ") == "қысқа"


def test_synonyms_are_found_as_the_organisation_wrote_them() -> None:
    SearchSynonyms.objects.create(words="жылу, отопление, жылыту жүйесі")
    SearchSynonyms.objects.create(words="тұрақ орны, parking", active=False)
    assert found("жылу жоқ")[0] == "heat"
    assert found("жылыту жүйесі")[0] == "heat"
    assert "parking" not in found("тұрақ орны")


def test_a_word_itself_comes_before_its_synonym() -> None:
    SearchSynonyms.objects.create(words="автобус, трамвай")
    search.index(source="article", object_id="tram", language="ru", title="Трамваи", text="Рельсы", url="/", at=NOW)
    assert found("трамвай")[:2] == ["tram", "bus"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("құбырлардың", ["құбыры"]),
        ("kubyr", ["құбыры"]),
        ("су", ["Су"]),
        ("re,sh", ["құбыры"]),
        ("жарылған", ["жарылды"]),
        ("жоқ", []),
    ],
)
def test_words_of_the_query_are_marked_however_they_were_written(query: str, words: list[str]) -> None:
    text = "Су құбыры жарылды"
    pieces = search.marked(text, query)
    assert [piece.text for piece in pieces if piece.marked] == words
    assert "".join(piece.text for piece in pieces) == text
