"""What is done with a complaint on its page, over and over."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn


def checks(page: Page, what: str, found: str, result: str = "confirmed") -> None:
    """By the key K."""
    page.keyboard.press("k")
    form = page.locator("#part-check form.aq-form")
    form.locator("[name=what]").fill(what)
    form.locator(f"[name=result][value={result}]").press("Space")
    form.locator("[name=found]").fill(found)
    form.locator("[name=found]").press("Control+Enter")
    expect(page.locator("#part-check .aq-rows")).to_contain_text(what)


def decides(page: Page, outcome: str, cause: str, grounds: str, remedy: str, lesson: str = "") -> None:
    """By the key D; `cause` as the list says it."""
    page.keyboard.press("d")
    form = page.locator("#part-decide form.aq-form")
    form.locator(f"[name=outcome][value={outcome}]").press("Space")
    option = form.locator("select[name=cause] option", has_text=cause)
    form.locator("select[name=cause]").select_option(option.get_attribute("value"))
    form.locator("[name=grounds]").fill(grounds)
    form.locator("[name=remedy]").fill(remedy)
    form.locator("[name=lesson]").fill(lesson)
    form.locator("[name=lesson]").press("Control+Enter")
    expect(page.locator("#part-decide dl")).to_contain_text(grounds)


def checks_and_decides(page: Page) -> None:
    checks(page, "Запись разговора 24.11", "Тон резкий")
    decides(page, "full", "Дөрекі", "Запись подтвердила грубость", "Принесены извинения")


def answers_by_agreement(person: SignIn, page: Page, text: str) -> None:
    """The one who leads it drafts, the lead agrees, the head signs; back to the page of the case."""
    address = page.url.split("?")[0].split("#")[0]
    page.goto(f"{address}answer/")
    page.locator("textarea[name=text]").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-badge-attention")).to_be_visible()
    for login, act in (("lead", "Келісемін"), ("head", "Қол қойып жіберу")):
        theirs = person(login).page
        theirs.goto(f"{address}answer/")
        theirs.get_by_role("button", name=act).click()
        expect(theirs.get_by_role("button", name=act)).to_have_count(0)
    page.goto(address)
    expect(page.locator(".aq-history")).to_contain_text(text)


def writes_down_that_it_is_solved(page: Page) -> None:
    """The client said so by telephone: the case closes by their word."""
    address = page.url.split("?")[0].split("#")[0]
    page.goto(f"{address}answer/")
    form = page.locator("form[action$='/confirmation/']")
    form.locator("input[name=solved][value=yes]").check(force=True)
    form.locator("[name=words]").fill("Телефонмен айтты")
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-state-good", has_text="Телефонмен айтты")).to_be_visible()
