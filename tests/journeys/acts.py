"""What people do at their windows, over and over: the visitor's and the desk's everyday acts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]

AT_DESK = re.compile(r"/desk/$")
AVAILABLE = ".aq-my-state .aq-shape-good"


def arrives(visitor: Window, topic: str, question: str, *, name: str = "Айгерім Жүнісова") -> Page:
    """Agrees to the notice and asks; returns when the window shows the question as sent."""
    page = visitor.open("/visit/")
    page.locator("input[name=name]").fill(name)
    page.locator("textarea[name=text]").fill(question)
    page.locator("select[name=topic]").select_option(label=topic)
    page.locator("button[name=agree]").click()
    expect(page.locator("[data-talk]")).to_contain_text(question)
    return page


def says(page: Page, text: str) -> None:
    page.locator("textarea[name=text]").fill(text)
    page.locator("[data-send]").click()


def at_the_desk(person: SignIn, login: str, **facts: int) -> Window:
    """Signed in, available, the desk open."""
    operator = person(login, **facts)
    operator.open("/desk/")
    becomes_available(operator)
    return operator


def becomes_available(operator: Window) -> None:
    page = operator.page
    if page.locator(AVAILABLE).count() == 0:
        page.locator(".aq-my-state").click()
        page.locator("button[name=state][value=available]").first.click()
    expect(page.locator(AVAILABLE)).to_have_count(1)


def is_offered(operator: Window, name: str) -> None:
    expect(operator.page.locator(".aq-offer").first).to_contain_text(name, timeout=20_000)


def accepts(operator: Window, name: str = "") -> Page:
    """Presses A at the offer."""
    page, before = operator.page, operator.page.url
    is_offered(operator, name)
    if page.locator("[data-scroll]").count():
        page.locator("[data-scroll]").focus()
    page.keyboard.press("a")
    page.wait_for_function("before => location.href !== before && /desk.[0-9]+/.test(location.href)", arg=before)
    expect(page.locator("[data-composer]")).to_be_visible()
    return page


def replies(page: Page, text: str) -> None:
    page.locator("[data-text]").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-lines]")).to_contain_text(text)
    expect(page.locator("[data-text]")).to_have_value("")


def presses(page: Page, key: str, dialog: str) -> None:
    """A key of the desk that opens a dialog."""
    page.locator("[data-scroll]").focus()
    page.keyboard.press(key)
    expect(page.locator(f"#{dialog}")).to_be_visible()


def closes(page: Page, result: str = "answered") -> None:
    """Topic as it is, a result, done: with the key E."""
    presses(page, "e", "close")
    page.locator("#close").get_by_label(RESULTS[result]).check()
    says_why(page)
    page.locator("#close .aq-form-foot button").click()
    expect(page).to_have_url(AT_DESK)


def says_why(page: Page, reason: str = "hurry") -> None:
    """Mandatory steps of the script that were not taken, where closing asks about them."""
    if page.locator("#close [data-steps-left]").is_visible():
        page.locator("#close [name=left_out]").select_option(reason)


RESULTS = {"answered": "Жауап берілді", "registered": "Өтініш тіркелді"}


def leaves(operator: Window) -> None:
    """Goes off shift, so that the next journey's contacts ring elsewhere."""
    operator.open("/desk/")
    operator.page.locator(".aq-my-state").click()
    operator.page.locator("button[name=state][value=offline]").first.click()
    expect(operator.page.locator(AVAILABLE)).to_have_count(0)
