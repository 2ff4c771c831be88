"""Consulting and orders: the need read back, what fits it, how it is paid, the order confirmed by the client."""

import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.acts import accepts, arrives, at_the_desk, closes, leaves, presses
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]

CATALOGUE = (
    "code;kind;name_kk;name_ru;prices;payment_forms;receiving;discounts;payment_kk;payment_ru;characteristics_kk;"
    "about_kk;about_ru;documents_kk;documents_ru;asked_next\n"
    "order-pass;product;Айлық жолақы;Месячный проездной;01.01.2026 6000;cash, card;office, delivery;"
    "50; Зейнеткерлерге; Пенсионерам;Алған кезде;При получении;Автобус: барлық бағыт;"
    "Автобуста шексіз сапар;Поездки на автобусе без ограничений;Жеке куәлік;Удостоверение;order-card\n"
    "order-card;product;Көлік картасы;Транспортная карта;01.01.2026 500;cash;office;;;;;"
    "Автобусқа карта;Карта для автобуса;;;\n"
)


def writes_the_catalogue(lead: Window) -> None:
    """Once, by a table; a discount has signs of its own, so its cell is quoted."""
    page = lead.open("/knowledge/catalogue/import/")
    rows = CATALOGUE.replace("50; Зейнеткерлерге; Пенсионерам", '"50; Зейнеткерлерге; Пенсионерам"')
    table: FilePayload = {"name": "catalogue.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("input[name=table]").set_input_files(files=[table])
    page.get_by_role("button", name="Кестені тексеру").click()
    if page.locator("input[name=sealed]").count():
        page.locator("form:has(input[name=sealed]) button:not([data-picks])").click()
        expect(page.get_by_role("link", name="Айлық жолақы")).to_be_visible()


def writes_a_line(page: Page, *, quantity: str, payment: str) -> None:
    form = page.locator("#line form")
    form.locator("[name=quantity]").fill(quantity)
    form.locator("[name=payment_form]").select_option(payment)
    page.keyboard.press("Control+Enter")


def takes_down_the_need(page: Page) -> None:
    """The client's own words are there already; read back, they are confirmed."""
    panel = page.locator("#panel-need")
    expect(panel.locator("[name=words]")).to_have_value(re.compile("жолақы"))
    panel.get_by_role("button", name="Жазып алу").click()
    panel.locator("[name=read_back]").fill("Күн сайын автобуспен жүруге айлық жолақы")
    panel.get_by_role("button", name="Клиент растады").click()
    expect(panel.locator(".order-need")).to_contain_text("оқып берілді, расталды")


def test_an_operator_advises_on_terms_of_payment_and_takes_the_order(person: SignIn, window: Open) -> None:
    writes_the_catalogue(person("lead"))
    assel = at_the_desk(person, "assel")
    client = arrives(window("visitor", width=390, height=800), "Көше жарығы", "Автобусқа айлық жолақы керек еді")
    page = accepts(assel)
    takes_down_the_need(page)
    panel = page.locator("#panel-need")
    fits = panel.locator(".order-list li", has_text="Айлық жолақы").first
    expect(fits).to_contain_text("атауында клиенттің сөзі бар")
    expect(fits).to_contain_text("Автобус: барлық бағыт")
    assel.assert_accessible()
    panel.get_by_role("button", name="Ұсындым: Айлық жолақы").click()
    panel.get_by_role("button", name="Алады: Айлық жолақы", exact=True).click()
    expect(panel).to_contain_text("«Айлық жолақы» соңынан сұралады")
    panel.get_by_role("button", name="Ұсындым: Көлік картасы").click()
    card = panel.locator(".order-list li", has_text="Көлік картасы").first
    card.locator("select[name=refusal]").select_option("has-it")
    card.get_by_role("button", name="Бас тартады: Көлік картасы").click()
    expect(panel).to_contain_text("Өзінде бар")

    presses(page, "r", "register")
    form = page.locator("#register")
    form.locator("select[name=kind]").select_option("order")
    expect(form.locator("[name=field_wanted_by]")).to_be_visible()
    form.locator("[name=subject]").fill("Айлық жолақы")
    form.locator(".aq-form-foot button:not([data-picks])").click()
    panel.get_by_role("link", name="тапсырысын жазу").click()
    page.get_by_role("link", name="Айлық жолақы").and_(page.locator(".aq-chip")).click()
    assel.allow("422")
    writes_a_line(page, quantity="-3", payment="card")
    expect(page.locator("#line")).to_contain_text("-3 тапсыруға болмайды")
    page.locator("#line [name=discount]").select_option("0")
    page.locator("#line [name=receiving]").select_option("delivery")
    page.locator("#line [name=address]").fill("Абай көшесі, 12")
    assel.assert_accessible()
    writes_a_line(page, quantity="2", payment="card")
    expect(page.locator(".order-total")).to_have_text("6 000 ₸")
    expect(page.locator(".order-text").first).to_contain_text("банк картасы")
    page.locator("body").press("p")
    expect(page.locator(".order-state")).to_contain_text("клиент растады")
    assel.assert_accessible()
    expect(client.locator("[data-talk]")).to_contain_text("Барлығы: 6 000 ₸")
    report = assel.open("/cases/offered/")
    expect(report.locator("tr", has_text="Көлік картасы")).to_contain_text("Өзінде бар: 1")
    page = assel.open("/desk/")
    page.locator(".aq-contact").first.click()
    closes(page, "registered")
    leaves(assel)


def test_a_clerk_takes_a_written_order_and_every_change_is_confirmed_anew(person: SignIn) -> None:
    writes_the_catalogue(person("lead"))
    anna = person("anna")
    page = anna.open("/cases/new/?kind=order")
    page.locator("input[name=name]").fill("Ким Сергей")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill("Проездной на месяц")
    page.locator("form.aq-form button:not([data-picks])").click()
    page.get_by_role("link", name="Заказ", exact=True).click()
    page.locator("[name=words]").fill("Мне на автобус каждый день, я пенсионер")
    page.get_by_role("button", name="Записать", exact=True).click()
    page.get_by_role("button", name="Клиент подтвердил").click()
    page.get_by_role("button", name="Предложено клиенту: Месячный проездной").click()
    page.get_by_role("button", name="Берёт: Месячный проездной", exact=True).click()
    page.locator(".aq-chip", has_text="Месячный проездной").click()
    page.locator("#line [name=receiving]").select_option("office")
    page.locator("#line [name=payment_terms]").select_option("При получении")
    writes_a_line(page, quantity="1", payment="cash")
    expect(page.locator(".order-text").first).to_contain_text("наличные. При получении")
    anna.assert_accessible()
    anna.assert_fits_a_phone()
    page.locator("body").press("p")
    expect(page.locator(".order-state")).to_contain_text("подтверждён клиентом")
    page.get_by_role("link", name="Изменить: Месячный проездной").click()
    writes_a_line(page, quantity="2", payment="card")
    expect(page.locator(".order-state")).to_contain_text("изменён после подтверждения")
    page.locator("body").press("p")
    expect(page.locator(".order-state")).to_contain_text("подтверждён клиентом")
    expect(page.get_by_text("Подтверждение 1,")).to_be_visible()
    page.locator(".order-cancel summary").click()
    page.locator(".order-cancel [name=reason]").fill("Купит сам")
    page.locator(".order-cancel button:not([data-picks])").click()
    expect(page.locator(".order-gone")).to_contain_text("1 отменённая строка")
    anna.assert_accessible()
