"""Before the shift an operator tries the workplace; who leads them sees what fails."""

from playwright.sync_api import Page, expect

from tests.journeys.acts import becomes_available
from tests.journeys.conftest import SignIn


def choose(page: Page, part: str, answer: str) -> None:
    page.locator(f"[data-part={part}] label.aq-segment:has(input[value={answer}])").click()


def test_a_workplace_is_tried_and_the_lead_sees_what_fails(person: SignIn) -> None:
    assel = person("assel")
    page = assel.open("/me/")
    page.get_by_role("link", name="Тексеру").click()
    expect(page.locator("[data-part=network] [data-said]")).to_contain_text("мс")
    page.locator("[data-letters]").fill("әғқңөұүһі")
    expect(page.locator("[data-part=keyboard] input[value=works]")).to_be_checked()
    choose(page, "sound", "works")
    choose(page, "microphone", "fails")
    assel.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-notice")).to_contain_text("Микрофон")
    assel.open("/desk/")
    becomes_available(assel)
    lead = person("lead")
    lead.open("/people/")
    expect(lead.page.locator("tr", has_text="Сағындықова")).to_contain_text("жұмыс орны: Микрофон")
