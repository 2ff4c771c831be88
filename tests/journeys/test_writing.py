"""Writing to a client: spelling while one types, a word taught once for all, ready sentences with their versions."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, closes, leaves, presses
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

UNKNOWN = ".aq-spelling-marks u"


def marked(page: Page, *words: str) -> None:
    expect(page.locator(UNKNOWN)).to_have_text(list(words))


def chooses(page: Page, word: str) -> None:
    """From the menu that F7 opened, by the keyboard."""
    menu = page.locator(".aq-spelling-menu")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    while not menu.get_by_role("menuitem", name=word, exact=True).evaluate("item => item === document.activeElement"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(menu).to_have_count(0)


def test_slips_are_marked_while_one_types_and_mended_by_a_key_and_a_word_is_taught(
    person: SignIn, window: Callable[..., Window]
) -> None:
    nurgul = at_the_desk(person, "nurgul")
    arrives(window(), "Сумен жабдықтау", "Су қысымы әлсіз", name="Сәуле Ким")
    desk = accepts(nurgul, "Сәуле")
    desk.locator("[data-text]").click()
    desk.keyboard.type("Сәуле, отінішіңіз тіркелді. Сүтешік №12 ертең келеді ")
    marked(desk, "отінішіңіз", "Сүтешік")
    nurgul.assert_accessible()
    desk.locator("[data-text]").press("Home")
    desk.keyboard.press("F7")
    chooses(desk, "өтінішіңіз")
    marked(desk, "Сүтешік")
    desk.keyboard.press("F7")
    chooses(desk, "Ұйым сөздігіне қосу")
    expect(desk.locator(UNKNOWN)).to_have_count(0)
    expect(desk.locator("[data-text]")).to_have_value("Сәуле, өтінішіңіз тіркелді. Сүтешік №12 ертең келеді ")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-lines]")).to_contain_text("өтінішіңіз тіркелді")
    closes(desk)
    leaves(nurgul)
    page = person("sysadmin").open("/settings/words/")
    expect(page.get_by_role("link", name="сүтешік")).to_be_visible()


def test_the_editor_of_articles_marks_each_language_by_itself(person: SignIn) -> None:
    lead = person("lead")
    page = lead.open("/knowledge/new/")
    page.locator("textarea[name=body_ru]").click()
    page.keyboard.type("## Обрашение\nПринимается в тот же день ")
    marked(page, "Обрашение")
    page.locator(UNKNOWN).first.evaluate("mark => mark.getBoundingClientRect().width > 0 || mark.remove()")
    page.locator("textarea[name=body_ru]").press("F7")
    chooses(page, "Обращение")
    expect(page.locator("textarea[name=body_ru]")).to_have_value("## Обращение\nПринимается в тот же день ")
    lead.assert_accessible()


def writes_the_reply(lead: Window, shortcut: str, kk: str, ru: str) -> Page:
    page = lead.open("/knowledge/replies/new/")
    page.locator("input[name=shortcut]").fill(shortcut)
    page.locator("input[name=name_kk]").fill("Ауыстыру")
    page.locator("textarea[name=text_kk]").fill(kk)
    page.locator("textarea[name=text_ru]").fill(ru)
    page.get_by_role("button", name="Сақтау").click()
    return page


def test_a_lead_keeps_versions_of_a_ready_sentence_and_the_client_hears_the_new_queue(
    person: SignIn, window: Callable[..., Window]
) -> None:
    lead = person("lead")
    page = writes_the_reply(lead, "auystyru", "Сізді ауыстырамын: {kezek}", "Перевожу вас")
    lead.allow("409")
    expect(page.locator(".aq-main")).to_contain_text("{kezek}")
    page.locator("textarea[name=text_kk]").fill("Сізді ауыстырамын, кезек: {new_queue}")
    page.get_by_role("button", name="Сақтау").click()
    page.locator(".aq-row", has_text="auystyru").get_by_role("link").click()
    expect(page.locator(".aq-main")).to_contain_text("{new_queue} жоқ")
    page.locator("textarea[name=text_kk]").fill("Қош болыңыз")
    page.get_by_role("button", name="Сақтау").click()
    page.locator(".aq-row", has_text="auystyru").get_by_role("link").click()
    versions = page.locator(".knowledge-versions > li")
    expect(versions).to_have_count(2)
    expect(versions.first.locator("ins").first).to_be_visible()
    lead.assert_accessible()
    page.get_by_role("button", name="1-нұсқаға оралу").click()
    expect(versions).to_have_count(3)
    expect(page.locator("textarea[name=text_kk]")).to_have_value("Сізді ауыстырамын, кезек: {new_queue}")

    nurgul = at_the_desk(person, "nurgul")
    visitor = arrives(window(), "Сумен жабдықтау", "Батарея суық", name="Ерлан Сапаров")
    desk = accepts(nurgul, "Ерлан")
    presses(desk, "t", "transfer")
    desk.locator("#transfer select").select_option(label="Жылу")
    desk.locator("#transfer textarea[name=reason]").fill("Жылу мәселесі")
    desk.locator("#transfer .aq-form-foot button").click()
    expect(visitor.locator("[data-talk]")).to_contain_text("Сізді ауыстырамын, кезек: Жылу")
    expect(desk).to_have_url(AT_DESK)
    leaves(nurgul)
