"""A shift at the desk when things go wrong, and two operators who help each other. Its verbs: verbs.csv."""

import json
import re
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import (
    AT_DESK,
    AVAILABLE,
    accepts,
    arrives,
    at_the_desk,
    becomes_available,
    closes,
    is_offered,
    leaves,
    presses,
    replies,
    says,
)
from tests.journeys.conftest import SignIn
from tests.journeys.launch import Product
from tests.journeys.people import PASSWORD
from tests.journeys.queues import API_TOKEN
from tests.journeys.window import Window

Open = Callable[..., Window]


@pytest.fixture
def daulet(person: SignIn) -> Window:
    return at_the_desk(person, "daulet")


def test_a_contact_nobody_accepts_keeps_its_place_and_the_operator_is_away(daulet: Window, window: Open) -> None:
    first = arrives(window("first"), "Жылу", "Радиатор суық", name="Бірінші Клиент")
    is_offered(daulet, "Бірінші Клиент")
    expect(daulet.page.locator(".aq-offer")).to_have_count(0, timeout=30_000)
    expect(daulet.page.locator(".aq-my-state")).to_contain_text("Орнында жоқ")
    expect(first.locator(".aq-widget-wait")).to_be_visible()
    second = arrives(window("second"), "Жылу", "Менде де суық", name="Екінші Клиент")
    expect(second.locator("[data-panel]")).to_contain_text("алдыңызда 1 адам")
    becomes_available(daulet)
    page = accepts(daulet, "Бірінші Клиент")
    expect(page.locator("[data-lines]")).to_contain_text("Радиатор суық")
    closes(page)
    closes(accepts(daulet, "Екінші Клиент"))
    leaves(daulet)


def test_a_contact_rings_on_whatever_page_the_operator_is(daulet: Window, window: Open) -> None:
    daulet.open("/cases/")
    arrives(window("visitor"), "Жылу", "Тағы да суық", name="Тоқтар Әлімов")
    is_offered(daulet, "Тоқтар Әлімов")
    expect(daulet.page).to_have_title(re.compile("Тоқтар Әлімов"))
    daulet.assert_accessible()
    page = accepts(daulet, "Тоқтар Әлімов")
    closes(page)
    leaves(daulet)


def test_a_visitor_reloads_and_loses_the_line_and_every_word_arrives_once(daulet: Window, window: Open) -> None:
    visitor = window("visitor", width=390, height=844)
    visitor.allow("ERR_INTERNET_DISCONNECTED|WebSocket")
    talk = arrives(visitor, "Жолдар", "Жол шұңқыры", name="Желі Жоқ")
    desk = accepts(daulet, "Желі Жоқ")
    talk.locator("textarea[name=text]").fill("Жартылай жазылған")
    talk.reload()
    expect(talk.locator("[data-talk]")).to_contain_text("Жол шұңқыры")
    expect(talk.locator("textarea[name=text]")).to_have_value("Жартылай жазылған")

    visitor.context.set_offline(True)
    says(talk, "Желі жоқ кезде бірінші")
    says(talk, "Желі жоқ кезде екінші")
    expect(talk.locator("p[data-offline]")).to_be_visible()
    expect(talk.locator(".portal-pending")).to_have_count(2)
    replies(desk, "Қай көшеде?")
    talk.wait_for_timeout(3000)
    expect(desk.locator("[data-lines]")).not_to_contain_text("Желі жоқ")
    visitor.context.set_offline(False)
    expect(talk.locator("p[data-offline]")).to_be_hidden(timeout=20_000)
    expect(talk.locator(".portal-pending")).to_have_count(0)
    expect(talk.locator("[data-talk]")).to_contain_text("Қай көшеде?")
    for words in ("Желі жоқ кезде бірінші", "Желі жоқ кезде екінші"):
        expect(desk.locator("[data-lines] .aq-bubble", has_text=words)).to_have_count(1)
        expect(talk.locator("[data-talk] .aq-bubble", has_text=words)).to_have_count(1)
    closes(desk)
    leaves(daulet)


