"""What is done with a complaint on its page, over and over."""

from playwright.sync_api import Page, expect


def checks(page: Page, what: str, found: str, result: str = "confirmed") -> None:
    """By the key K."""
    page.keyboard.press("k")
    form = page.locator("#part-check form.aq-form")
    form.locator("[name=what]").fill(what)
    form.locator(f"[name=result][value={result}]").check(force=True)
    form.locator("[name=found]").fill(found)
    form.locator("[name=found]").press("Control+Enter")
    expect(page.locator("#part-check .aq-rows")).to_contain_text(what)


def decides(page: Page, outcome: str, cause: str, grounds: str, remedy: str, lesson: str = "") -> None:
    """By the key D; `cause` as the list says it."""
    page.keyboard.press("d")
    form = page.locator("#part-decide form.aq-form")
    form.locator(f"[name=outcome][value={outcome}]").check(force=True)
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
