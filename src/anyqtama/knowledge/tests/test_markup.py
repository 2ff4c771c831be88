import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.knowledge import differing, markup
from anyqtama.knowledge.markup import Heading, Note, Paragraph, Picture, Points, Table

WHOLE = """## Қашан

Шамды жөндейді
үш күнде:
- **тез** болса
- жай болса

1. Бірінші
2) Екінші

| Қызмет | Баға |
|---|---|
| Анықтама | 500 |
| Көшірме |

![Аула шамы](7)
> Тек оператор біледі
"""


def html(body: str) -> str:
    return str(markup.html(body, picture_url=lambda number: f"/p/{number}"))


def test_a_text_is_made_of_blocks() -> None:
    assert markup.parse(WHOLE) == [
        Heading(2, "Қашан"),
        Paragraph(["Шамды жөндейді", "үш күнде:"]),
        Points(["**тез** болса", "жай болса"]),
        Points(["Бірінші", "Екінші"], numbered=True),
        Table([["Қызмет", "Баға"], ["Анықтама", "500"], ["Көшірме", ""]]),
        Picture("Аула шамы", 7),
        Note(["Тек оператор біледі"]),
    ]


def test_what_is_said_to_a_client_has_no_marks_and_no_notes() -> None:
    said = markup.plain(WHOLE)
    assert said.startswith("Қашан\n\nШамды жөндейді\nүш күнде:\n\n- тез болса")
    assert "Анықтама – 500" in said
    assert "оператор" not in said
    assert "оператор" in markup.plain(WHOLE, notes=True)
    assert "7" not in said


def test_a_page_shows_it_all() -> None:
    shown = html(WHOLE)
    assert "<h2>Қашан</h2>" in shown
    assert "<strong>тез</strong>" in shown
    assert '<img src="/p/7" alt="Аула шамы" loading="lazy">' in shown
    assert '<aside class="knowledge-note">Тек оператор біледі</aside>' in shown
    assert '<th scope="col">Қызмет</th>' in shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[сайт](https://a.kz/?x=1&y=2)", '<a href="https://a.kz/?x=1&amp;y=2">сайт</a>'),
        ("[қоңырау](tel:+77172)", '<a href="tel:+77172">қоңырау</a>'),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](//evil.kz)", "[x](//evil.kz)"),
        ('[x](https://a.kz"onclick=1)', "&quot;onclick"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_links_lead_where_they_may_and_markup_is_words(written: str, shown: str) -> None:
    assert shown in html(written)


@given(st.text(alphabet=st.sampled_from("аә <>&\"'[]()!*|#>-1.\n:/=jhttps"), max_size=120))
def test_whatever_is_written_only_known_elements_come_out(body: str) -> None:
    shown = html(body)
    known = r"</?(p|br|ul|ol|li|h2|h3|strong|table|thead|tbody|tr|th|td|div|aside|a|img)( [a-z]+=\"[^\"<>]*\")*>"
    import re

    assert "<" not in re.sub(known, "", shown)
    assert markup.plain(body) == markup.plain(body.replace("\n", "\r\n"))


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_difference_gives_both_texts_back(old: str, new: str) -> None:
    parts = differing.parts(old, new)
    assert "".join(part.text for part in parts if part.kind != "new") == old.replace("\r\n", "\n")
    assert "".join(part.text for part in parts if part.kind != "gone") == new.replace("\r\n", "\n")


def test_a_difference_marks_the_words_that_changed() -> None:
    parts = differing.parts("Үш күнде жөнделеді\nСоңы", "Екі күнде жөнделеді\nСоңы")
    assert [(part.kind, part.text) for part in parts] == [
        ("gone", "Үш"), ("new", "Екі"), ("same", " күнде жөнделеді\nСоңы"),
    ]  # fmt: skip
