"""A complaint from a Kazakh chat to a signed answer on paper: doubles merged, two departments, an extension."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.acts import accepts, arrives, at_the_desk, closes, leaves, presses
from tests.journeys.complaining import checks, decides
from tests.journeys.conftest import SignIn
from tests.journeys.test_first_contact import PICTURE
from tests.journeys.window import Window

Open = Callable[..., Window]
COMPLAINT = "Шағымданамын: екі аптадан бері су лай, ешкім келмейді"
SUBJECT = "Су лай, бригада келмейді"


def registers_the_complaint(desk: Page) -> str:
    presses(desk, "r", "register")
    form = desk.locator("#register")
    form.locator("select[name=kind]").select_option("complaint")
    form.locator("select[name=field_about]").select_option("time")
    form.locator("select[name=field_severity]").select_option("high")
    form.locator("input[name=subject]").fill(SUBJECT)
    form.locator(".aq-form-foot button:not([data-picks])").click()
    number = desk.locator("#panel-case dd b").first
    expect(number).to_contain_text("AQ-")
    return number.text_content() or ""


def makes_it_formal_and_extends(page: Page) -> None:
    page.goto(page.url.split("?")[0] + "?do=formalise#do")
    form = page.locator("#do")
    form.locator("input[name=who]").fill("Жүнісова Айгерім Бауыржанқызы")
    form.locator("input[name=postal_address]").fill("Астана, Сейфуллин көшесі, 5-12")
    form.locator("textarea[name=substance]").fill(COMPLAINT)
    form.locator("input[name=signature][value=protocol]").check(force=True)
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-history")).to_contain_text("ресми")
    before = page.locator(".aq-clock-date").inner_text()
    page.goto(page.url.split("?")[0] + "?do=extend#do")
    form = page.locator("#do")
    form.locator("input[name=until]").fill((datetime.now(UTC).date() + timedelta(days=45)).isoformat())
    form.locator("input[name=decided_by]").fill("Оспанова Гауһар, басшы")
    form.locator("textarea[name=reason]").fill("Суды зертханада тексеру керек")
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-clock-date")).not_to_have_text(before)


def is_known_from_before(clerk: Window) -> None:
    """A card with a telephone: the client had called about something else."""
    page = clerk.open("/cases/new/")
    page.locator("input[name=name]").fill("Жүнісова Айгерім")
    page.locator("input[name=reached_by]").fill("8 705 777 19 62")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill("Есептегіш жоқ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Есептегіш жоқ")


def merges_the_two_cards(operator: Window) -> None:
    """The number that the client names belongs to another card: the two are compared and become one."""
    page = operator.page
    address = page.url.split("?")[0]
    page.locator(".cases-who a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Айгерім Жүнісова")
    page.keyboard.press("i")
    page.locator("#do input[name=value]").fill("8 705 777 19 62")
    page.locator("#do button").click()
    page.locator(".aq-notice-bad a").click()
    expect(page.locator(".clients-compare")).to_contain_text("Жүнісова Айгерім")
    operator.assert_accessible()
    page.locator("input[name=name][value=there]").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Жүнісова Айгерім")
    for matter in (SUBJECT, "Есептегіш жоқ"):
        expect(page.locator("body")).to_contain_text(matter)
    page.goto(address)


def gives_to(page: Page, unit: str, task: str) -> None:
    page.keyboard.press("a")
    form = page.locator("#do")
    form.locator("select[name=unit]").select_option(label=unit)
    form.locator("textarea[name=task]").fill(task)
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-history")).to_contain_text(task)


def answers_for_the_department(department: Window, text: str) -> None:
    page = department.open("/assignments/")
    page.get_by_role("link", name=SUBJECT).click()
    page.locator("textarea[name=text]").fill(text)
    page.locator("input[name=files]").set_input_files({"name": "құбыр.png", "mimeType": "image/png", "buffer": PICTURE})
    department.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-state-attention")).to_be_visible()
    expect(page.get_by_role("link", name="құбыр.png")).to_be_visible()


def accepts_the_part(page: Page) -> None:
    expect(page.locator("#check").first.get_by_role("link", name="құбыр.png")).to_be_visible()
    waiting = page.locator("#check").count()
    for box in page.locator("#check").first.locator("input[name=checks]").all():
        box.check(force=True)
    page.locator("#check").first.locator("button[value=accept]").click()
    expect(page.locator("#check")).to_have_count(waiting - 1)


def drafts_from_the_template(assel: Window) -> None:
    page = assel.page
    page.keyboard.press("w")
    page.wait_for_url("**/answer/")
    page.locator("select[name=template]").select_option("complaint-decision")
    page.keyboard.press("l")
    text = page.locator("textarea[name=text]")
    expect(text).to_have_value(re.compile("Толық қанағаттандырылды"))
    assel.assert_accessible()
    text.fill(text.input_value() + "\n\nҚұбыр ауыстырылды, су таза.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-badge-attention")).to_be_visible()


def decides_on_the_draft(leader: Window, act: str) -> Page:
    page = leader.open("/answers/")
    leader.assert_accessible()
    page.get_by_role("link", name=SUBJECT).click()
    expect(page.locator(".answers-letter")).to_contain_text("су таза")
    leader.assert_accessible()
    page.get_by_role("button", name=act).click()
    return page


def looks_at_the_state(visitor: Window, number: str, code: str) -> Page:
    page = visitor.context.new_page()
    page.goto(f"{visitor.url}/status/")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=code]").fill(code)
    page.locator("button[form=status]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    return page


def test_a_complaint_from_a_chat_is_answered_on_signed_paper_in_time(person: SignIn, window: Open) -> None:
    is_known_from_before(person("anna"))
    assel = at_the_desk(person, "assel")
    assel.allow("409")
    visitor = window("visitor", width=390, height=844)
    talk = arrives(visitor, "Көше жарығы", COMPLAINT)
    desk = accepts(assel, "Айгерім Жүнісова")
    number = registers_the_complaint(desk)
    code = talk.locator(f"[data-case='{number}'] .portal-small b").text_content() or ""
    closes(desk, "registered")
    leaves(assel)

    page = assel.open(f"/cases/{number}/")
    merges_the_two_cards(assel)
    page.get_by_role("button", name="«Тексеріліп жатыр» кезеңіне өткізу").click()
    expect(page.locator(".cases-stages [aria-current]")).to_contain_text("Тексеріліп жатыр")
    makes_it_formal_and_extends(page)
    gives_to(page, "Басқа топ", "Құбырды ауыстыру")
    gives_to(page, "Анықтама орталығы", "Суды зертханада тексеру")
    answers_for_the_department(person("foreign_operator"), "Құбыр 10:40-та ауыстырылды")
    answers_for_the_department(person("controller"), "Су таза, хаттама қоса берілді")
    page.goto(f"{assel.url}/cases/{number}/")
    accepts_the_part(page)
    accepts_the_part(page)
    page.goto(f"{assel.url}/cases/{number}/")  # without the toasts, which lie over the form below
    checks(page, "Зертхана хаттамасы", "Су лай болған")
    decides(page, "full", "Жұмыс сапасыз орындалған", "Хаттама растады", "Құбыр ауыстырылды")

    drafts_from_the_template(assel)
    lead, head = person("lead"), person("head")
    decides_on_the_draft(lead, "Келісемін")
    expect(lead.page.locator(".aq-badge-good").first).to_be_visible()
    signed = decides_on_the_draft(head, "Қол қойып жіберу")
    expect(signed.get_by_role("heading", level=2).first).to_contain_text("жауап")

    page.goto(f"{assel.url}/cases/{number}/answer/")
    page.locator("summary", has_text="Жеткізілгенін жазу").click()
    proof = page.locator("form[action$='/proof/']")
    proof.locator("input[name=number]").fill("RR123456789KZ")
    assel.assert_accessible()
    proof.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-state-good").first).to_contain_text("RR123456789KZ")

    state = looks_at_the_state(visitor, number, code)
    expect(state.locator(".portal-answer")).to_contain_text("Толық қанағаттандырылды")
    with state.expect_download() as downloading:
        state.get_by_role("button", name="PDF").click()
    paper = Path(downloading.value.path()).read_bytes()
    assert paper.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in paper  # tagged
    state.locator("textarea[name=words]").fill("Рақмет, су таза")
    state.locator("button[name=solved][value=yes]").click()
    expect(state.locator("#content .aq-state-good, main .aq-state-good").first).to_contain_text("жабылды")

    page.goto(f"{assel.url}/cases/{number}/")
    history = page.locator(".aq-history")
    for said in ("қол қойды", "RR123456789KZ", "Рақмет, су таза", "Суды зертханада тексеру керек"):
        expect(history).to_contain_text(said)
    expect(page.locator("a[href='?do=reopen#do']")).to_be_visible()


def test_a_clerk_prepares_the_answer_from_a_template_and_gives_it(person: SignIn) -> None:
    anna = person("anna")
    page = anna.open("/cases/new/")
    page.locator("input[name=name]").fill("Ким Сергей")
    page.locator("input[name=reached_by]").fill("kim@example.kz")
    page.locator("select[name=language]").select_option("ru")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill("Не приходит квитанция")
    page.locator("form.aq-form button:not([data-picks])").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Не приходит квитанция")
    page.locator("select[name=template]").select_option("solved")
    page.keyboard.press("l")
    text = page.locator("#write-text")
    expect(text).to_have_value(re.compile("Уважаемый.*Ким Сергей"))
    text.fill(text.input_value() + "\nАдрес исправлен, квитанция отправлена.")
    page.locator("select[name=channel]").select_option(label="Электронная почта")
    anna.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-history")).to_contain_text("квитанция отправлена")
    expect(page.locator(".aq-facts .aq-badge-good")).to_be_visible()
    page.get_by_role("link", name="Ответы и вручение").click()
    page.locator("summary", has_text="Отметить вручение").click()
    proof = page.locator("form[action$='/proof/']")
    proof.locator("select[name=way]").select_option("said")
    proof.locator("input[name=words]").fill("Ким С. сказал по телефону")
    anna.assert_accessible()
    proof.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-state-good")).to_contain_text("Ким С. сказал по телефону")
