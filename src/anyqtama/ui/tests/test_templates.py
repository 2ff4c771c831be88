"""What holds for every template of the interface: a heading of variables, no inline style or script, known icons."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

import anyqtama.ui
from anyqtama.ui.shapes import SHAPES

UI = Path(anyqtama.ui.__file__).parent
PIECES = sorted((UI / "templates").rglob("*.html"))
PAGES = sorted(path for path in UI.parent.rglob("*.html") if "templates" in path.parts)
ICONS = set((UI / "icons.txt").read_text().split())


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.stem)
def test_each_piece_says_what_it_needs_in_its_first_line(path: Path) -> None:
    assert path.read_text().startswith("{# "), path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_breaks_the_content_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_icon_and_shape_named_in_a_template_exists(path: Path) -> None:
    text = path.read_text()
    assert set(re.findall(r"{% icon ['\"]([^'\"]+)", text)) <= ICONS
    assert set(re.findall(r"{% shape ['\"]([^'\"]+)", text)) <= set(SHAPES)


def test_a_label_from_outside_is_escaped_in_every_wrapper() -> None:
    for tag in ("card", "dialog", "more", "bulk"):
        page = rendered(f"{{% {tag} title=bad label=bad %}}{{{{ bad }}}}{{% end{tag} %}}", bad="<img src=x>")
        assert "<img" not in page


def test_an_icon_without_words_is_hidden_and_with_words_is_named() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "phone" %}')
    assert 'role="img" aria-label="call"' in rendered('{% icon "phone" label="call" %}')


def test_an_unknown_shape_is_neutral_rather_than_an_error() -> None:
    assert "aq-shape-neutral" in rendered('{% shape "purple" %}')


def test_a_sparkline_of_one_day_is_no_line() -> None:
    assert rendered("{% sparkline values %}", values=[3]) == ""
    assert rendered("{% sparkline values 5 'bad' %}", values=[3, 3]).count("<polyline") == 1


def test_a_moment_that_is_missing_is_shown_as_nothing() -> None:
    assert rendered("{{ at|moment }}{{ at|duration }}{{ at|stamp }}", at=None) == ""


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "403_frame", "404", "500"])
def test_an_error_page_needs_no_database_and_leads_on(language: str, code: str) -> None:
    with translation.override(language):
        page = Template(f'{{% extends "{code}.html" %}}').render(Context({}))
    assert 'href="/"' in page
    assert page.count("<p") >= 3


@pytest.mark.parametrize(("wanted", "expected"), [("/cases/?page=2", "/cases/?page=2"), ("https://evil.example/", "/")])
def test_a_choice_of_appearance_is_kept_and_leads_back_only_to_us(client: Client, wanted: str, expected: str) -> None:
    answer = client.post("/appearance/", {"theme": "dark", "language": "ru", "density": "huge", "next": wanted})
    assert answer["Location"] == expected
    assert answer.cookies["aq_theme"].value == "dark"
    assert answer.cookies["aq_language"].value == "ru"
    assert "aq_density" not in answer.cookies


def test_a_form_with_mistakes_links_each_of_them_to_its_field(client: Client) -> None:
    page = client.get("/styleguide/", {"check": "1", "within": "3", "language": "en"}).content.decode()
    assert 'href="#id_name"' in page
    assert "aria-describedby" in page
    assert page.count('class="aq-error"') == 4
