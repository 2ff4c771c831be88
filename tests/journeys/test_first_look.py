"""A new operator signs in, looks around, and makes the interface their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SignIn
from tests.journeys.people import PASSWORD
from tests.journeys.window import Window


def test_an_operator_signs_in_and_finds_the_duty_map(person: SignIn) -> None:
    assel = person("assel")
    page = assel.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Менің күнім")
    expect(page.get_by_role("banner")).to_contain_text("Әсел")
    assel.assert_accessible()
    page.get_by_role("navigation").get_by_role("link", name="Міндеттер").click()
    expect(page).to_have_url(f"{assel.url}/duties/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assel.assert_accessible()


def test_language_and_theme_stay_as_chosen(person: SignIn) -> None:
    assel = person("assel")
    page = assel.page
    for language, my_day in (("ru", "Мой день"), ("en", "My day"), ("kk", "Менің күнім")):
        menu = page.locator("details", has=page.locator("button[name=language]")).first
        menu.locator("summary").click()
        menu.locator(f"button[value={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("navigation").get_by_role("link", name=my_day)).to_be_visible()
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", language)

    page.locator("button[name=theme]").first.click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assel.assert_accessible()


def test_a_wrong_password_opens_nothing_and_says_so(window: Callable[..., Window]) -> None:
    nobody = window()
    page = nobody.open("/duties/")
    nobody.allow("422")
    expect(page).to_have_url(f"{nobody.url}/sign-in/?next=/duties/")
    page.locator("input[name=login]").fill("assel")
    page.locator("input[name=password]").fill(PASSWORD + "x")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    nobody.assert_accessible()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(f"{nobody.url}/duties/")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_is_usable_by_everyone(window: Callable[..., Window], language: str, scheme: str) -> None:
    nobody = window(language=language, color_scheme=scheme, width=390, height=800)
    nobody.open("/sign-in/")
    nobody.assert_accessible()
    nobody.assert_no_sideways_scroll()
