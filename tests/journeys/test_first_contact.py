"""Two browser windows talk in Kazakh, from the notice to the rating; the lead's wall moves, the journal is intact.

Verbs that were made no-ops one by one, each of which fails this journey: verbs.csv.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.acts import accepts, at_the_desk, closes, leaves, presses, replies, says
from tests.journeys.conftest import SignIn
from tests.journeys.launch import ROOT, Product
from tests.journeys.queues import WATER
from tests.journeys.window import Window

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fea7d6a5e60000000049454e44ae426082"
)
QUESTION = "Сейфуллин көшесі, 5-үйде екі күннен бері су келмейді"
GREETING = "Сәлеметсіз бе, Айгерім Жүнісова!"


def row_of(wall: Page, queue: str) -> Locator:
    return wall.locator(".aq-wall-row", has_text=queue)


def waiting_in(wall: Page, queue: str) -> Locator:
    return row_of(wall, queue).locator(".aq-wall-value").first


def agrees_and_asks(visitor: Window) -> Page:
    page = visitor.open("/visit/")
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.locator(".aq-widget-points")).to_contain_text("Атыңыз жауап беру үшін керек.")
    visitor.assert_no_sideways_scroll()
    page.locator("input[name=name]").fill("Айгерім Жүнісова")
    page.locator("textarea[name=text]").fill(QUESTION)
    page.locator("select[name=topic]").select_option(label="Сумен жабдықтау")
    page.get_by_role("button", name="Келісемін").click()
    expect(page.locator("[data-talk]")).to_contain_text(QUESTION)
    return page


def sends_a_file(page: Page) -> None:
    page.locator("[data-composer] input[name=files]").set_input_files(
        {"name": "шүмек.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(page.locator("[data-files]")).to_contain_text("шүмек.png")
    says(page, "Міне, суреті")
    expect(page.locator("[data-talk] .aq-attachment")).to_contain_text("шүмек.png")


def opens_the_file(desk: Page) -> None:
    expect(desk.locator("[data-lines]")).to_contain_text("шүмек.png")
    with desk.expect_popup() as opened:
        desk.locator("[data-lines] .aq-desk-picture").click()
    expect(opened.value.locator("img")).to_be_visible()
    opened.value.close()


def follows_the_script(desk: Page) -> None:
    script = desk.locator("#panel-script")
    script.locator("form:has(input[name=done]) input[name=answer]").fill("Сейфуллин көшесі, 5")
    script.locator("form:has(input[name=done]):has(input[name=answer]) button").click()
    expect(script.locator(".aq-step-said")).to_have_text("Сейфуллин көшесі, 5")


def greets_by_a_quick_reply(desk: Page) -> None:
    desk.locator("[data-text]").press_sequentially("/hel")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-text]")).to_have_value(GREETING)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-lines]")).to_contain_text(GREETING)


def inserts_from_knowledge(desk: Page) -> None:
    desk.locator("#panel-knowledge [data-insert]").first.click()
    expect(desk.locator("[data-text]")).to_have_value(WATER)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-lines]")).to_contain_text(WATER)


def registers_and_tells(desk: Page) -> str:
    presses(desk, "r", "register")
    desk.locator("#register input[name=subject]").fill("Сейфуллин, 5: су келмейді")
    expect(desk.locator("#register [data-due-at]")).not_to_be_empty()
    desk.locator("#register .aq-form-foot button").click()
    number = desk.locator("#panel-case dd b").first
    expect(number).to_contain_text("AQ-")
    desk.locator("#panel-case form[action$='/tell/'] button").click()
    expect(desk.locator("[data-lines]")).to_contain_text(f"{number.text_content()} нөмірімен")
    return number.text_content() or ""


def finds_the_state(visitor: Window, number: str, code: str) -> None:
    page = visitor.context.new_page()
    page.goto(f"{visitor.url}/status/")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=code]").fill("000000" if code != "000000" else "111111")
    visitor.allow("422|404")
    page.locator("button[form=status]").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    page.locator("input[name=code]").fill(code)
    page.locator("button[form=status]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    expect(page.locator(".portal-case")).to_contain_text("Тіркелді")
    expect(page.locator("#content")).not_to_contain_text("Жүнісова")
    page.close()


def rates(page: Page, visitor: Window) -> None:
    expect(page.locator("[data-rate]")).to_be_visible()
    page.locator("[data-rate]").click()
    page.get_by_label("Жартылай").check(force=True)
    page.locator("input[name=score][value='5']").check(force=True)
    page.locator("textarea[name=comment]").fill("Рақмет, бәрі түсінікті")
    visitor.assert_accessible()
    page.locator("button[form=rating]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Рақмет. Бағаңыз сақталды")


def downloads_the_transcript(page: Page) -> str:
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Сөйлесуді жүктеп алу").click()
    return Path(downloading.value.path()).read_text(encoding="utf-8")


def journal_is_intact(product: Product) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "anyqtama", "journal", "verify"], cwd=ROOT, env=product.environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_first_contact_from_the_notice_to_the_rating(
    person: SignIn, window: Callable[..., Window], product: Product
) -> None:
    wall = person("lead").open("/wall/")
    expect(waiting_in(wall, "Сумен жабдықтау")).to_have_text("0")
    visitor = window("visitor", width=390, height=844)
    talk = agrees_and_asks(visitor)
    expect(talk.locator(".aq-widget-wait")).to_be_visible()
    visitor.assert_accessible()
    expect(waiting_in(wall, "Сумен жабдықтау")).to_have_text("1")

    nurgul = at_the_desk(person, "nurgul")
    desk = accepts(nurgul, "Айгерім Жүнісова")
    expect(desk.locator("[data-lines]")).to_contain_text(QUESTION)
    expect(waiting_in(wall, "Сумен жабдықтау")).to_have_text("0")
    expect(row_of(wall, "Сумен жабдықтау").locator(".aq-wall-value").last).to_contain_text("1")
    follows_the_script(desk)
    greets_by_a_quick_reply(desk)
    expect(talk.locator("[data-talk]")).to_contain_text(GREETING)
    inserts_from_knowledge(desk)
    expect(talk.locator("[data-talk]")).to_contain_text(WATER)
    expect(desk.locator("[data-receipt=read]").first).to_be_attached()
    sends_a_file(talk)
    opens_the_file(desk)
    replies(desk, "Өтінішіңізді тіркеймін")
    number = registers_and_tells(desk)
    card = talk.locator(f"[data-case='{number}']")
    expect(card).to_be_visible()
    code = card.locator(".portal-small b").text_content() or ""
    nurgul.assert_accessible()
    visitor.assert_accessible()
    closes(desk, "registered")

    finds_the_state(visitor, number, code)
    rates(talk, visitor)
    transcript = downloads_the_transcript(talk)
    for said in (QUESTION, GREETING, WATER, "шүмек.png", code):
        assert said in transcript
    leaves(nurgul)
    journal_is_intact(product)