def test_two_operators_consult_hold_and_hand_on(daulet: Window, person: SignIn, window: Open) -> None:
    nurgul = at_the_desk(person, "nurgul")
    talk = arrives(window("visitor"), "Жолдар", "Бағдаршам істемейді", name="Кеңес Күткен")
    desk = accepts(daulet, "Кеңес Күткен")
    replies(desk, "Сәлеметсіз бе! Қазір анықтаймын.")

    presses(desk, "c", "consult")
    desk.locator("#consult select").select_option(label="Әбенова Нұргүл")
    desk.locator("#consult textarea").fill("Бағдаршамды кім жөндейді?")
    desk.locator("#consult .aq-form-foot button").click()
    expect(desk.locator("#consult")).to_be_hidden()
    asked = nurgul.page.locator("[data-questions] a")
    expect(asked).to_contain_text("Бағдаршамды кім жөндейді?")
    asked.click()
    nurgul.page.locator(".aq-composer-note textarea").fill("«Қалажол», бір тәулікте")
    nurgul.page.keyboard.press("Control+Enter")
    expect(desk.locator("[data-lines] .aq-bubble-note")).to_contain_text("«Қалажол», бір тәулікте")
    expect(talk.locator("[data-talk]")).not_to_contain_text("Қалажол")

    desk.locator("[data-scroll]").focus()
    desk.keyboard.press("n")
    desk.locator("[data-text]").fill("Әріптестерге: сұрадым")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-lines] .aq-bubble-note", has_text="сұрадым")).to_have_count(1)
    expect(desk.locator("[data-composer]")).to_have_attribute("data-mode", "reply")  # the next words are for the client

    desk.locator("[data-scroll]").focus()
    desk.keyboard.press("h")
    expect(desk.locator("form[action$='/resume/']")).to_be_visible()
    expect(talk.locator("[data-talk] .aq-system")).to_have_count(2)
    desk.keyboard.press("h")
    expect(desk.locator("form[action$='/hold/']")).to_be_visible()

    presses(desk, "t", "transfer")
    desk.locator("#transfer select").select_option(label="Әбенова Нұргүл")
    desk.locator("#transfer textarea[name=reason]").fill("Бағдаршамдарды ол біледі")
    desk.locator("#transfer .aq-form-foot button").click()
    expect(desk).to_have_url(AT_DESK)
    nurgul.open("/desk/")
    nurgul.page.locator("[data-contacts] a", has_text="Кеңес Күткен").click()
    expect(nurgul.page.locator("[data-lines]")).to_contain_text("Бағдаршамдарды ол біледі")
    replies(nurgul.page, "Бір тәулікте жөнделеді")
    expect(talk.locator("[data-talk]")).to_contain_text("Бір тәулікте жөнделеді")
    expect(talk.locator("[data-talk]")).not_to_contain_text("Бағдаршамдарды ол біледі")
    closes(nurgul.page)
    leaves(nurgul)
    leaves(daulet)


def test_an_abusive_visitor_is_blocked_with_a_reason(daulet: Window, window: Open) -> None:
    visitor = window("visitor")
    visitor.allow("403")
    talk = arrives(visitor, "Жолдар", "Балағат сөздер", name="Дөрекі Адам")
    desk = accepts(daulet, "Дөрекі Адам")
    presses(desk, "x", "blocking")
    desk.locator("#blocking textarea").fill("Қайталанған балағат")
    desk.locator("#blocking .aq-form-foot button").click()
    expect(desk.locator("#panel-client .aq-state-bad")).to_be_visible()
    expect(talk.locator("[data-over]")).to_be_visible()
    closes(desk)
    talk.locator("[data-again]").click()
    says(talk, "Мен қайта келдім")
    expect(talk.locator(".portal-pending [data-why]")).not_to_be_empty()
    leaves(daulet)


