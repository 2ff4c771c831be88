"""Matters that come in otherwise: on paper, in a table; who is responsible for them, and what is another body's."""

import io
import re
from datetime import timedelta

import xlsxwriter
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.launch import Product
from tests.journeys.test_first_contact import PICTURE
from tests.journeys.window import Window

SUBJECT = "Жеке кабинеттегі есеп қате"


def drops_into_the_scan_folder(product: Product, name: str, data: bytes) -> None:
    folder = product.data / "scans"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def finds_what_waits(clerk: Window) -> Page:
    page = clerk.open("/cases/")
    page.keyboard.press("p")
    expect(page.get_by_role("link", name="шағым.png", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("шағым.pdf")).to_be_visible(timeout=30_000)  # laid aside, with its reason
    clerk.assert_accessible()
    return page


def types_the_paper(clerk: Window, page: Page) -> None:
    page.get_by_role("link", name="шағым.png", exact=True).click()
    expect(page.locator(".cases-scan img")).to_be_visible()
    page.locator("input[name=name]").fill("Ким Сергей")
    page.locator("select[name=kind]").select_option("complaint")
    page.locator("select[name=field_about]").select_option("payment")
    page.locator("select[name=field_severity]").select_option("low")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill(SUBJECT)
    received = timezone.localdate() - timedelta(days=7)
    before = page.locator("#promise").inner_text()
    page.locator("input[name=received_on]").fill(received.isoformat())
    page.locator("input[name=received_on]").dispatch_event("change")
    expect(page.locator("#promise")).not_to_have_text(before)
    page.locator("input[name=pages]").set_input_files(
        {"name": "екінші бет.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00\x03 this is a program"}
    )
    expect(page.locator("#scans .aq-notice-bad")).to_contain_text("екінші бет.pdf")
    expect(page.locator("input[name=subject]")).to_have_value(SUBJECT)  # what is typed stays
    expect(page.locator(".cases-scan img")).to_be_visible()
    clerk.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)


def checks_what_was_typed(second: Window, number: str) -> Page:
    page = second.open("/cases/papers/")
    page.get_by_role("link", name=f"Тексеру: {number}").click()
    expect(page.locator(".cases-scan img")).to_be_visible()
    second.assert_accessible()
    page.locator("input[name=subject]").fill("Жеке кабинеттегі сома қате")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/cases/papers/$"))
    return page


def test_a_paper_complaint_is_typed_beside_its_scan_and_a_second_person_checks_it(
    person: SignIn, product: Product
) -> None:
    drops_into_the_scan_folder(product, "шағым.png", PICTURE)
    drops_into_the_scan_folder(product, "шағым.pdf", b"MZ\x90\x00\x03 this is a program")
    assel = person("assel")
    assel.allow("422")
    page = finds_what_waits(assel)
    types_the_paper(assel, page)
    number = page.url.rstrip("/").split("/")[-1]
    expect(page.locator(".aq-history")).to_contain_text("қағаз")
    page.goto(f"{assel.url}/cases/papers/")
    expect(page.get_by_role("link", name=f"Тексеру: {number}")).to_have_count(0)  # not by the one who typed it

    second = person("quanysh")
    checks_what_was_typed(second, number)
    page.goto(f"{assel.url}/cases/{number}/paper/")
    expect(page.locator("del")).to_have_text(SUBJECT)
    for name in ("Сағындықова", "Байжанов"):
        expect(page.locator(".cases-paper")).to_contain_text(name)
    assel.assert_accessible()


HEAD = "Тема;Суть;Имя;Телефон или эл. почта;День поступления"


def uploads(page: Page, name: str, data: bytes) -> None:
    page.locator("input[name=table]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Посмотреть строки").click()


def with_a_formula() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(";"))
        sheet.write_formula("B2", "=1+1", None, 2)
    return buffer.getvalue()


