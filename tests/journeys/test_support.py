"""Support: a known error recognised, the cause found and put right in time; one trouble of many told and ended once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.acts import accepts, arrives, at_the_desk, replies
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]
HELP = {"kk": "Қосымшаны қайта орнатыңыз", "ru": "Переустановите приложение"}


def writes_a_known_error(lead: Window, code: str, name: str) -> None:
    page = lead.open("/knowledge/errors/")
    page.keyboard.press("n")
    page.wait_for_url("**/knowledge/errors/new/")
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=name_kk]").fill(name)
    page.locator("textarea[name=cause_kk]").fill("Ескі нұсқа")
    page.locator("textarea[name=workaround_kk]").fill(HELP["kk"])
    page.locator("textarea[name=workaround_ru]").fill(HELP["ru"])
    page.locator("select[name=state]").select_option("workaround")
    lead.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    lead.assert_accessible()


def registers(window: Window, *, client: str, subject: str, kind: str = "support", language: str = "kk") -> str:
    """By hand, as a matter of its own; returns the number."""
    page = window.open("/cases/new/")
    page.locator("input[name=name]").fill(client)
    page.locator("select[name=language]").select_option(language)
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill(subject)
    if kind == "support":
        page.locator("select[name=kind]").select_option("support")
        page.locator("[name=field_product]").fill("Қосымша")
        page.locator("[name=field_symptom]").fill(subject)
    window.allow("409")  # cases like it are offered first
    page.locator("form.aq-form button.aq-button-primary").click()
    settled = page.get_by_role("heading", level=1, name=subject, exact=True).or_(page.locator(".aq-notice-bad"))
    expect(settled).to_be_visible()
    if page.locator(".aq-notice-bad").count():
        page.locator("form.aq-form button.aq-button-primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    return page.locator(".aq-crumbs [aria-current]").inner_text()


def supports(window: Window, number: str) -> Page:
    page = window.open(f"/cases/{number}/")
    page.locator(".cases-parts a", has_text="Қолдау" if window.name != "anna" else "Поддержка").click()
    page.wait_for_url("**/support/")
    return page


def test_an_operator_finds_the_cause_fixes_it_in_time_and_tells_the_client(person: SignIn) -> None:
    writes_a_known_error(person("lead"), "login", "Қосымшаға кіру ашылмайды")
    assel = person("assel")
    number = registers(assel, client="Ниязова Салтанат", subject="Қосымшаға кіре алмаймын")
    page = supports(assel, number)
    expect(page.locator("#needs")).to_contain_text("басқа клиент келген жоқ")
    assel.assert_accessible()

    page.keyboard.press("s")
    page.wait_for_url("**/path/")
    page.locator("input[name=said]").fill("Абай 12")
    page.keyboard.press("Enter")
    expect(page.locator(".aq-steps")).to_contain_text("Абай 12")
    assel.assert_accessible()
    page.keyboard.press("b")

    page.get_by_role("button", name="Дәл осы: Қосымшаға кіру ашылмайды").click()
    told = page.locator("#told textarea")
    expect(told).to_have_value(HELP["kk"])
    told.press("Control+Enter")
    expect(page.get_by_text("Клиентке не айтылды")).to_be_visible()

    page.locator("select[name=field_cause_class]").select_option("software")
    expect(page.locator("[name=field_cause]")).to_have_value("Ескі нұсқа")
    assel.assert_accessible()
    page.get_by_role("button", name="Себебі табылды").click()
    page.wait_for_url("**/support/")
    expect(page.locator(".aq-badge", has_text="Себебі анықталды")).to_be_visible()
    page.locator("[name=field_solution]").fill("Жаңа нұсқа шықты")
    page.get_by_role("button", name="Ақау жөнделді").click()
    clocks = page.get_by_role("region", name="Қолдау мерзімдері")
    expect(clocks.locator(".aq-row-due", has_text="мерзімінде")).to_have_count(3)
    page.keyboard.press("a")
    page.locator("#write textarea").fill("Қосымшаны жаңартыңыз: бәрі ашылады.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-facts")).to_contain_text("Жөнделді, клиентке айтылды")
    expect(page.locator(".aq-history")).to_contain_text("белгілі қатені таныды")


def test_a_clerk_advises_on_a_technical_problem_and_has_it_fixed(person: SignIn) -> None:
    writes_a_known_error(person("lead"), "letters", "Хат келмейді")
    anna = person("anna")
    number = registers(anna, client="Ким Сергей", subject="Не приходит код для входа", language="ru")
    page = supports(anna, number)
    page.locator("input[name=find]").fill("переустановите")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Это оно: Хат келмейді").click()
    expect(page.locator("#told textarea")).to_have_value(HELP["ru"])
    page.locator("#told textarea").press("Control+Enter")
    expect(page.get_by_text("Что сообщено клиенту")).to_be_visible()
    page.keyboard.press("p")
    page.locator("[name=field_solution]").fill("Переустановлено, код пришёл")
    anna.assert_accessible()
    page.get_by_role("button", name="Неполадка устранена").click()
    clocks = page.get_by_role("region", name="Сроки поддержки")
    expect(clocks.locator(".aq-row-due", has_text="в срок")).to_have_count(3)


def test_an_operator_answers_everybody_whom_one_emergency_meets(person: SignIn, window: Open) -> None:
    assel = at_the_desk(person, "assel")
    talk = arrives(window("visitor"), "Көше жарығы", "Бүкіл көшеде жарық сөніп қалды", name="Қараңғыда Қалған")
    desk = accepts(assel, "Қараңғыда Қалған")
    replies(desk, "Тексеріп жатырмын.")
    desk.locator("[data-scroll]").focus()
    desk.keyboard.press("r")
    form = desk.locator("#register")
    form.locator("input[name=subject]").fill("Көшеде жарық сөніп қалды")
    form.locator("button.aq-button-primary").click()
    first = desk.locator("#panel-case a[href^='/cases/AQ-'] b").first.inner_text()
    second = registers(assel, client="Дауылбаев Ерлан", subject="Көшеде жарық сөніп қалды, қараңғы", kind="inquiry")
    third = registers(assel, client="Попов Олег", subject="Көшеде жарық сөніп қалды", kind="inquiry", language="ru")
    page = supports(assel, first)
    expect(page.locator("#incident")).to_contain_text("Бүгін ұқсас 2 өтініш бар: қосасыз ба?")
    assel.assert_accessible()
    page.keyboard.press("i")
    page.locator("input[name=subject]").fill("Көше жарығы өшті")
    expect(page.locator(f"input[name=chosen][value='{second}']")).to_be_checked()
    assel.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Көше жарығы өшті")
    assel.assert_accessible()

    assel.allow("409")
    notice = page.locator("form[action$='/notices/']")
    notice.locator("textarea[name=kk]").fill("Апат: жарық 20:00-де қосылады.")
    notice.locator("button").click()
    expect(page.locator(".aq-notice-bad")).to_contain_text("русский: 1")
    notice.locator("textarea[name=ru]").fill("Авария: свет дадут в 20:00.")
    notice.locator("button").click()
    expect(talk.locator("[data-talk]")).to_contain_text("Апат: жарық 20:00-де қосылады.", timeout=20_000)

    page.keyboard.press("c")
    close = page.locator("form[action$='/closure/']")
    close.locator("textarea[name=kk]").fill("Жарық қосылды, кешіріңіз.")
    close.locator("textarea[name=ru]").fill("Свет включён, просим прощения.")
    close.locator("button").click()
    expect(talk.locator("[data-talk]")).to_contain_text("Жарық қосылды, кешіріңіз.", timeout=20_000)
    page = assel.open(f"/cases/{third}/")
    for _ in range(30):  # each case of an incident is closed by a job of its own
        if "Жабық" in page.locator(".aq-facts .aq-badge").first.inner_text():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(".aq-facts .aq-badge")).to_contain_text("Жабық")
    expect(page.locator(".aq-history")).to_contain_text("Свет включён, просим прощения.")
