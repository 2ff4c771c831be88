"""Broken and foreign files: each is refused with the line and a way out, and nothing of it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.people.standard.decoding import LARGEST_BYTES
from anyqtama.people.standard.parsing import parse, read
from anyqtama.people.standard.structure import Standard, StandardUnreadable, counts
from anyqtama.people.standard.tests.texts import SMALL, SMALL_COUNTS, line_number, without

CARD_10 = SMALL.index("10.Кәсіптің карточкасы")


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "empty"),
        (b" \n\t\n", 1, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", 1, "not a text file"),
        (b"first\nsecond \x00 third\n", 2, "not a text file"),
        ("бірінші\nекі".encode("utf-16"), 1, "UTF-16"),
        ("order\nПриказ, оператор".encode("cp1251"), 2, "Windows-1251"),
        (SMALL.encode().decode("latin-1").encode(), 1, "wrong encoding"),
        ("Профессиональный стандарт\nоператора".encode(), 1, "no Kazakh letters"),
        ("Қазақстан Республикасының\nбасқа бұйрығы".encode(), 1, "394/НҚ is not in it"),
        ("№ 394/НҚ бұйрық\n\nбасқа мәтін".encode(), 3, "no list of cards"),
        ("<!DOCTYPE html>\n<html><p>№ 394/НҚ</p></html>".encode(), 1, "web page"),
        ("Қазақша № 394/НҚ\n <div class='a'>".encode(), 2, "web page"),
        (b"a" * (LARGEST_BYTES + 1), 1, "over 20 MB"),
    ],
)
def test_a_foreign_file_is_refused_with_its_line(data: bytes, line: int, message: str) -> None:
    with pytest.raises(StandardUnreadable) as refusal:
        read(data)
    assert refusal.value.line == line
    assert message in refusal.value.message
    assert str(refusal.value) == f"line {line}: {refusal.value.message}"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            SMALL[:CARD_10],
            line_number(SMALL, "2222-2-002 Сынақ (аға) жетекшісі"),
            "the text ends inside the cards",
        ),
        (
            SMALL[: SMALL.index("9. Кәсіптің карточкасы")] + SMALL[CARD_10:],
            line_number(SMALL, '9. Кәсіптің карточкасы "Сынақ операторы":'),
            "card 9 “Сынақ операторы” (promised by the list of cards) should come here",
        ),
        (
            SMALL[: SMALL.index("2) баяу сөйлеу")],
            line_number(SMALL, "1)1) анық сөйлеу;"),
            "the text ends inside duty 9.F1.2, before “Білім:”: the file is cut",
        ),
        (
            SMALL[SMALL.index("9. Кәсіптің карточкасы") :].replace("Сабырлылық", "№ 394/НҚ"),
            len(SMALL[SMALL.index("9. Кәсіптің карточкасы") :].split("\n")) - 1,
            "no list of cards",
        ),
        (
            without(SMALL, "2-дағды:"),
            line_number(SMALL, "Дағдылар:", occurrence=2) - 1,
            "function 9.F2 (announced by the card) should come here, found “Дағдылар:”",
        ),
        (
            without(SMALL, "Білім:"),
            line_number(SMALL, "1) ережелер;") - 1,
            "duty 9.F1.1, “Дағдылар:”: number 4 should come here, found “1) ережелер;”",
        ),
        (
            without(SMALL, "Ұсынылмайд"),
            line_number(SMALL, "2-дағды:") - 1,
            "duty 9.F1.1: “Ұсынылады” or “Ұсынылмайды” should come here",
        ),
        (
            without(SMALL, "Жауапты айту"),
            line_number(SMALL, "Дағдылар:", occurrence=2) - 1,
            "duty 9.F1.2: its name, then “Дағдылар:” should come here",
        ),
        (
            without(SMALL, "1. Жауап беру"),
            line_number(SMALL, "2.Көмек беру") - 1,
            "function 1 is missing from its list of functions",
        ),
        (without(SMALL, "1) тіл."), line_number(SMALL, "1) тіл.") + 2, "number 1 should come here"),
        (
            SMALL.replace("жетекшісі - 6 СБШ", "жетекшісі - 5 СБШ"),
            line_number(SMALL, '10.Кәсіптің карточкасы "Сынақ (аға) жетекшісі"'),
            "card 10 has level 6, the list of cards says 5",
        ),
        (
            without(SMALL, "1111-1-001"),
            line_number(SMALL, '9. Кәсіптің карточкасы "Сынақ операторы":'),
            "no occupation code",
        ),
        (
            SMALL.replace("Қосымша еңбек функциясы1:", "Еңбек функциясы 1:"),
            line_number(SMALL, "Қосымша еңбек функциясы1:"),
            "function 9.A1 should come here",
        ),
        (
            without(SMALL, "11111-1-001 Сынақ операторы"),
            line_number(SMALL, "11111-1-001 Сынақ операторы") - 2,
            "the text ends inside card 10, before the name of a related occupation",
        ),
        (
            SMALL + SMALL[CARD_10:].replace("10.Кәсіптің", "11.Кәсіптің"),
            line_number(SMALL, "11111-1-001 Сынақ операторы") + 1,
            "after the last of 2 listed cards",
        ),
    ],
    ids=[
        "last-card-missing",
        "card-missing",
        "cut-in-a-duty",
        "top-missing",
        "duty-heading-missing",
        "knowledge-heading-missing",
        "recognition-missing",
        "duty-name-missing",
        "announced-function-missing",
        "knowledge-missing",
        "levels-disagree",
        "code-missing",
        "additional-function-lost-its-word",
        "cut-in-the-last-table",
        "unlisted-card",
    ],
)
def test_a_broken_text_is_refused_at_the_line_where_it_broke(text: str, line: int, message: str) -> None:
    with pytest.raises(StandardUnreadable) as refusal:
        parse(text)
    assert message in refusal.value.message
    assert refusal.value.line == line


def read_or_refused(text: str) -> Standard | None:
    try:
        return parse(text)
    except StandardUnreadable as error:
        refusal = error
    assert 1 <= refusal.line <= text.count("\n") + 1
    assert refusal.message
    return None


@given(st.integers(0, len(SMALL)))
def test_a_text_cut_anywhere_is_whole_or_refused(length: int) -> None:
    standard = read_or_refused(SMALL[:length])
    assert standard is None or counts(standard) == SMALL_COUNTS


@given(st.sets(st.integers(0, SMALL.count("\n")), max_size=12))
def test_a_text_that_lost_lines_is_read_or_refused_and_never_fails_otherwise(lost: set[int]) -> None:
    lines = SMALL.split("\n")
    standard = read_or_refused("\n".join(line for at, line in enumerate(lines) if at not in lost))
    if standard is not None:
        assert all(duty.abilities and duty.knowledge and duty.title for duty in standard.duties())
        assert all(figure <= SMALL_COUNTS[name] for name, figure in counts(standard).items())


@given(st.lists(st.tuples(st.integers(0, len(SMALL)), st.text(max_size=8)), min_size=1, max_size=5))
def test_a_text_with_scraps_thrown_in_never_fails_otherwise(scraps: list[tuple[int, str]]) -> None:
    text = SMALL
    for at, scrap in scraps:
        text = text[:at] + scrap + text[at:]
    read_or_refused(text)


@given(st.binary(max_size=400))
def test_random_bytes_are_always_refused(data: bytes) -> None:
    with pytest.raises(StandardUnreadable):
        read(data)
