"""What may be told: a caller's facts stay hidden until they are known well enough; classes of data are settings."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import at_the_desk, closes, leaves, presses
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

ADDRESS = "Сарайшық көшесі, 34"
CARD = "4400 4301 2345 6789"


@pytest.fixture
def daulet(person: SignIn) -> Iterator[Window]:
    operator = at_the_desk(person, "daulet")
    yield operator
    leaves(operator)


def is_called(operator: Window, number: str) -> Page:
    page = operator.page
    page.keyboard.press("p")
    page.wait_for_url("**/desk/calls/new/")
    page.locator("input[name=number]").fill(number)
    page.locator("select[name=topic]").select_option(label="Жолдар")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/*/")
    return page


def verifies(page: Page, level: str) -> None:
    with page.expect_response(lambda answer: "/verify/" in answer.url):
        page.locator("#verify-level").select_option(level)


def classes_the_address(person: SignIn, name: str) -> None:
    sysadmin = person("sysadmin")
    page = sysadmin.open("/settings/record-fields/")
    page.get_by_role("link", name="Мекенжай", exact=True).click()
    page.locator("select[name=data_class]").select_option(label=name)
    page.locator(".aq-save-bar, .set-save, form.set-form").get_by_role("button", name="Сақтау").first.click()
    expect(page.locator(".set-changes")).to_be_visible()
    sysadmin.assert_accessible()


def test_a_hidden_fact_is_told_only_when_the_caller_is_known_and_each_look_is_kept(
    person: SignIn, daulet: Window
) -> None:
    page = is_called(daulet, "+7 701 777 55 11")
    card = page.locator("#panel-client")
    verifies(page, "number")
    presses(page, "1", "panel-client")
    card.locator("[data-dialog=card]").click()
    page.locator("#card input[name=name]").fill("Ахметов Бауыржан")
    page.locator("#card input[name=address]").fill(ADDRESS)
    page.locator("#card .aq-form-foot button").first.click()
    expect(card).to_contain_text(ADDRESS)
    verifies(page, "none")
    expect(card).to_contain_text("әзірге айтуға болмайды")
    expect(card).not_to_contain_text(ADDRESS)
    daulet.assert_accessible()
    card.get_by_role("button", name="Салыстыру үшін көрсету: Мекенжай").click()
    expect(card).to_contain_text(ADDRESS)
    verifies(page, "number")
    expect(card).to_contain_text(ADDRESS)

    classes_the_address(person, "банк құпиясы")
    page.reload()
    expect(card).not_to_contain_text(ADDRESS)
    verifies(page, "document")
    expect(card).to_contain_text(ADDRESS)
    classes_the_address(person, "жеке деректер")

    page.locator("[data-write=note]").click()
    page.locator("[data-text]").fill(f"Карта {CARD}")
    page.keyboard.press("Control+Enter")
    note = page.locator(".aq-bubble-note").last
    expect(note).to_contain_text("•••• •••• •••• 6789")
    note.get_by_role("button", name="Нөмірді толық көрсету").click()
    expect(note).to_contain_text(CARD)
    page.locator("[data-scroll]").focus()
    page.keyboard.press("g")
    expect(page.locator("form[action$='/end/']")).to_have_count(0)
    closes(page)

    lead = person("lead")
    found = lead.open("/clients/?q=Ахметов")
    found.get_by_role("link", name="Ахметов Бауыржан").first.click()
    expect(found.locator(".aq-main")).to_contain_text("салыстыру үшін: Мекенжай")
    expect(found.locator(".aq-main")).to_contain_text("салыстыру үшін: Сөйлесу мәтіні")
