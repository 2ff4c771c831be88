"""A rude client, a lead who takes over, a life in danger: what the keys D and L of the desk do."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, closes, leaves, presses, replies, says
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]


def uses(page: Page, method: str) -> None:
    """By the key D."""
    presses(page, "d", "difficult")
    page.locator(f"#difficult-method-{method}").press("Space")
    page.locator("#difficult .aq-form-foot button").click()
    expect(page.locator("#difficult")).to_be_hidden()


def test_an_operator_warns_and_lawfully_ends_a_talk_and_takes_a_breath(person: SignIn, window: Open) -> None:
    assel, visitor = at_the_desk(person, "assel"), window("visitor")
    chat = arrives(visitor, "Көше жарығы", "Сендер түкке жарамайсыңдар!", name="Ашулы Клиент")
    desk = accepts(assel, "Ашулы Клиент")
    replies(desk, "Сәлеметсіз бе! Не болғанын айтыңызшы.")
    presses(desk, "d", "difficult")
    assel.assert_accessible()
    assel.allow("409")
    desk.locator("#difficult-method-end").press("Space")
    desk.locator("#difficult .aq-form-foot button").click()
    expect(desk.locator("#difficult [data-errors]")).to_contain_text("Алдымен")  # a warning comes first
    desk.keyboard.press("Escape")
    uses(desk, "warn")
    expect(chat.locator("[data-talk]")).to_contain_text("сыпайы сөйлесейік")
    says(chat, "Бәрібір сендер...")
    expect(desk.locator("[data-lines]")).to_contain_text("Бәрібір сендер")
    desk.locator(".aq-desk-conflict button[value=goes_on]").click()
    expect(desk.locator(".aq-desk-conflict")).to_contain_text("Жалғасып жатыр")
    uses(desk, "break")
    assel.assert_accessible()
    uses(desk, "end")
    expect(chat.locator("[data-talk]")).to_contain_text("жазбаша бере аласыз")
    closes(desk)
    expect(desk).to_have_url(AT_DESK)
    expect(desk.locator(".aq-my-state .aq-shape-good")).to_have_count(0)  # the break has begun
    leaves(assel)


def test_a_lead_agrees_and_takes_a_difficult_contact_over(person: SignIn, window: Open) -> None:
    lead = at_the_desk(person, "lead")
    assel = at_the_desk(person, "assel")
    arrives(window("visitor"), "Көше жарығы", "Бастығыңызды шақырыңыз!", name="Жетекші Сұраған")
    desk = accepts(assel, "Жетекші Сұраған")
    presses(desk, "d", "difficult")
    desk.locator("#difficult-method-lead").press("Space")
    desk.locator("#difficult select[name=lead]").select_option(label="Тілеубергенова Мәдина")
    desk.locator("#difficult textarea[name=note]").fill("Үшінші рет қоңырау шалып тұр")
    desk.locator("#difficult .aq-form-foot button").click()
    expect(desk.locator(".aq-desk-conflict")).to_contain_text("Жетекші өзіне алады")

    theirs = lead.open("/desk/")
    theirs.locator(".aq-desk-question").click()
    expect(theirs.locator(".aq-desk-asked")).to_contain_text("Үшінші рет")
    lead.assert_accessible()
    theirs.keyboard.press("o")
    expect(theirs.locator("[data-composer]")).to_be_visible()
    replies(theirs, "Мен топ жетекшісімін, тыңдап тұрмын.")
    closes(theirs)
    leaves(lead)
    leaves(assel)


def test_a_life_in_danger_goes_to_the_rescuers_and_the_lead_knows_at_once(person: SignIn, window: Open) -> None:
    lead = person("lead")
    watched = lead.open("/")
    assel, visitor = at_the_desk(person, "assel"), window("visitor")
    chat = arrives(visitor, "Көше жарығы", "Адам құлап жатыр, дем алмайды!", name="Көмек Сұраған")
    desk = accepts(assel, "Көмек Сұраған")
    presses(desk, "l", "rescue")
    form = desk.locator("#rescue")
    expect(form.locator("[name=address]")).to_be_focused()
    assel.assert_accessible()
    form.locator("[name=address]").fill("Мәңгілік Ел 12, 3-кіреберіс")
    form.locator("[name=what]").fill("Ер адам есінен танған")
    form.locator("[name=call_back]").fill("8 701 000 00 11")
    form.get_by_label("103").press("Space")
    form.locator(".aq-form-foot button").click()
    expect(chat.locator("[data-talk]")).to_contain_text("Байланыста қалыңыз")
    expect(watched.locator(".aq-bell .aq-alert-count")).to_be_visible()
    watched.locator(".aq-bell a").click()
    watched.get_by_role("link", name="Қауіп-қатер, қорқыту").first.click()
    expect(watched.get_by_text("Мәңгілік Ел 12").first).to_be_visible()
    desk.bring_to_front()
    expect(desk.locator("#panel-script")).to_contain_text("өмірге не денсаулыққа қауіп")
    closes(desk)
    leaves(assel)
