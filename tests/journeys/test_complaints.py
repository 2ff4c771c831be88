"""Complaints and claims: registered, checked, decided, told to departments, answered; the same matter told twice."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.complaining import answers_by_agreement, checks, decides, writes_down_that_it_is_solved
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]


def complains(window: Window, *, client: str, subject: str, address: str = "") -> Page:
    page = window.open("/cases/new/?kind=complaint")
    page.locator("input[name=name]").fill(client)
    page.locator("select[name=topic]").select_option(label="Көше жарығы")
    page.locator("input[name=subject]").fill(subject)
    page.locator("input[name=address]").fill(address)
    page.locator("select[name=field_about]").select_option("conduct")
    page.locator("select[name=field_severity]").select_option("high")
    return page


def registers(page: Page) -> str:
    page.locator("form.aq-form .aq-button-primary").click()
    expect(page).to_have_url(re.compile(r"/cases/AQ-\d{4}-\d+/"))
    return page.locator(".aq-crumbs [aria-current]").inner_text()


def test_an_operator_finds_the_cause_tells_departments_and_keeps_time_and_quality(person: SignIn) -> None:
    assel, quanysh, master = person("assel"), person("quanysh"), person("foreign_operator")
    page = complains(assel, client="Шағымданған Клиент", subject="Телефонмен дөрекі жауап берді")
    number = registers(page)
    expect(page.locator(".aq-clock-date")).to_have_text(re.compile(r"\d\d:\d\d"))
    page.get_by_role("button", name="«Тексеріліп жатыр» кезеңіне өткізу").click()

    page.keyboard.press("i")
    form = page.locator("#part-involve form.aq-form")
    form.locator("select[name=person]").select_option(label="Сағындықова Әсел")
    form.locator("button").click()
    expect(page.locator(".aq-notice", has_text="төрелік етпейсіз")).to_be_visible()
    expect(page.locator("#part-decide form.aq-form")).to_have_count(0)
    assel.assert_accessible()
    assel.allow("409")
    page.goto(f"{assel.url}/cases/{number}/answer/")
    page.locator("textarea[name=text]").fill("Кінәлі емеспін")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main [role=alert]").first).to_contain_text("басқа адам шешуі керек")
    page.goto(f"{assel.url}/cases/{number}/?do=give")
    page.locator("#do select[name=person]").select_option(label="Байжанов Қуаныш")
    page.locator("#do .aq-button-primary").click()
    expect(page.locator(".aq-history")).to_contain_text("Байжанов Қуаныш")

    theirs = quanysh.open("/cases/?view=mine")
    theirs.locator("tr", has_text=number).locator("a").first.click()
    checks(theirs, "24 қарашадағы жазба", "Дауыс көтерілген, себебі нұсқаулықта жауап жоқ")
    theirs.keyboard.press("t")
    told = theirs.locator("#part-tell form.aq-form")
    told.locator("select[name=unit]").select_option(label="Басқа топ")
    told.locator("[name=text]").fill("Нұсқаулықты толықтырыңыздар")
    told.locator("button").click()
    expect(theirs.locator("#part-tell")).to_contain_text("әлі оқылмаған")
    decides(theirs, "full", "Нұсқаулықта жауап жоқ", "Жазба растады", "Кешірім сұралды", "Нұсқаулық толықтырылады")
    expect(theirs.locator(".cases-stages [aria-current]")).to_contain_text("Шешім қабылданды")
    quanysh.assert_accessible()

    department = master.open("/assignments/")
    row = department.locator(".aq-row", has_text="Нұсқаулықты толықтырыңыздар")
    master.assert_accessible()
    row.get_by_role("button").click()
    expect(department.get_by_text("Нұсқаулықты толықтырыңыздар")).to_have_count(0)

    theirs.goto(f"{quanysh.url}/cases/{number}/")
    expect(theirs.locator(".aq-history")).to_contain_text("бөлімше атынан оқыды: Басқа топ")
    answers_by_agreement(person, theirs, "Шағымыңыз расталды, кешірім сұраймыз.")
    writes_down_that_it_is_solved(theirs)
    register = quanysh.open("/cases/?view=all&kind=complaint&outcome=full")
    found = register.locator("tr", has_text=number)
    expect(found).to_contain_text("Нұсқаулықта жауап жоқ")
    expect(found).to_contain_text("Толық қанағаттандырылды")
    quanysh.assert_accessible()
    register.locator("details.aq-menu:has(a[href$='export=xlsx']) summary").click()
    with register.expect_download() as table:
        register.locator("a[href$='export=xlsx']").click()
    assert table.value.suggested_filename.endswith(".xlsx")


def test_the_same_matter_told_twice_gets_one_answer(person: SignIn) -> None:
    assel = person("assel")
    first = registers(complains(assel, client="Бірінші Клиент", subject="Кіреберіс шамы үзіліп тұр", address="Абай 7"))
    page = complains(assel, client="Екінші Клиент", subject="Кіреберісте шам үзіліп тұрады", address="абай, 7")
    page.locator("input[name=address]").blur()
    expect(page.locator("input[name=address_street]")).to_have_value("абай")  # the line is read into its parts
    expect(page.locator("input[name=address_house]")).to_have_value("7")
    expect(page.locator("input[name=address]")).to_have_value("")
    page.locator("input[name=address_flat]").fill("12")
    page.locator("input[name=address_flat]").blur()
    offered = page.locator("#alike")
    expect(offered).to_contain_text(first)
    expect(offered).to_contain_text("мекенжайы бір")
    assel.assert_accessible()
    offered.locator(f"input[value='join:{first}']").check()
    second = registers(page)
    expect(page.locator(".aq-notice", has_text=first)).to_be_visible()
    assel.assert_accessible()
    page.keyboard.press("s")
    form = page.locator("#part-relate form[action$='/parts/']")
    form.locator("[name=subject]").fill("Лифт тоқтап қалды")
    form.locator("select[name=kind]").select_option(label="Сұрау")
    form.locator("button").click()
    expect(page.locator("#part-relate")).to_contain_text("Лифт тоқтап қалды")

    page.goto(f"{assel.url}/cases/{first}/")
    expect(page.locator("#part-relate")).to_contain_text("Екінші Клиент")
    page.get_by_role("button", name="«Тексеріліп жатыр» кезеңіне өткізу").click()
    checks(page, "Орнын қарау", "Сымы үзілген")
    decides(page, "full", "Жұмыс сапасыз орындалған", "Акт жасалды", "Шам ауыстырылды")
    answers_by_agreement(person, page, "Кіреберістегі шам ауыстырылды.")
    page.goto(f"{assel.url}/cases/{second}/")
    expect(page.locator(".aq-history")).to_contain_text("Кіреберістегі шам ауыстырылды.")


def test_the_administrator_keeps_the_causes_and_the_parts_of_a_kind(person: SignIn) -> None:
    administrator = person("sysadmin")
    page = administrator.open("/settings/causes/")
    administrator.assert_accessible()
    page.get_by_role("link", name="Жаңа себеп").click()
    for number, name in enumerate(("Ауа райы", "Погода", "Weather")):
        page.locator(f"[name=names_{number}]").fill(name)
    page.locator("[name=order]").fill("900")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ауа райы")
    page = administrator.open("/settings/case-kinds/")
    page.locator("td a", has_text="Шағым").click()
    page.get_by_role("link", name="Тексеру мен шешім").click()
    administrator.assert_accessible()
    page.locator("select[name=involved]").select_option("decided")
    page.keyboard.press("Control+s")
    expect(page.locator(".aq-toast, .aq-notice, .set-aside").first).to_be_visible()
    expect(page.locator("select[name=involved]")).to_have_value("decided")
    page.locator("select[name=involved]").select_option("")
    page.keyboard.press("Control+s")
    expect(page.locator("select[name=involved]")).to_have_value("")
