"""A clerk and an operator meet what no script foresees; the managers on duty see to it."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, closes, leaves, presses, replies, says_why
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]


def test_an_operator_reports_an_emergency_from_the_desk_and_the_lead_sees_to_it(person: SignIn, window: Open) -> None:
    lead = person("lead")
    watched = lead.open("/")
    expect(watched.locator(".aq-bell .aq-top-button")).to_be_visible()
    assel = at_the_desk(person, "assel")
    arrives(window("visitor"), "Көше жарығы", "Аулада жалаңаш сым жатыр, балалар ойнап жүр", name="Сымды Көрген")
    desk = accepts(assel, "Сымды Көрген")
    replies(desk, "Балаларды алыстатыңыз, қазір хабарлаймын.")
    desk.locator("[data-scroll]").click()
    desk.keyboard.press("v")
    expect(desk).to_have_url(re.compile("/situations/new/"))
    expect(desk.get_by_text("Сымды Көрген")).to_be_visible()
    desk.get_by_label("Қауіп-қатер, қорқыту").check()
    desk.get_by_label("Өте ауыр").check()
    assel.assert_accessible()
    desk.locator("[name=what]").fill("Абай 45, аулада жалаңаш сым. 112-ге хабарланды.")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("Әлі ешкім қабылдаған жоқ").first).to_be_visible()

    expect(watched.locator(".aq-bell .aq-alert-count")).to_have_text("1")
    watched.locator(".aq-bell a").click()
    watched.get_by_role("link", name="Қауіп-қатер, қорқыту").first.click()
    expect(watched.get_by_text("112-ге хабарланды")).to_be_visible()
    lead.assert_accessible()
    watched.keyboard.press("a")
    expect(watched.get_by_text("Басшы айналысуда").first).to_be_visible()
    watched.locator("[name=text]").fill("Энергетиктер жолда")
    watched.locator("form[action$='/notes/'] button").click()
    watched.locator("[name=outcome]").fill("Сым алынды, аула қауіпсіз")
    watched.locator("form[action$='/resolve/'] button").click()
    expect(watched.get_by_text("Шешілді").first).to_be_visible()

    desk = assel.open("/situations/")
    desk.get_by_role("link", name="Қауіп-қатер, қорқыту").first.click()
    expect(desk.get_by_text("Сым алынды, аула қауіпсіз")).to_be_visible()
    desk.get_by_role("link", name="Сымды Көрген").click()
    closes(desk)
    papers = assel.open("/processed/")
    expect(papers.locator("tbody tr").first).to_contain_text("Көше жарығы")
    assel.assert_accessible()
    with papers.expect_download() as journal:
        papers.locator("a[href$='export=contacts']").click()
    assert journal.value.suggested_filename.endswith(".xlsx")
    leaves(assel)


def test_a_clerk_reports_a_situation_and_keeps_the_papers_of_processed_requests(person: SignIn, window: Open) -> None:
    anna = at_the_desk(person, "anna")
    arrives(window("visitor"), "Көше жарығы", "Шам қашан жөнделеді?", name="Шам Сұраған")
    desk = accepts(anna, "Шам Сұраған")
    replies(desk, "Үш жұмыс күнінде.")
    presses(desk, "e", "close")
    desk.locator("#close").get_by_label("Дан ответ").check()
    says_why(desk)
    desk.locator("#close .aq-form-foot button").click()
    expect(desk).to_have_url(AT_DESK)

    page = anna.open("/situations/")
    page.keyboard.press("n")
    page.get_by_label("Вопрос без ответа в базе знаний").check()
    page.get_by_label("Незначительная").check()
    page.locator("[name=what]").fill("Клиент спрашивает о лампах на солнечных батареях")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Клиент спрашивает о лампах")).to_be_visible()
    expect(page.get_by_text("Тілеубергенова Мәдина")).to_be_visible()

    page = anna.open("/cases/new/")
    page.locator("[name=name]").fill("Сара Жұмабаева")
    page.locator("[name=topic]").select_option(label="Уличное освещение")
    page.locator("[name=subject]").fill("Фонарь искрит над детской площадкой")
    page.locator("[name=outside]").fill("ЖТ-2026/45")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("/cases/AQ-"))
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    page.keyboard.press("v")
    expect(page).to_have_url(re.compile("/situations/new/"))
    expect(page.get_by_role("link", name=re.compile(number))).to_be_visible()

    papers = anna.open("/processed/")
    expect(papers.locator("tbody tr").first).to_contain_text("Уличное освещение")
    papers.locator("a[href*='show=journal']").click()
    expect(papers.locator("tbody tr").first).to_contain_text("ЖТ-2026/45")
    anna.assert_accessible()
    with papers.expect_download() as report:
        papers.locator("a[href$='export=report']").click()
    assert report.value.suggested_filename.endswith(".pdf")
    with papers.expect_download() as journal:
        papers.locator("a[href$='export=journal']").click()
    assert journal.value.suggested_filename.startswith("journal-")
    leaves(anna)