def test_a_reply_that_crosses_a_colleagues_note_is_refused_and_its_text_kept(
    daulet: Window, person: SignIn, window: Open
) -> None:
    nurgul = at_the_desk(person, "nurgul")
    arrives(window("visitor"), "Жолдар", "Көпір жабық па?", name="Көпір Сұраған")
    desk = accepts(daulet, "Көпір Сұраған")
    presses(desk, "c", "consult")
    desk.locator("#consult select").select_option(label="Әбенова Нұргүл")
    desk.locator("#consult textarea").fill("Көпір ашық па?")
    desk.locator("#consult .aq-form-foot button").click()
    nurgul.page.locator("[data-questions] a").click()
    expect(nurgul.page.locator(".aq-composer-note textarea").first).to_be_visible()

    daulet.allow("ERR_FAILED|409")
    daulet.context.route("**/desk/changes/**", lambda route: route.abort())  # news is late at this desk
    desk.locator("[data-text]").fill("Көпір ашық")
    nurgul.page.locator(".aq-composer-note textarea").fill("Жабық, дүйсенбіге дейін")
    nurgul.page.keyboard.press("Control+Enter")
    expect(nurgul.page).to_have_url(AT_DESK)
    desk.locator("[data-text]").press("Control+Enter")
    expect(desk.locator("[data-refusal]")).not_to_be_empty()
    expect(desk.locator("[data-text]")).to_have_value("Көпір ашық")
    daulet.context.unroute("**/desk/changes/**")
    expect(desk.locator("[data-lines]")).to_contain_text("Жабық, дүйсенбіге дейін", timeout=40_000)
    expect(desk.locator("[data-text]")).to_have_value("Көпір ашық")
    replies(desk, "Көпір дүйсенбіге дейін жабық")
    closes(desk)
    leaves(nurgul)
    leaves(daulet)


def test_a_session_that_ends_in_the_middle_of_a_reply_loses_no_word(
    daulet: Window, person: SignIn, window: Open
) -> None:
    arrives(window("visitor"), "Жолдар", "Автобус неге кешікті?", name="Автобус Күткен")
    desk = accepts(daulet, "Автобус Күткен")
    address = desk.url
    desk.locator("[data-text]").fill("Автобус жөндеуге байланысты")
    elsewhere = person("daulet").open("/me/sessions/")
    elsewhere.locator("form[action$='/others/'] button").click()
    expect(elsewhere.locator("form[action$='/others/']")).to_have_count(0)
    daulet.allow("40[13]|WebSocket")
    desk.locator("[data-text]").press("Control+Enter")
    way = desk.locator("[data-refusal] a")
    expect(way).to_have_attribute("href", re.compile(r"/sign-in/\?next="))
    desk.wait_for_url("**/sign-in/**")
    desk.locator("input[name=login]").fill("daulet")
    desk.locator("input[name=password]").fill(PASSWORD)
    desk.locator("input[name=password]").press("Enter")
    desk.wait_for_url(address)
    expect(desk.locator("[data-text]")).to_have_value("Автобус жөндеуге байланысты")
    desk.keyboard.press("Control+Enter") if desk.locator("[data-text]").evaluate(
        "field => field === document.activeElement"
    ) else desk.locator("[data-text]").press("Control+Enter")
    expect(desk.locator("[data-lines] .aq-bubble-own", has_text="жөндеуге")).to_have_count(1)
    closes(desk)
    leaves(daulet)


def announces(product: Product, number: str) -> str:
    """What an exchange does over the programs' address when a telephone rings."""
    body = json.dumps({"number": number, "language": "kk"}).encode()
    headers = {"Authorization": f"Bearer {API_TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{product.url}/api/calls/", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["open"])


def ends_the_call(page: Page) -> None:
    page.locator("[data-scroll]").focus()
    page.keyboard.press("g")
    expect(page.locator("form[action$='/end/']")).to_have_count(0)


def test_the_telephone_beside_the_system(daulet: Window, product: Product) -> None:
    page = daulet.page
    page.keyboard.press("p")
    page.wait_for_url("**/desk/calls/new/")
    page.locator("input[name=number]").fill("+7 701 555 44 33")
    page.locator("select[name=topic]").select_option(label="Жолдар")
    daulet.assert_accessible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/*/")
    assert "555" not in page.url
    expect(page.locator("#panel-client")).to_contain_text("33")
    page.locator("#verify-level").select_option("number")
    ends_the_call(page)
    closes(page)

    opened = announces(product, "+77015554433")
    assert "555" not in opened
    page.goto(opened)
    expect(page.locator(".aq-desk-call")).to_contain_text("33")
    expect(page.locator(".aq-desk-past li")).to_have_count(1)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/calls/" not in url)
    page.locator("#topic-topic").select_option(label="Жолдар")
    ends_the_call(page)
    closes(page)
    daulet.allow("410")
    page.goto(opened)
    expect(page.locator(".aq-notice-attention")).to_be_visible()
    page.goto(f"{daulet.url}/desk/")
    expect(page.locator(AVAILABLE)).to_have_count(1)
    leaves(daulet)
