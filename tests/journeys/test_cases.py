"""A matter without a talk: registered by hand, given on, made formal, answered, closed. Knowledge changed."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.complaining import answers_by_agreement, checks_and_decides, writes_down_that_it_is_solved
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

DUE = re.compile(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d")


def registers(window: Window, *, client: str, number: str, subject: str) -> Page:
    """By the key N of the list, for a client who is new; returns on the page of the case."""
    page = window.open("/cases/")
    page.keyboard.press("n")
    expect(page).to_have_url(f"{window.url}/cases/new/")
    page.locator("input[name=find]").fill(client)
    expect(page.locator("#found")).to_contain_text(client)
    page.locator("input[name=name]").fill(client)
    page.locator("input[name=reached_by]").fill(number)
    topic = page.locator("select[name=topic]")
    topic.select_option(index=1)
    expect(page.locator("#promise")).to_contain_text(DUE)
    window.assert_accessible()
    page.locator("input[name=subject]").fill(subject)
    page.locator("textarea[name=details]").fill("Үшінші күн\n\n- төрт шам")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    return page


def gives_to_a_department(page: Page) -> None:
    page.keyboard.press("a")
    form = page.locator("#do")
    form.locator("select[name=unit]").select_option(index=2)
    form.locator("textarea[name=task]").fill("Шамдарды ауыстыру")
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-history")).to_contain_text("Шамдарды ауыстыру")


def answers(page: Page, text: str) -> None:
    page.locator("#write textarea").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-history")).to_contain_text(text)
    expect(page.locator("#write textarea")).to_have_value("")


def closes(page: Page) -> None:
    page.keyboard.press("c")
    form = page.locator("#do")
    form.locator("input[name=resolved][value=yes]").press("Space")
    form.locator("button:not([data-picks])").click()
    expect(page.locator("a[href='?do=reopen#do']")).to_be_visible()


def test_an_operator_sees_a_matter_through_to_its_formal_end(person: SignIn) -> None:
    assel = person("assel")
    page = registers(assel, client="Петрова Наталья", number="8 705 111 19 62", subject="Қоқыс екінші күн шығарылмады")
    assel.assert_accessible()
    assel.assert_fits_a_phone()
    gives_to_a_department(page)

    before = page.locator(".aq-clock-date").inner_text()
    page.locator(".aq-clock-law a").click()
    form = page.locator("#do")
    promised = form.locator("b").inner_text()
    expect(form.locator("b")).to_have_text(DUE)
    assert promised != before
    expect(form.locator("input[name=who]")).to_have_value("Петрова Наталья")
    form.locator("input[name=postal_address]").fill("Астана, Мәңгілік Ел, 12")
    assel.allow("409|422")
    form.locator("button:not([data-picks])").click()
    expect(form.locator("#act-signature_error")).to_be_visible()  # in the server's words; what was typed stays
    expect(form.locator("input[name=postal_address]")).to_have_value("Астана, Мәңгілік Ел, 12")
    form.locator("input[name=who]").fill("Петрова Наталья Викторовна")
    form.locator("textarea[name=substance]").fill("Контейнерлер шығарылмайды")
    form.locator("input[name=signature][value=protocol]").check(force=True)
    assel.assert_accessible()
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-clock-date")).to_have_text(promised)
    expect(page.locator(".aq-history del")).to_have_text(before)
    expect(page.locator(".aq-history")).to_contain_text("енді ресми өтініш болды")  # the client was told
    expect(page.locator(".aq-clock-law")).to_contain_text("76(1)")

    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"do=close"))
    page.locator("#do label:has(input[name=resolved][value=yes])").click()
    page.locator("#do button:not([data-picks])").click()
    expect(page.locator(".aq-notice-bad")).to_be_visible()  # a formal request is answered first

    number = page.locator(".aq-crumbs [aria-current]").inner_text()
    page = assel.open("/cases/?view=mine")
    row = page.locator("tr", has_text=number)
    expect(row).to_contain_text("Петрова Наталья")
    expect(row.locator(".aq-due")).to_contain_text(re.compile(r"\d\d:\d\d"))
    assel.assert_accessible()
    page.keyboard.press("j")
    row.locator("a").click()
    answers(page, "Контейнерлер 09:40-та шығарылды.")
    closes(page)
    page = assel.open("/cases/?view=mine")
    expect(page.locator("tr", has_text=number)).to_have_count(0)


def test_a_clerk_records_a_support_request_and_brings_its_decision_back(person: SignIn) -> None:
    anna = person("anna")
    page = anna.open("/cases/new/")
    page.locator("input[name=name]").fill("Ким Сергей")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill("Не приходит письмо с квитанцией")
    page.locator("form.aq-form button:not([data-picks])").click()
    number = page.locator(".aq-crumbs [aria-current]").inner_text()
    gives_to_a_department(page)
    page = anna.open("/cases/?view=mine&sort=due")
    expect(page.locator("tr", has_text=number).locator(".aq-due")).to_contain_text(re.compile(r"\d\d:\d\d|ч|мин"))
    page.locator("tr", has_text=number).locator("a").click()
    answers(page, "Адрес исправлен, квитанция отправлена снова.")
    expect(page.locator(".aq-facts .aq-badge-good")).to_be_visible()
    closes(page)


def test_two_people_never_overwrite_a_case_unseen(person: SignIn) -> None:
    assel, lead = person("assel"), person("lead")
    page = registers(assel, client="Ли Анна", number="8 705 111 19 63", subject="Су қысымы әлсіз")
    theirs = lead.open(page.url.removeprefix(assel.url))
    gives_to_a_department(theirs)
    assel.allow("409")
    page.locator("#write textarea").fill("Тексеріп жатырмыз")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-notice-bad")).to_be_visible()
    expect(page.locator(".aq-history").first).to_contain_text("Шамдарды ауыстыру")
    expect(page.locator("#write textarea")).to_have_value("Тексеріп жатырмыз")
    assel.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".aq-history")).to_contain_text("Тексеріп жатырмыз")


def test_a_lead_changes_knowledge_and_the_line_is_told(person: SignIn) -> None:
    lead = person("lead")
    page = lead.open("/knowledge/yard-light/edit/")
    page.locator("textarea[name=body_kk]").fill("Енді екі жұмыс күнінде жөнделеді.\n\n- мекенжайды сұраңыз")
    lead.assert_accessible()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(f"{lead.url}/knowledge/yard-light/")
    expect(page.locator("article li")).to_have_text("мекенжайды сұраңыз")
    lead.assert_accessible()

    assel = person("assel")
    day = assel.open("/")
    day.get_by_role("link", name="Аула жарығы: кім жауапты").click()
    expect(day.locator("article")).to_contain_text("Енді екі жұмыс күнінде жөнделеді.")
    expect(day.locator("a", has_text="2-түзету")).to_be_visible()


def test_one_box_leads_anywhere_by_keyboard(person: SignIn) -> None:
    assel = person("assel", language="kk")
    page = registers(assel, client="Сыдықов Дархан", number="8 705 111 19 64", subject="Бағана құлап тұр")
    number = page.locator(".aq-crumbs [aria-current]").inner_text()
    page = assel.open("/")
    page.keyboard.press("Control+k")
    page.locator(".aq-command input").fill(number[-6:])
    expect(page.locator(".aq-command a").first).to_contain_text("Бағана құлап тұр")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Бағана құлап тұр")


def test_a_complaint_goes_the_way_of_its_kind_and_keeps_every_change(person: SignIn) -> None:
    assel = person("assel")
    page = assel.open("/cases/new/?kind=complaint")
    page.locator("input[name=name]").fill("Сәрсенбаева Динара")
    page.locator("select[name=topic]").select_option(index=1)
    page.locator("input[name=subject]").fill("Грубый ответ по телефону")
    page.locator("select[name=kind]").select_option("order")
    expect(page.locator("[name=field_need]")).to_be_visible()
    page.locator("select[name=kind]").select_option("complaint")
    page.locator("select[name=field_about]").select_option("conduct")
    page.locator("select[name=field_severity]").select_option("high")
    assel.assert_accessible()
    page.locator("form.aq-form button:not([data-picks])").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Грубый ответ по телефону")

    page.get_by_role("button", name="«Тексеріліп жатыр» кезеңіне өткізу").click()
    expect(page.locator(".cases-stages [aria-current]")).to_contain_text("Тексеріліп жатыр")
    checks_and_decides(page)
    assel.assert_accessible()
    page.goto(page.url.split("?")[0].split("#")[0] + "?show=fields")
    page.keyboard.press("e")
    page.locator("[name=field_wanted]").fill("Извинения в письме")
    assel.assert_accessible()
    page.keyboard.press("Control+s")
    expect(page.locator("dl")).to_contain_text(["Извинения в письме"])
    page.goto(page.url.split("?")[0])
    answers_by_agreement(person, page, "Ваша жалоба подтвердилась, приносим извинения.")
    writes_down_that_it_is_solved(page)


def test_the_editor_changes_a_kind_and_is_told_what_it_would_change(person: SignIn) -> None:
    administrator = person("sysadmin")
    page = administrator.open("/settings/case-kinds/")
    page.locator("td a", has_text="Сұрау").click()
    page.get_by_role("link", name="Кезеңдер мен жолдар").click()
    administrator.assert_accessible()
    new = page.locator("fieldset", has_text="Кезең қосу")
    for code, name in (("kk", "Келісуде"), ("ru", "На согласовании"), ("en", "Being agreed")):
        new.locator(f"input[lang={code}]").fill(name)
    new.locator("select").first.select_option("with_department")
    administrator.allow("422")
    page.get_by_role("button", name="Алдымен не өзгеретінін").click()
    expect(page.locator(".aq-error-summary")).to_contain_text("Келісуде")  # no way leads there, none from it
    stages = page.locator("fieldset")
    stages.nth(1).get_by_role("checkbox", name="Келісуде").check()
    stages.nth(4).get_by_role("checkbox", name="Жауап берілді").check()
    page.get_by_role("button", name="Алдымен не өзгеретінін").click()
    expect(page.locator(".set-body")).to_contain_text("Жаңа кезең «Келісуде»")
    page.keyboard.press("Control+s")
    expect(page.locator(".set-aside")).to_contain_text("Келісуде: 0")


def test_a_department_answers_from_its_own_screen_and_its_answer_is_checked(person: SignIn) -> None:
    assel, master = person("assel"), person("foreign_operator")
    page = registers(assel, client="Ким Анна", number="8 705 111 19 66", subject="Ағып жатқан құбыр")
    page.keyboard.press("a")
    form = page.locator("#do")
    form.locator("select[name=unit]").select_option(label="Басқа топ")
    form.locator("textarea[name=task]").fill("Құбырды ауыстыру")
    form.locator("button:not([data-picks])").click()
    expect(page.locator(".aq-history")).to_contain_text("Құбырды ауыстыру")
    address = page.url

    theirs = master.open("/assignments/")
    master.assert_accessible()
    theirs.get_by_role("link", name="Ағып жатқан құбыр").click()
    theirs.get_by_role("button", name="Жұмысқа алу").click()
    theirs.locator("textarea[name=text]").fill("Жасалды")
    master.assert_accessible()
    theirs.get_by_role("button", name="Жауапты жіберу").click()
    expect(theirs.locator(".aq-state-attention")).to_be_visible()

    page.goto(address)
    assel.assert_accessible()
    page.locator("#check input[name=reason]").fill("Фото жоқ")
    page.get_by_role("button", name="Себебімен қайтару").click()
    expect(page.locator(".aq-history")).to_contain_text("Фото жоқ")

    theirs.reload()
    expect(theirs.locator(".aq-state-bad")).to_contain_text("Фото жоқ")
    theirs.locator("textarea[name=text]").fill("10:40-та ауыстырылды, фото қоса берілді")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.locator(".aq-state-attention")).to_be_visible()

    page.goto(address)
    for box in page.locator("#check input[name=checks]").all():
        box.press("Space")
    page.locator("#check button[value=accept]").click()
    expect(page.locator("#check")).to_have_count(0)
    answers(page, "Құбыр ауыстырылды.")
    closes(page)


def test_who_is_away_has_a_deputy_who_goes_on_with_their_cases(person: SignIn) -> None:
    assel, nurgul = person("assel"), person("nurgul")
    page = registers(assel, client="Сейіт Болат", number="8 705 111 19 77", subject="Аялдамада жарық сөніп қалды")
    address = page.url.removeprefix(assel.url)
    mine = nurgul.open("/cases/?view=mine")
    expect(mine.locator("main")).not_to_contain_text("Аялдамада жарық сөніп қалды")

    today = timezone.localdate()
    page = assel.open("/me/")
    page.locator("a[href*='/absences/']").first.click()
    page.locator("input[name=begins_on]").fill(f"{today:%d.%m.%Y}")
    page.locator("input[name=ends_on]").fill(f"{today:%d.%m.%Y}")
    deputy = page.locator("select[name=deputy]")
    deputy.select_option(deputy.locator("option", has_text="Нұргүл").get_attribute("value"))
    assel.assert_accessible()
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("Әбенова Нұргүл")

    mine = nurgul.open("/cases/?view=mine")
    mine.locator("main a", has_text="Аялдамада жарық сөніп қалды").click()
    nurgul.assert_accessible()
    answers(mine, "Жөндеушілер жолға шықты")
    expect(mine.locator(".aq-history")).to_contain_text("орнына: Сағындықова Әсел")

    page.locator("form[action*='/end/'] button").click()  # back today: nobody stands in from now on
    expect(page.locator("form[action*='/end/']")).to_have_count(0)
    mine = nurgul.open("/cases/?view=mine")
    expect(mine.locator("main")).not_to_contain_text("Аялдамада жарық сөніп қалды")
    expect(assel.open(address).locator(".aq-history")).to_contain_text("орнына: Сағындықова Әсел")