def test_a_clerk_registers_a_table_of_matters_all_or_none(person: SignIn) -> None:
    anna = person("anna")
    anna.allow("422")
    anna.allow("409")
    page = anna.open("/cases/table/")
    anna.assert_accessible()
    uploads(page, "список.xlsx", with_a_formula())
    expect(page.locator(".aq-error-summary")).to_contain_text("B2")
    wrong = f"{HEAD}\nlighting;Не горит фонарь;Ким Сергей;87015552148;\nnothing;Лифт;Ли Анна;12;\n"
    uploads(page, "список.csv", wrong.encode("cp1251"))
    expect(page.locator(".cases-faults")).to_have_count(1)
    expect(page.locator(".cases-faults")).to_contain_text("nothing")
    anna.assert_accessible()
    right = f"{HEAD}\nlighting;Не горит фонарь;Ким Сергей;87015552148;\nlighting;Лампа мигает;Ли Анна;;\n"
    uploads(page, "список.csv", right.encode("utf-16"))
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("view=mine"))
    for subject in ("Не горит фонарь", "Лампа мигает"):
        expect(page.get_by_role("link", name=subject)).to_be_visible()
    page = anna.open("/cases/table/")
    uploads(page, "тот же список.csv", right.encode("utf-16"))
    expect(page.locator(".aq-notice-bad")).to_contain_text("уже зарегистрирована")


def says_who_is_responsible(administrator: Window) -> None:
    page = administrator.open("/settings/responsible/new/")
    page.locator("select[name=topic]").select_option("lighting")
    page.locator("select[name=unit]").select_option("other")
    page.locator("select[name=person]").select_option("foreign_operator")
    administrator.assert_accessible()
    page.keyboard.press("Control+S")
    expect(page).to_have_url(re.compile(r"/settings/responsible/"))


def test_a_matter_goes_to_who_is_responsible_and_what_is_not_ours_to_another_body(person: SignIn) -> None:
    says_who_is_responsible(person("sysadmin"))
    assel = person("assel")
    page = assel.open("/cases/new/")
    page.locator("input[name=name]").fill("Петрова Наталья")
    page.locator("select[name=topic]").select_option(label="Көше жарығы")
    page.locator("input[name=subject]").fill("Көшеде жарық жоқ, жол ойылған")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".cases-waits")).to_contain_text("Бекова")
    address = page.url.split("?")[0]

    department = person("foreign_operator")
    row = department.open("/assignments/").locator("li", has_text="Көшеде жарық жоқ")
    expect(row).to_contain_text("сізге атап")
    department.assert_accessible()

    page.keyboard.press("a")
    form = page.locator("#do")
    form.locator("select[name=unit]").select_option(label="Қала тобы")
    form.locator("select[name=after]").select_option(index=1)
    form.locator("button").click()
    expect(page.locator(".cases-waits li")).to_have_count(2)
    expect(page.locator(".cases-waits li").nth(1)).to_contain_text("Қала тобы")
    assel.assert_accessible()

    page.goto(f"{address}?do=outside#do")
    page.locator("#do input[name=said]").fill("ЖТ-2026/0915")
    page.locator("#do button").click()
    expect(page.locator(".aq-history")).to_contain_text("ЖТ-2026/0915")

    page.goto(f"{address}?do=forward#do")
    form = page.locator("#do")
    expect(form).to_contain_text("65-бап")
    form.locator("select[name=body]").select_option(label="Қала әкімдігі")
    form.locator("textarea[name=reason]").fill("Жолды жөндеу әкімдіктің құзыретінде")
    form.locator("input[name=number]").fill("12-3/456")
    assel.assert_accessible()
    form.locator("button").click()
    expect(page.locator(".aq-facts .aq-badge")).to_contain_text("Қала әкімдігі")
    expect(page.locator(".aq-history")).to_contain_text("мына органға жіберді: Қала әкімдігі")
    expect(page.locator(".aq-history")).to_contain_text("Жолды жөндеу әкімдіктің құзыретінде")
    assel.assert_accessible()
