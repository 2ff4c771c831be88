"""Incoming and outgoing contacts about products and services: a clerk and an operator take, promise, call and note."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.acts import (
    accepts,
    arrives,
    at_the_desk,
    closes,
    leaves,
    presses,
    replies,
    says_why,
)
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

CLIENTS = """phone;name;language;note
87013334401;Жүнісова Сәуле;kk;Есептегіш 12.10 күні ауысады
87013334402;Ли Ерлан;ru;Просил уточнить тариф
12;Қате нөмір;kk;
"""


def makes_a_list(lead: Window, name: str, topic: str) -> Page:
    """From a table with a wrong row; running afterwards."""
    page = lead.open("/outbound/new/")
    page.locator("input[name=name]").fill(name)
    page.locator("select[name=queue]").select_option(label="Хабарлау")
    page.locator("select[name=topic]").select_option(label=topic)
    page.locator("input[name=needs_consent]").uncheck()
    page.locator("input[name=days_off]").check()
    for day in ("sat", "sun"):
        page.locator(f"input[name=weekdays][value={day}]").check()
    page.locator("input[name=hours]").fill("00:00-24:00")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/outbound/\d+/$"))
    return page


def takes_the_table_in(lead: Window, page: Page) -> None:
    page.keyboard.press("i")
    page.wait_for_url("**/table/")
    lead.allow("422")
    page.locator("input[name=table]").set_input_files(
        {"name": "clients.csv", "mimeType": "text/csv", "buffer": CLIENTS.encode()}
    )
    page.locator("form[enctype] button:not([data-picks])").click()
    expect(page.locator(".aq-rows")).to_contain_text("Қате нөмір")
    lead.assert_accessible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/outbound/\d+/$"))
    expect(page.locator("tbody")).to_contain_text("Жүнісова Сәуле")
    page.keyboard.press("s")
    expect(page.locator(".aq-facts")).to_contain_text("жүріп жатыр")


def takes_the_next(operator: Window, name: str, note: str) -> Page:
    """By the list of lists to the client in hand: card, script, masked number, then the number in full."""
    page = operator.open("/outbound/")
    page.get_by_role("row").filter(has_text=name).locator("a.aq-button").click()
    page.wait_for_url("**/next/")
    page.keyboard.press("n")
    expect(page.locator(".out-note").first).to_have_text(note)
    expect(page.locator(".out-number")).to_contain_text("···")
    page.keyboard.press("v")
    expect(page.locator(".out-number b")).to_contain_text("+7 701 333 44")
    return page


def calls(page: Page) -> None:
    page.keyboard.press("k")
    page.wait_for_url(re.compile(r"/desk/\d+/$"))
    expect(page.locator("#panel-outbound")).to_be_visible()


def test_an_operator_answers_promises_and_calls_from_a_list(person: SignIn, window: Callable[..., Window]) -> None:
    lead = person("lead")
    list_page = makes_a_list(lead, "Есептегіш ауысады", "Хабарлау")
    takes_the_table_in(lead, list_page)

    operator = at_the_desk(person, "nurgul")
    client = arrives(
        window("visitor", width=390, height=800),
        "Хабарлау",
        "Қандай есептегіш қоясыздар?",
    )
    page = accepts(operator, "Айгерім")
    replies(page, "Ультрадыбыстық есептегіш, тегін қойылады.")
    expect(client.locator("[data-talk]")).to_contain_text("Ультрадыбыстық")
    page.locator("[data-scroll]").focus()
    page.keyboard.press("b")
    page.wait_for_url("**/call-backs/new/**")
    soon = timezone.localtime() + timedelta(minutes=2)
    page.locator("input[name=when]").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    page.locator("input[name=number]").fill("8 701 333 44 55")
    page.locator("input[name=note]").fill("Құжаттарын дайындайды")
    operator.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel-client")).to_contain_text("Құжаттарын дайындайды")
    closes(page)

    page = takes_the_next(operator, "Есептегіш ауысады", "Есептегіш 12.10 күні ауысады")
    operator.assert_accessible()
    calls(page)
    page.locator("#panel-outbound input[name=note]").fill("Келісті")
    page.locator("#panel-outbound button[value=reached]").click()
    page.wait_for_url("**/next/")
    page = takes_the_next(operator, "Есептегіш ауысады", "Просил уточнить тариф")
    calls(page)
    page.locator("#panel-outbound button[value=refused]").click()
    page.wait_for_url("**/next/")

    list_page.reload()
    expect(list_page.locator(".out-figures dd").first).to_have_text(re.compile(r"2\D+2"))
    operator.open("/")
    expect(operator.page.locator("main")).to_contain_text("Құжаттарын дайындайды")
    operator.assert_accessible()

    operator.open("/desk/")
    expect(operator.page.locator(".aq-offer").first).to_contain_text("Айгерім", timeout=200_000)
    operator.page.keyboard.press("a")
    operator.page.wait_for_url(re.compile(r"/desk/\d+/$"))
    expect(operator.page.locator("#panel-client")).to_contain_text("+7 701 ··· 44 55")
    operator.page.locator("[data-scroll]").focus()
    operator.page.keyboard.press("g")
    presses(operator.page, "e", "close")
    operator.page.locator("#close").get_by_label("Жауап берілді").check()
    says_why(operator.page)
    operator.page.locator("#close .aq-form-foot button:not([data-picks])").click()
    expect(operator.page).to_have_url(re.compile(r"/desk/$"))
    operator.open("/call-backs/")
    expect(operator.page.locator(".out-row")).to_have_count(0)
    leaves(operator)


def test_a_clerk_answers_calls_back_now_and_notes_who_wants_silence(
    person: SignIn, window: Callable[..., Window]
) -> None:
    lead = person("lead")
    list_page = makes_a_list(lead, "Тариф туралы", "Хабарлау")
    takes_the_table_in(lead, list_page)

    anna = at_the_desk(person, "anna")
    arrives(
        window("visitor", width=390, height=800),
        "Хабарлау",
        "Тариф қанша?",
        name="Ерболат Сейіт",
    )
    page = accepts(anna, "Ерболат")
    replies(page, "Тариф 2026 жылы 210 теңге.")
    page.locator("[data-scroll]").focus()
    page.keyboard.press("b")
    page.wait_for_url("**/call-backs/new/**")
    page.locator("input[name=number]").fill("8 701 333 44 77")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#panel-client .out-promised")).to_have_count(1)
    closes_in_russian(page)

    page = anna.open("/call-backs/")
    page.locator(".out-row form button:not([data-picks])").last.click()
    page.wait_for_url(re.compile(r"/desk/\d+/$"))
    page.locator("#panel-client details.out-more summary").click()
    page.locator("#panel-client details.out-more input[name=reason]").fill("Больше не звонить")
    page.locator("#panel-client details.out-more button:not([data-picks])").click()
    expect(page.locator("#panel-client")).to_contain_text("По своей инициативе не связываемся")
    closes_in_russian(page)

    page = takes_the_next(anna, "Тариф туралы", "Есептегіш 12.10 күні ауысады")
    calls(page)
    page.locator("#panel-outbound button[value=no_answer]").click()
    page.wait_for_url("**/next/")
    list_page.reload()
    expect(list_page.locator("tbody")).to_contain_text("Жауап бермеді")
    anna.open("/")
    expect(anna.page.locator("main")).to_contain_text("Мои контакты сегодня")
    anna.assert_accessible()
    leaves(anna)


def closes_in_russian(page: Page) -> None:
    presses(page, "e", "close")
    page.locator("#close").get_by_label("Дан ответ").check()
    says_why(page)
    page.locator("#close .aq-form-foot button:not([data-picks])").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))
