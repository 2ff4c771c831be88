"""Reading a whole text: what the irregular headings mean, and what the report says of mended lines."""

import pytest

from anyqtama.people.standard.parsing import parse, read
from anyqtama.people.standard.structure import Duty, Standard, counts
from anyqtama.people.standard.tests.texts import SMALL, SMALL_COUNTS, line_number


@pytest.fixture(scope="module")
def standard() -> Standard:
    return parse(SMALL)


def duty(standard: Standard, duty_id: str) -> Duty:
    return next(one for one in standard.duties() if one.id == duty_id)


def test_counts_have_the_six_figures_of_the_text(standard: Standard) -> None:
    assert counts(standard) == SMALL_COUNTS
    assert list(counts(standard)) == list(SMALL_COUNTS)


def test_an_occupation_has_its_card_code_level_and_official_title(standard: Standard) -> None:
    assert [(one.card, one.code, one.orq_level, one.title) for one in standard.occupations] == [
        (9, "1111-1-001", 3, "Сынақ операторы"),
        (10, "2222-2-002", 6, "Сынақ (аға) жетекшісі"),
    ]


def test_functions_are_numbered_apart_when_additional(standard: Standard) -> None:
    assert [(one.id, one.additional, one.title) for one in standard.functions()] == [
        ("9.F1", False, "Жауап беру"),
        ("9.F2", False, "Көмек беру"),
        ("9.A1", True, "Кеңес беру"),
        ("10.F1", False, "Топты басқару"),
    ]


@pytest.mark.parametrize(
    ("duty_id", "title"),
    [
        ("9.F1.1", "Сұрақты тыңдау"),  # 1 дағды: title
        ("9.F1.2", "Жауапты айту"),  # 2-дағды: and the title below
        ("9.F2.1", "Мәселені шешу"),  # Дағды 1. title
        ("9.A1.1", "Өнімді таныстыру"),  # Дағды 1: and the title below
        ("10.F1.1", "Міндет қою"),  # 1-дағды: title
    ],
)
def test_every_form_of_a_duty_heading_is_read(standard: Standard, duty_id: str, title: str) -> None:
    assert duty(standard, duty_id).title == title


def test_statements_glued_on_one_line_are_cut_apart(standard: Standard) -> None:
    abilities = duty(standard, "9.F1.1").abilities
    assert [(one.id, one.text) for one in abilities] == [
        ("9.F1.1.a1", "мұқият тыңдау"),
        ("9.F1.1.a2", "жазып алу"),
        ("9.F1.1.a3", "қайта сұрау"),
    ]


def test_a_doubled_or_lost_number_of_a_statement_is_mended(standard: Standard) -> None:
    assert duty(standard, "9.F1.2").abilities[0].text == "анық сөйлеу"
    assert duty(standard, "9.F2.1").abilities[0].text == "себебін табу"


@pytest.mark.parametrize(
    ("duty_id", "recommended"),
    [("9.F1.1", False), ("9.F1.2", True), ("9.F2.1", True), ("9.A1.1", False), ("10.F1.1", True)],
)
def test_recognition_is_read_through_its_misprints(standard: Standard, duty_id: str, recommended: bool) -> None:
    assert duty(standard, duty_id).recommended is recommended


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Ұсынылмайд", "duty 9.F1.1: read as “Ұсынылмайды”"),
        ("1)1) анық сөйлеу;", "number 1 stands twice"),
        ("1)Білімі:", "the heading stands as an item of a list"),
        ("1) Ұсынылады", "duty 9.F1.2: read as “Ұсынылады”"),
        (") себебін табу;", "read as number 1"),
        ('10.Кәсіптің карточкасы "Сынақ (аға) жетекшісі"', "the heading is kept"),
        ("қосымша ескерту жолы", "without a number, left out"),
        ("11111-1-001 Сынақ операторы", "without a well-formed code"),
    ],
)
def test_the_report_names_the_line_and_what_was_done(standard: Standard, line: str, why: str) -> None:
    remark = next(one for one in standard.report if one.text == line)
    assert remark.line == line_number(SMALL, line)
    assert why in remark.why


def test_the_report_is_silent_about_regular_lines(standard: Standard) -> None:
    assert len(standard.report) == 8


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("\n", "\r\n"),
        "\ufeff" + SMALL,
        SMALL.replace("Ұсынылады", "ҰСЫНЫЛАДЫ"),
        SMALL.replace(" ", "\u00a0"),
    ],
    ids=["windows-line-ends", "byte-order-mark", "capitals", "no-break-spaces"],
)
def test_the_habits_of_an_editor_change_nothing(text: str) -> None:
    assert counts(read(text.encode())) == SMALL_COUNTS
