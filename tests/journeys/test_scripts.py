"""A script built on its page, approved by a second person, walked at the desk, left where a reason says why."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, presses
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]
NAME = "Шам ақысын есептеу"


def adds(page: Page, kind: str, said: str, **facts: str) -> Locator:
    """By the keyboard: the button at the end, then the kind takes the focus."""
    before = page.locator("details.script-step").count()
    page.locator("#add-last").press("Enter")
    step = page.locator("details.script-step").nth(before)
    expect(step.locator("[data-kind]")).to_be_focused()
    step.locator("[data-kind]").select_option(kind)
    step.locator("textarea[lang=kk]").fill(said)
    for name, words in facts.items():
        field = step.locator(f"[name$='.{name}']").first
        field.select_option(words) if name in {"address", "queue"} else field.fill(words)
    return step


def builds(window: Window) -> None:
    page = window.open("/knowledge/scripts/new/")
    page.locator("input[name=code]").fill("lamp-price")
    page.locator("input[name=name_kk]").fill(NAME)
    first = page.locator("details.script-step").first
    first.locator("[data-kind]").select_option("ask")
    first.locator("textarea[lang=kk]").fill("Қанша шам?")
    first.locator("textarea[lang=ru]").fill("Сколько фонарей?")
    adds(page, "compute", "Бағасы", formula="s1 * 150 + s9")
    expect(page.locator("#script-way")).to_contain_text("s9")
    window.allow("422")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-error").first).to_contain_text("s9")
    page.locator("#script-way a").first.click()
    expect(page.locator("#s2-kind")).to_be_focused()
    page.locator("#s2-formula").fill("s1 * 150")
    adds(page, "say", "Барлығы {s2} теңге")
    adds(page, "look_up", "Кім жөндейтінін қарау", find="аула")
    adds(page, "ask", "Мекенжайы?")
    adds(page, "register", "Тіркеу", address="s5").locator("[name$='.mandatory']").check()
    page.locator("#s6-up").press("Enter")
    expect(page.locator("#s6-up")).to_be_focused()
    expect(page.locator("details.script-step").nth(4)).to_have_id("s6")
    page.locator("#s6-down").press("Enter")
    expect(page.locator("details.script-step").nth(5)).to_have_id("s6")
    page.locator("#s6-remove").click()
    page.locator("#restore").click()
    expect(page.locator("details.script-step")).to_have_count(6)
    expect(page.locator("#script-way svg a")).to_have_count(6)
    page.locator("select[name=use_topic]").select_option("lighting")
    page.locator("select[name=use_channel]").select_option("chat")
    page.locator("select[name=use_language]").select_option("kk")
    window.assert_accessible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/knowledge/drafts/script/lamp-price/")
    expect(page.locator("button[value=approve]")).to_have_count(0)


def approves(window: Window) -> None:
    page = window.open("/knowledge/drafts/script/lamp-price/")
    expect(page.locator(".knowledge-parts")).to_contain_text("Мекенжайы?")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/knowledge/work/")
    page = window.open("/knowledge/scripts/lamp-price/")
    expect(page.locator(".script-picture svg a")).to_have_count(6)
    window.assert_accessible()


def answers(page: Page, said: str) -> None:
    page.locator("#panel-script [aria-current=step] input[name=answer]:not(details input)").first.fill(said)
    page.locator("#panel-script [aria-current=step] form.aq-desk-inline button").first.click()


def ticks(page: Page) -> None:
    page.locator("#panel-script [aria-current=step] .aq-desk-tick").click()


def closing_asks_why(window: Window) -> None:
    """The step that must be done was not: named at once; without a reason what was filled stays."""
    page = window.page
    presses(page, "e", "close")
    form = page.locator("#close")
    expect(form.locator("[data-steps-left]")).to_contain_text("6. Тіркеу")
    form.get_by_label("Жауап берілді").check()
    form.locator("[name=note]").fill("Қайта қоңырау шалады")
    window.allow("422")
    form.locator(".aq-form-foot button").click()
    expect(form.locator("[data-errors]")).to_contain_text("6. Тіркеу")
    expect(form.locator("[name=note]")).to_have_value("Қайта қоңырау шалады")
    form.locator("[name=left_out]").select_option("other")
    form.locator("[name=left_words]").fill("Клиент өзі береді")
    window.assert_accessible()
    form.locator(".aq-form-foot button").click()
    expect(page).to_have_url(AT_DESK)


def test_a_script_is_built_approved_followed_and_left_with_a_reason(person: SignIn, window: Open) -> None:
    lead = person("lead")
    builds(lead)
    approves(person("head"))

    assel = at_the_desk(person, "assel")
    arrives(window("visitor"), "Көше жарығы", "Шам қойғым келеді")
    page = accepts(assel)
    script = page.locator("#panel-script")
    expect(script).to_contain_text(NAME)
    expect(script).to_contain_text("Көше жарығы»")  # the topic's own script comes after it
    assel.allow("409")
    answers(page, "үш")
    expect(script.locator("[data-errors]").first).not_to_be_empty()
    answers(page, "3")
    expect(script).to_contain_text("= 450")
    ticks(page)
    expect(script.locator("[aria-current=step]")).to_contain_text("Барлығы 450 теңге")
    ticks(page)
    expect(script.locator("[aria-current=step]")).to_contain_text("Кім жөндейтінін қарау")
    script.locator("[data-ask]").click()
    expect(page.locator("#panel-knowledge")).to_contain_text("Аула жарығы")
    answers(page, "«Қалажарық»")
    expect(script.locator("[aria-current=step]")).to_contain_text("Мекенжайы?")
    script.locator("[aria-current=step] summary").click()
    script.locator("select[name=skipped]").select_option("refused")
    script.locator("[aria-current=step] details button").click()
    expect(script.locator("[aria-current=step]")).to_contain_text("Тіркеу")
    script.locator("[aria-current=step] [data-fills]").click()
    expect(page.locator("#register [name=details]")).to_have_value(
        "Қанша шам: 3\nБағасы: 450\nКім жөндейтінін қарау: «Қалажарық»"
    )
    page.locator("#register").press("Escape")
    a_line_of_a_step_takes_the_place_of_the_cards_parts(page)
    assel.assert_accessible()
    closing_asks_why(assel)

    rows = lead.open("/knowledge/scripts/lamp-price/leaving/").locator("tbody tr")
    expect(rows.nth(4)).to_contain_text("клиент")  # left out with its reason
    expect(rows.nth(5)).to_contain_text("басқа себеп")  # what closing asked
    lead.assert_accessible()


def what_is_typed_before_the_answer_stays(page: Page) -> None:
    line, street, flat = (
        page.locator(f"#register [name={name}]") for name in ("address", "address_street", "address_flat")
    )
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route("**/cases/new/place/**", hold_the_first)
    line.fill("Абай 47")
    with page.expect_request("**/cases/new/place/**"):
        line.blur()
    flat.fill("12")
    with page.expect_response("**/cases/new/place/**"):
        held[0].continue_()
    with page.expect_response("**/cases/new/place/**"):
        flat.blur()
    page.unroute("**/cases/new/place/**")
    expect(flat).to_have_value("12")
    expect(street).to_have_value("Достық")


def a_line_of_a_step_takes_the_place_of_the_cards_parts(page: Page) -> None:
    line, street = (page.locator(f"#register [name={name}]") for name in ("address", "address_street"))
    street.evaluate("field => { field.value = field.defaultValue = 'Сейфуллин көшесі' }")
    step = page.locator("[aria-current=step] [data-fills]")
    step.evaluate("""opener => opener.setAttribute("data-fills", '{"address": "Абай 47"}')""")
    step.click()
    expect(line).to_have_value("Абай 47")
    expect(street).to_have_value("")
    line.fill("Достық 5")
    line.blur()
    expect(street).to_have_value("Достық")
    page.locator("#register").press("Escape")
    step.click()
    expect(street).to_have_value("Достық")  # what was typed stays
    expect(line).to_have_value("")
    what_is_typed_before_the_answer_stays(page)
    page.locator("#register").press("Escape")


def test_the_builder_works_on_a_phone_and_says_what_is_wrong(person: SignIn) -> None:
    window = person("shift", width=390, height=800)
    page = window.open("/knowledge/scripts/lighting/edit/")
    page.locator("#where summary").click()
    page.locator("#where-next").select_option("tell")
    page.locator("#tell summary").click()
    page.locator("#tell-remove").click()
    expect(page.locator("#script-way .aq-notice-bad")).to_be_visible()
    page.locator("#restore").click()
    expect(page.locator("#script-way .aq-notice-bad")).to_have_count(0)
    page.locator("#tell-next").select_option("where")
    expect(page.locator("#script-way .aq-notice-bad")).to_contain_text("→")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    window.assert_accessible()
