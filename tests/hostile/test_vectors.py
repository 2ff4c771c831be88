"""Every surface rendered once with hostile words: nothing runs, nothing is taken for markup, all is shown literally."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.hostile.conftest import TRIPWIRE
from tests.hostile.vectors import vectors
from tests.journeys.launch import Product
from tests.journeys.window import Window

TAKEN_FOR_MARKUP = """() => {
  const found = [];
  const good = /^(https?|blob|data:image|mailto|tel|wss?|about:blank)/;
  for (const node of document.querySelectorAll("*")) {
    const inline = node.localName === "script" && !node.src && node.type !== "application/json";
    if (inline) found.push(node.outerHTML);
    if (["iframe", "object", "embed", "base", "math", "marquee"].includes(node.localName)) found.push(node.outerHTML);
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on") || name.startsWith("hx-on")) found.push(name + "=" + value);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name)) {
        const url = String(new URL(value, location.href));
        if (!good.test(url)) found.push(name + "=" + value);
      }
    }
  }
  return found.map((what) => what.slice(0, 200));
}"""

OPERATOR = (
    "/desk/", "/desk/{contact}/?all=1", "/desk/{contact}/?opened=close", "/desk/{contact}/context/", "/desk/calls/new/",
    "/desk/{ended_contact}/", "/", "/cases/", "/cases/{case}/", "/clients/", "/clients/{client}/", "/knowledge/",
    "/knowledge/hostile-0/", "/search/?q=img", "/search/?q=svg&fragment=1", "/cases/new/",
    "/search/?q=%3Cimg%20src%3Dx%3E",
)  # fmt: skip
LEAD = (
    "/wall/", "/people/?all=1", "/people/?person={owner}", "/queues/hostile/", "/reports/", "/reports/?by=topic",
    "/reports/?by=queue&first=2026-11-01", "/cases/", "/cases/{case}/", "/knowledge/scripts/hostile/",
    "/knowledge/replies/", "/knowledge/hostile-0/edit/", "/search/?q=script", "/clients/{client}/",
)  # fmt: skip
KINDS = ("queues", "topics", "skills", "people", "units", "results", "channels", "states")
SYSADMIN = (
    "/settings/", *(f"/settings/{kind}/" for kind in KINDS), "/settings/queues/{queue}/", "/settings/topics/{topic}/",
    "/settings/people/{owner}/", "/search/?q=onload",
)  # fmt: skip


def squeezed(text: str) -> str:
    """Without what may differ between storing and showing: gaps and marks that are not to be seen."""
    return re.sub(r"[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\ufffd]", "", text)


def assert_harmless(one: Window) -> None:
    page = one.page
    page.wait_for_timeout(400)  # what runs by itself has run: load, error, toggle, focus
    assert page.evaluate("window.__ran") == [], page.url
    assert page.evaluate(TAKEN_FOR_MARKUP) == [], page.url


def visit(one: Window, paths: tuple[str, ...], planted: dict[str, Any]) -> None:
    seen = 0
    one.allow("404")  # a page of a package that is not installed, or not this role's
    for path in paths:
        answer = one.page.goto(f"{one.url}{path.format(**planted)}")
        assert answer is not None
        assert answer.status < 500, path
        seen += answer.status == 200
        assert_harmless(one)
    assert seen >= len(paths) * 0.6, f"most of the pages must be there, only {seen} of {len(paths)} were"


@pytest.mark.parametrize(("login", "paths"), [("nurgul", OPERATOR), ("lead", LEAD), ("sysadmin", SYSADMIN)])
def test_no_page_of_the_staff_runs_or_renders_a_vector(
    login: str, paths: tuple[str, ...], wired: Callable[..., Window], planted: dict[str, Any]
) -> None:
    visit(wired(login), paths, planted)


def shown_in(page: Page, selector: str) -> str:
    return squeezed("".join(page.locator(selector).all_text_contents()))


def test_the_desk_shows_every_vector_as_it_was_written(wired: Callable[..., Window], planted: dict[str, Any]) -> None:
    one = wired("nurgul")
    shown = shown_in(one.open(f"/desk/{planted['contact']}/?all=1"), "[data-lines] .aq-bubble-text")
    missing = [text for text in vectors() if squeezed(text.replace("\0", "")) not in shown]
    assert not missing, missing[:5]
    assert_harmless(one)


@pytest.mark.parametrize("which", ["visit", "ended"])
def test_the_visitors_window_shows_words_and_runs_none(
    which: str, window: Callable[..., Window], product: Product, planted: dict[str, Any]
) -> None:
    one = window("visitor", width=390, height=844)
    one.context.add_init_script(TRIPWIRE)
    one.context.add_cookies([{"name": "aq_visit", "value": planted[which], "url": product.url}])
    page = one.open("/visit/")
    assert_harmless(one)
    if which == "visit":
        shown = shown_in(page, "[data-talk] .aq-bubble-text")
        said = [text for number, text in enumerate(vectors()) if number % 3 != 1]
        missing = [text for text in said if squeezed(text.replace("\0", "")) not in shown]
        assert not missing, missing[:5]
        notes = [text for number, text in enumerate(vectors()) if number % 3 == 1 and len(text) > 30]
        twins = {squeezed(text) for text in said}  # vectors that differ in a sign only that is not to be seen
        told = [text for text in notes if squeezed(text) not in twins and squeezed(text) in shown]
        assert not told, "a note is for colleagues only"
    for path in ("/visit/?agree=1", "/visit/request/", "/visit/notice/", "/visit/rating/", "/status/", "/widget/demo/"):
        one.open(path)
        assert_harmless(one)


def test_what_a_visitor_types_is_not_run_anywhere(
    wired: Callable[..., Window], window: Callable[..., Window], planted: dict[str, Any]
) -> None:
    """Name, words and comment typed at the page; the desk renders the arrival live, without a reload."""
    desk = wired("daulet")
    desk.open("/desk/")
    visitor = window("visitor")
    visitor.context.add_init_script(TRIPWIRE)
    page = visitor.open("/visit/")
    hostile = '"><img src=x onerror="__xss(9001)">'
    page.locator("input[name=name]").fill(hostile)
    page.locator("textarea[name=text]").fill(f"{hostile}<script>__xss(9002)</script>")
    page.locator("select[name=topic]").select_option(label="Жолдар")
    page.locator("button[name=agree]").click()
    page.locator("[data-talk]").wait_for()
    page.locator("textarea[name=text]").fill("<svg onload=__xss(9003)>")
    page.locator("[data-send]").click()
    page.locator("[data-talk] .aq-bubble", has_text="9003").wait_for()
    assert_harmless(visitor)
    desk.page.wait_for_timeout(2500)
    assert_harmless(desk)


def test_a_case_is_shown_to_its_client_without_running_its_topic(
    window: Callable[..., Window], planted: dict[str, Any]
) -> None:
    one = window("visitor")
    one.context.add_init_script(TRIPWIRE)
    page = one.open("/status/")
    page.locator("input[name=number]").fill(planted["case"])
    page.locator("input[name=code]").fill(planted["code"])
    page.locator("button[form=status]").click()
    page.locator(".portal-case").wait_for()
    assert_harmless(one)


def test_the_vectors_are_many_and_always_the_same() -> None:
    assert len(vectors()) >= 500
    assert vectors() == vectors(seed=1)
    assert vectors() != vectors(seed=2)
