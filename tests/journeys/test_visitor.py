"""What a visitor meets beside the usual talk, and every state of window and desk as everyone must be able to use it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, closes, leaves, replies
from tests.journeys.conftest import SignIn
from tests.journeys.queues import QUEUES
from tests.journeys.window import Window

Open = Callable[..., Window]

DIALOGS = {"t": "transfer", "c": "consult", "x": "blocking", "r": "register", "e": "close"}
VANISHED_MS = 75_000  # a desk is missed after 30 seconds, the contact is back within 60


def test_a_written_request_is_answered_in_the_window_and_rated(person: SignIn, window: Open) -> None:
    visitor = window("visitor", language="ru", width=390, height=844)
    talk = visitor.open("/visit/request/")
    talk.locator("textarea[name=text]").fill("Когда вывезут крупный мусор?")
    talk.locator("input[name=way][value=chat]").check(force=True)
    talk.locator("input[name=name]").fill("Иван Ковалёв")
    talk.locator("input[name=agree]").check()
    talk.locator("button[form=request]").dblclick()
    expect(talk.locator("[data-talk] .aq-bubble-own")).to_have_count(1)

    assel = at_the_desk(person, "assel")
    desk = accepts(assel, "Иван Ковалёв")
    replies(desk, "В четверг с 9 до 12 часов")
    expect(talk.locator("[data-talk]")).to_contain_text("В четверг с 9 до 12 часов")
    desk.locator("#topic-topic").select_option(label="Көше жарығы")
    closes(desk)
    talk.locator("[data-rate]").click()
    expect(talk.locator("#rating")).to_contain_text("Вы получили ответ на свой вопрос?")
    talk.locator("input[name=score][value='5']").check(force=True)
    talk.locator("button[form=rating]").dblclick()
    expect(talk.get_by_role("heading", level=1)).to_have_text("Спасибо. Ваша оценка сохранена")
    leaves(assel)


def test_the_window_on_a_site_of_others_tells_of_an_answer_while_it_is_shut(person: SignIn, window: Open) -> None:
    site = window("site", width=390, height=844)
    page = site.open("/widget/demo/")
    button = page.locator("body > button")
    button.press("Enter")
    frame = page.frame_locator("iframe")
    frame.locator("input[name=name]").fill("Сайт Келушісі")
    frame.locator("textarea[name=text]").fill("Су неге лай?")
    frame.locator("select[name=topic]").select_option(label="Сумен жабдықтау")
    frame.locator("button[name=agree]").click()
    expect(frame.locator("[data-talk]")).to_contain_text("Су неге лай?")
    nurgul = at_the_desk(person, "nurgul")
    desk = accepts(nurgul, "Сайт Келушісі")
    frame.locator("[data-window-close]").click()
    expect(page.locator("iframe")).to_be_hidden()
    expect(button).to_be_focused()
    replies(desk, "Құбыр жуылып жатыр")
    expect(button).to_have_accessible_name("Сұрақ қою (1)")
    expect(button.locator("span")).to_have_text("1")
    button.press("Enter")
    expect(frame.locator("[data-talk]")).to_contain_text("Құбыр жуылып жатыр")
    expect(button.locator("span")).to_be_hidden()
    closes(desk)
    leaves(nurgul)


def test_a_contact_whose_operator_vanished_is_back_in_its_queue(person: SignIn, window: Open) -> None:
    talk = arrives(window("visitor"), "Сумен жабдықтау", "Есептегіш тоқтап тұр", name="Күткен Клиент")
    nurgul = at_the_desk(person, "nurgul")
    replies(accepts(nurgul, "Күткен Клиент"), "Қазір қараймын")
    nurgul.context.close()
    expect(talk.locator("[data-talk]")).to_contain_text("Оператормен байланыс үзілді", timeout=VANISHED_MS)
    expect(talk.locator(".aq-widget-wait")).to_be_visible()
    again = at_the_desk(person, "nurgul")
    desk = accepts(again, "Күткен Клиент")
    expect(desk.locator("[data-lines]")).to_contain_text("Қазір қараймын")
    closes(desk)
    leaves(again)


def speaks(person: Window, language: str) -> None:
    page = person.page
    page.locator("details:has(button[name=language])").first.locator("summary").click()
    page.locator(f"button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


PAINTED = """async () => {
  const soon = new Promise(done => setTimeout(done, 2000));  // a page in the background paints nothing
  const painted = new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.race([painted, soon]);
  const ending = document.getAnimations().filter(each => each.effect.getComputedTiming().endTime < 5000);
  await Promise.race([Promise.all(ending.map(each => each.finished.catch(() => null))), soon]);
}"""
"""Colours are as they stay: a dialog that fades in is there."""


def everyone(one: Window) -> None:
    """No finding, nothing wider than the window. Colours know no language: one is looked at in the dark too."""
    page = one.page
    if page.locator("html").get_attribute("lang") == "kk":
        page.emulate_media(color_scheme="dark")
        page.evaluate(PAINTED)
        one.assert_accessible()
        page.emulate_media(color_scheme="light")
    page.evaluate(PAINTED)
    one.assert_accessible()
    one.assert_no_sideways_scroll()


def opens_everything(operator: Window) -> None:
    """Every dialog, the templates, the keys, and the three parts of the desk on a phone."""
    page = operator.page
    for key, dialog in DIALOGS.items():
        page.locator("[data-scroll]").focus()
        page.keyboard.press(key)
        expect(page.locator(f"#{dialog}")).to_be_visible()
        everyone(operator)
        page.keyboard.press("Escape")
    page.locator("[data-scroll]").focus()
    page.keyboard.press("?")
    everyone(operator)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    everyone(operator)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    for part in ("contacts", "context", "talk"):
        page.locator(f"[data-pane-name={part}]").click()
        everyone(operator)
    page.set_viewport_size({"width": 1366, "height": 900})


def asks_in(language: str, visitor: Window) -> Page:
    """Every page before the talk, and the mistakes on them."""
    page = visitor.page
    visitor.allow("422|404")
    for path, verb in (("/visit/request/", "button[form=request]"), ("/status/", "button[form=status]")):
        visitor.open(path)
        page.locator(verb).click()
        expect(page.locator(".aq-error-summary")).to_be_visible()
        everyone(visitor)
    visitor.open("/visit/notice/")
    everyone(visitor)
    visitor.open("/visit/")
    page.locator("button[name=agree]").click()
    expect(page.locator(".aq-error-summary")).to_be_visible()
    everyone(visitor)
    return arrives(visitor, QUEUES["water"][0][language], "Водомер / Есептегіш / Meter?", name=f"Client {language}")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everyone_can_use_every_state_of_window_and_desk(language: str, person: SignIn, window: Open) -> None:
    visitor = window("visitor", language=language, width=390, height=844)
    talk = asks_in(language, visitor)
    everyone(visitor)
    nurgul = at_the_desk(person, "nurgul")
    speaks(nurgul, language)
    page = accepts(nurgul, f"Client {language}")
    replies(page, "1234567890 " * 30)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.locator("[data-text]").fill("AQ-2026-000001")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-bubble-note a")).to_have_text("AQ-2026-000001")
    opens_everything(nurgul)
    page.locator("[data-scroll]").focus()
    page.keyboard.press("r")
    page.locator("#register input[name=subject]").fill("1")
    page.keyboard.press("Control+Enter")
    expect(talk.locator("[data-case]")).to_be_visible()
    everyone(nurgul)
    everyone(visitor)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#close input[type=radio]:checked")).to_have_count(1)
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(AT_DESK)
    everyone(nurgul)
    expect(talk.locator("[data-rate]")).to_be_visible()
    everyone(visitor)
    talk.locator("[data-rate]").click()
    expect(talk.locator("#rating")).to_be_visible()
    everyone(visitor)
    nurgul.open("/desk/calls/new/")
    everyone(nurgul)
    speaks(nurgul, "kk")
    leaves(nurgul)
