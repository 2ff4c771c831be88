"""Advising on products and services: written by a lead, found at the desk, told; a change is confirmed."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.acts import AT_DESK, says_why
from tests.journeys.conftest import SignIn
from tests.journeys.test_desk import accepts, arrives, at_the_desk, closes, leaves
from tests.journeys.window import Window

CATALOGUE = (
    "code;kind;name_kk;name_ru;prices;payment_forms;payment_kk;payment_ru;characteristics_kk;characteristics_ru;"
    "documents_kk;documents_ru;alternatives;asked_next\n"
    "bus-card;product;Көлік картасы;Транспортная карта;01.01.2026 500;cash, qr;Бірден төленеді;Оплата сразу;"
    "Сапар: 100 ₸;Поездка: 100 ₸;Құжат керек емес;Документы не нужны;bus-pass;bus-pass\n"
    "bus-pass;product;Айлық билет;Месячный проездной;01.01.2026 6000;cash, instalments;Үш айға бөлінеді;"
    "Частями за три месяца;Сапар: шексіз;Поездка: без ограничений;Жеке куәлік;Удостоверение;;\n"
)


def writes_the_catalogue(lead: Window) -> None:
    """Once, by a table; the second journey finds it there."""
    page = lead.open("/knowledge/catalogue/import/")
    table: FilePayload = {"name": "catalogue.csv", "mimeType": "text/csv", "buffer": CATALOGUE.encode()}
    page.locator("input[name=table]").set_input_files(files=[table])
    with page.expect_navigation():
        page.get_by_role("button", name="Кестені тексеру").click()
    lead.assert_accessible()
    if page.locator("input[name=sealed]").count():
        page.locator("form:has(input[name=sealed]) button").click()
        expect(page.get_by_role("link", name="Көлік картасы")).to_be_visible()
    lead.open("/knowledge/catalogue/compare/?codes=bus-card,bus-pass")
    lead.assert_fits_a_phone()


def something_happens(lead: Window, name: str) -> None:
    page = lead.open("/knowledge/now/new/")
    page.locator("input[name=name_kk]").fill(name)
    page.locator("textarea[name=text_kk]").fill("Шамдар кешке жөнделеді")
    page.locator("textarea[name=text_ru]").fill("Фонари починят вечером")
    page.locator("select[name=topics]").select_option("lighting")
    lead.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(name).first).to_be_visible()


def finds(page: Page, words: str, title: str) -> None:
    page.locator("#panel-knowledge").get_by_role("searchbox").fill(words)
    page.locator("#panel-knowledge summary").filter(has_text=title).first.click()


def inserts(page: Page, section: str) -> None:
    page.locator("#panel-knowledge .aq-desk-offer h3").filter(has_text=section).locator("[data-insert]").first.click()


def leaves_a_step_out(page: Page) -> None:
    script = page.locator("#panel-script")
    script.locator("summary", has_text="Қалдыру").click()
    script.locator("select[name=skipped]").select_option("hurry")
    script.get_by_role("button", name="Қалдыру").click()
    expect(script.locator(".aq-step-said")).to_contain_text("клиент асығып тұр")


def test_an_operator_advises_on_a_product_its_payment_and_alternatives(
    person: SignIn, window: Callable[..., Window]
) -> None:
    writes_the_catalogue(person("lead"))
    lead = person("lead")
    something_happens(lead, "Абай даңғылында жарық жоқ")
    assel = at_the_desk(person)
    client = arrives(window("visitor", width=390, height=800), question="Автобус картасы қанша тұрады?")
    page = accepts(assel)
    expect(page.locator(".aq-desk-happening").first).to_contain_text("Шамдар кешке жөнделеді")
    finds(page, "карта", "Көлік картасы")
    panel = page.locator("#panel-knowledge")
    expect(panel).to_contain_text("500")
    assel.assert_accessible()
    inserts(page, "Бағасы")
    inserts(page, "Төлеу")
    page.keyboard.press("Control+Enter")
    expect(client.locator("[data-talk]")).to_contain_text("қолма-қол, QR-код")
    expect(client.locator("[data-talk]")).to_contain_text("Бірден төленеді")
    expect(panel.get_by_role("link", name="Салыстыру: Айлық билет")).to_be_visible()
    panel.locator("[data-ask]").first.click()
    expect(panel).to_contain_text("6 000")
    leaves_a_step_out(page)
    closes(page, "Жауап берілді")
    leaves(assel)
    lead.page.get_by_role("button", name="Аяқталды: Абай даңғылында жарық жоқ").click()
    expect(lead.page.get_by_role("button", name="Аяқталды: Абай даңғылында жарық жоқ")).to_have_count(0)


def test_a_clerk_compares_and_tells_the_terms_in_russian(person: SignIn, window: Callable[..., Window]) -> None:
    writes_the_catalogue(person("lead"))
    anna = person("anna")
    page = anna.open("/desk/")
    page.get_by_role("button", name="Стать доступным").click()
    client = window("visitor", language="ru").open("/visit/?language=ru")
    client.locator("input[name=name]").fill("Иван Ковалёв")
    client.locator("textarea[name=text]").fill("Карта или проездной?")
    client.locator("select[name=topic]").select_option(label="Уличное освещение")
    client.locator("button[name=agree]").click()
    page = accepts(anna)
    finds(page, "карта", "Транспортная карта")
    with page.expect_navigation():
        page.locator("#panel-knowledge").get_by_role("link", name="Сравнить с: Месячный проездной").click()
    expect(page.locator("table")).to_contain_text("без ограничений")
    anna.assert_accessible()
    page.go_back()
    finds(page, "проездной", "Месячный проездной")
    page.locator("#panel-knowledge [data-found] .aq-desk-insert").first.click()
    page.keyboard.press("Control+Enter")
    expect(client.locator("[data-talk]")).to_contain_text("Частями за три месяца")
    expect(client.locator("[data-talk]")).to_contain_text("Удостоверение")
    closes_in_russian(page)
    leaves(anna)


def closes_in_russian(page: Page) -> None:
    page.locator("[data-scroll]").focus()
    page.keyboard.press("e")
    page.locator("#close").get_by_label("Дан ответ").check()
    says_why(page)
    page.locator("#close form[method=post] button").last.click()
    expect(page).to_have_url(AT_DESK)


def test_a_change_must_be_read_and_the_lead_sees_who_has_not(person: SignIn) -> None:
    lead = person("lead")
    page = lead.open("/knowledge/weak-water/edit/")
    page.locator("textarea[name=body_kk]").fill(
        "Қысым әлсіз болса, 55 00 41 нөміріне хабарлаңыз.\n\n> Клиентке мекенжайды сұраңыз"
    )
    page.locator("select[name=tell]").select_option("read")
    page.locator("input[name=note_kk]").fill("Жаңа нөмір")
    page.get_by_role("button", name="Бекітуге жіберу").click()
    shift = person("shift")
    page = shift.open("/")
    page.locator(".aq-row", has_text="Су қысымы әлсіз").get_by_role("link", name="Бекіту").click()
    expect(page.locator("ins").first).to_be_visible()
    shift.assert_accessible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/knowledge/work/")

    assel = person("assel")
    day = assel.open("/")
    day.locator(".aq-row", has_text="Жаңа нөмір").get_by_role("link").first.click()
    day.get_by_role("link", name="Ашу").click()
    expect(day.locator(".knowledge-note")).to_contain_text("мекенжайды")
    day.go_back()
    day.keyboard.press("Control+Enter")
    day.wait_for_url("**/knowledge/changes/")

    page = lead.open("/knowledge/changes/?shown=all")
    page.get_by_role("link", name="Су қысымы әлсіз").first.click()
    expect(page.locator(".aq-card", has_text="Оқығандар").last).to_contain_text("Сағындықова")
    expect(page.locator(".aq-card", has_text="Оқымағандар").last).to_contain_text("Байжанов")
    lead.assert_accessible()
