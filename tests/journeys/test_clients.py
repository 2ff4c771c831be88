"""A client's card kept true: entered, corrected, errors told to the one responsible, two cards of one client joined."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.window import Window


def registers(window: Window, *, client: str, number: str, subject: str) -> Page:
    """A matter of a client whom nobody is taken to know; returns on the client's card."""
    page = window.open("/cases/new/")
    page.locator("input[name=name]").fill(client)
    page.locator("input[name=reached_by]").fill(number)
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill(subject)
    page.keyboard.press("Control+Enter")
    page.locator(".cases-who a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(client)
    return page


def adds(page: Page, value: str) -> None:
    page.keyboard.press("i")
    page.locator("#do input[name=value]").fill(value)
    page.locator("#do button").click()


def test_an_operator_removes_a_duplicate_and_keeps_every_number(person: SignIn) -> None:
    """Duty 10.F2.5: integrity checked, a double found and removed, confidentiality kept."""
    assel = person("assel")
    page = registers(assel, client="Смағұлова Шолпан", number="8 705 222 19 62", subject="Лифт жүрмейді")
    first = page.locator(".clients-reached").inner_text()
    assert "222" not in first  # masked

    assel.allow("422")
    adds(page, "880214400019")
    expect(page.locator("#do .aq-error")).to_be_visible()  # the check digit does not fit

    page = registers(assel, client="Smagulova Sholpan", number="8 705 222 19 26", subject="Лифт сынған")
    assel.allow("409")
    adds(page, "87052221962")  # it belongs to the first card
    page.locator(".aq-notice-bad a").click()
    expect(page.locator(".clients-compare")).to_contain_text("Смағұлова Шолпан")
    assel.assert_accessible()
    assel.assert_fits_a_phone()
    compared = page.url
    assel.open("/clients/doubles/")
    assel.assert_fits_a_phone()
    page.locator("tbody").get_by_role("link", name="Смағұлова Шолпан").click()
    expect(page.locator(".clients-compare")).to_contain_text("Смағұлова Шолпан")
    expect(page.locator(".aq-crumbs a").last).to_have_attribute("href", "/clients/doubles/")
    page.goto(compared)
    page.locator("input[name=name][value=there]").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Смағұлова Шолпан")
    expect(page.locator(".clients-reached > li")).to_have_count(2)
    expect(page.locator("body")).to_contain_text("Лифт жүрмейді")
    expect(page.locator("body")).to_contain_text("Лифт сынған")
    assel.assert_accessible()

    page.locator(".clients-merge button").click()  # a wrong merge is taken back
    expect(page.get_by_role("heading", level=1)).to_have_text("Smagulova Sholpan")
    expect(page.locator(".clients-reached > li")).to_have_count(1)


def test_an_operator_enters_data_as_prescribed_and_reports_an_error(person: SignIn) -> None:
    """Duty 10.F1.3: entered and updated by the rules; a discrepancy told to the one responsible, who answers."""
    assel = person("assel")
    page = registers(assel, client="Төлегенов Арман", number="8 705 333 19 62", subject="Құбыр жарылды")
    assel.allow("422")
    page.keyboard.press("e")
    form = page.locator("#do")
    form.locator("input[name=name]").fill("Төлегенов Арман 8705")
    form.locator("input[name=city]").fill("Астана")
    form.locator("input[name=street]").fill("Абай көшесі")
    form.locator("input[name=house]").fill("4")
    form.get_by_role("button").click()
    expect(form.locator(".aq-error").first).to_be_visible()  # a rule acts before saving
    form.locator("input[name=name]").fill("Төлегенов Арман Серікұлы")
    form.get_by_role("button").click()
    expect(page.locator(".aq-pairs").first).to_contain_text("Астана, Абай көшесі, 4")
    expect(page.locator(".aq-history ins").first).to_be_visible()

    page.locator(".clients-ask a").first.click()
    page.locator("select[name=field]").select_option("address")
    page.locator("textarea[name=text]").fill("Құжатта 14-үй деп тұр")
    assel.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reports")).to_contain_text("Құжатта 14-үй деп тұр")
    assel.assert_accessible()

    lead = person("lead")
    page = lead.open("/records/")
    row = page.locator("#reports li", has_text="Құжатта 14-үй деп тұр")
    row.locator("input[name=text]").fill("14 деп түзетілді")
    with page.expect_navigation():
        row.locator("button[value=mended]").click()
    lead.assert_accessible()
    lead.assert_fits_a_phone()
    lead.open("/records/map/")
    lead.assert_fits_a_phone()
    expect(assel.open("/records/").locator("#reports")).to_contain_text("14 деп түзетілді")
