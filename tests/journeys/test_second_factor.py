"""A lead behind a second factor: the telephone is added once, then asked for; each code opens once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import launch
from tests.journeys.launch import Product
from tests.journeys.people import PASSWORD
from tests.journeys.window import Window


@pytest.fixture(scope="module")
def product(request: pytest.FixtureRequest, founded: Path) -> Iterator[Product]:
    """The one journey whose product asks for the second factor; the demo has it off by name."""
    noop = request.config.getoption("--noop") or ""
    with launch.running(founded, noop=noop, ANYQTAMA_SECOND_FACTOR="1") as running:
        yield running


def knock(lead: Window) -> Page:
    page = lead.open("/sign-in/?next=/duties/")
    page.locator("input[name=login]").fill("lead")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    return page


def give(page: Page, code: str) -> None:
    page.locator(".aq-code-field input:not([type=hidden])").fill(code)
    page.locator(".aq-code-field button").click()


def test_a_lead_adds_a_telephone_and_is_asked_for_it(window: Callable[..., Window]) -> None:
    lead = window()
    lead.allow("422")
    page = knock(lead)
    expect(page.locator(".aq-secret")).to_be_visible()
    lead.assert_accessible()
    telephone = pyotp.TOTP(page.locator(".aq-secret").inner_text().replace(" ", ""))
    right = telephone.now()
    give(page, f"{(int(right) + 1) % 1_000_000:06d}")
    expect(page.get_by_role("alert")).to_be_visible()
    give(page, telephone.now())
    expect(page).to_have_url(f"{lead.url}/me/recovery-codes/")
    recovery = page.locator("code").first.inner_text()
    lead.assert_accessible()

    other = window()
    other.allow("422")
    page = knock(other)
    expect(page).to_have_url(f"{other.url}/sign-in/code/")
    other.assert_accessible()
    give(page, right)  # it opened the door once: shown again it is somebody who looked over the shoulder
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(f"{other.url}/duties/")
    expect(page).to_have_url(f"{other.url}/sign-in/?next=/duties/")
    page = knock(other)
    give(page, recovery)
    expect(page).to_have_url(f"{other.url}/duties/")
