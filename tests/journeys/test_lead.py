"""A team lead's shift: queues, people, alerts, breaks, yesterday's report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, closes, leaves
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

Open = Callable[..., Window]


def gives(lead: Page, client: str, to: str) -> None:
    """Reassigns a contact in the queue's tables."""
    row = lead.locator("tr", has_text=client)
    row.locator("select[name=person]").select_option(label=to)
    row.locator("form[action$='/owner/'] button").click()


def test_a_lead_closes_a_queue_and_visitors_are_offered_a_written_request(person: SignIn, window: Open) -> None:
    lead = person("lead")
    page = lead.open("/queues/trees/")
    page.locator("[data-dialog=close-queue]").click()
    page.locator("#close-queue input[name=reason]").fill("Дауыл, бәрі көшеде")
    lead.assert_accessible()
    page.locator("#close-queue .aq-form-foot button").click()
    expect(page.locator(".aq-notice-attention")).to_contain_text("Дауыл, бәрі көшеде")

    visitor = window("visitor", width=390, height=844)
    visitor.allow("409")
    talk = visitor.open("/visit/")
    talk.locator("input[name=name]").fill("Айгерім Жүнісова")
    talk.locator("textarea[name=text]").fill("Ағаш құлады")
    talk.locator("select[name=topic]").select_option(label="Ағаштар")
    talk.locator("button[name=agree]").click()
    expect(talk.get_by_role("alert")).to_be_visible()
    visitor.assert_accessible()
    talk.get_by_role("alert").locator("button[name=begin]").click()
    expect(talk.locator("textarea[name=text]")).to_have_value("Ағаш құлады")
    talk.locator("input[name=way][value=chat]").check(force=True)
    talk.locator("button[form=request]").click()
    expect(talk.locator("[data-subtitle]")).to_have_text("Жазбаша сұрауыңыз қабылданды")
    expect(talk.locator("[data-talk]")).to_contain_text("Ағаш құлады")

    page.locator("form[action$='/opening/'] button").click()
    expect(page.locator("[data-dialog=close-queue]")).to_be_visible()


def test_a_lead_puts_up_a_banner_and_raises_a_priority(person: SignIn, window: Open) -> None:
    lead = person("lead").open("/queues/led/")
    first = arrives(window("first"), "Аулалар", "Аулада су тұр", name="Бірінші Клиент")
    arrives(window("second"), "Аулалар", "Қақпа сынды", name="Екінші Клиент")
    lead.locator("form[action$='/banner/'] input[name=kk]").fill("Аулалар туралы жауап бүгін кеш келеді")
    lead.locator("form[action$='/banner/'] button:not([data-picks])").click()
    expect(first.locator("[data-panel] .aq-notice")).to_contain_text("Аулалар туралы жауап бүгін кеш келеді")

    rows = lead.locator("tr:has(form[action$='/priority/'])")
    expect(rows.first).to_contain_text("Бірінші Клиент")
    second = lead.locator("tr", has_text="Екінші Клиент")
    second.locator("input[name=priority]").fill("5")
    second.locator("form[action$='/priority/'] button").click()
    expect(rows.first).to_contain_text("Екінші Клиент")
    expect(rows.first.locator("input[name=priority]")).to_have_value("5")

    lead.locator("form[action$='/banner/'] input[name=kk]").fill("")
    lead.locator("form[action$='/banner/'] button:not([data-picks])").click()
    expect(first.locator("[data-panel] .aq-notice", has_text="кеш келеді")).to_have_count(0)


def test_a_lead_takes_the_alert_of_a_long_wait(person: SignIn, window: Open) -> None:
    lead = person("lead")
    page = lead.open("/queues/led/")
    page.locator("input[name=warn_wait_seconds]").fill("3")
    with page.expect_navigation():
        page.locator("form[action$='/limits/'] button").click()
    expect(page.locator("input[name=warn_wait_seconds]")).to_have_value("3")
    wall = lead.open("/wall/")
    arrives(window("visitor"), "Аулалар", "Шағын алаң бұзылған", name="Күтуші Клиент")
    alarm = wall.locator(".aq-wall-alarm")
    expect(alarm).to_contain_text("Аулалар", timeout=20_000)
    alarm.locator("form[action$='/taking/'] button").click()
    expect(alarm).to_contain_text("Тілеубергенова Мәдина")
    expect(alarm.locator("form")).to_have_count(0)


def test_a_lead_moves_a_person_into_a_queue_and_reassigns_a_running_contact(person: SignIn, window: Open) -> None:
    nurgul = at_the_desk(person, "nurgul")
    daulet = at_the_desk(person, "daulet")
    lead = person("lead").open("/queues/led/")
    arrives(window("visitor"), "Аулалар", "Орындық жоқ", name="Ауыспалы Клиент")
    lead.reload()
    gives(lead, "Ауыспалы Клиент", "Серікбаев Дәулет")
    expect(lead.locator("tr", has_text="Ауыспалы Клиент")).to_contain_text("Серікбаев Дәулет")
    daulet.page.locator("[data-contacts] a", has_text="Ауыспалы Клиент").click()
    daulet.page.wait_for_url("**/desk/*/")

    lead.locator(".wall-add select[name=person]").select_option(label="Әбенова Нұргүл")
    lead.locator(".wall-add button[value=add]").click()
    member = lead.locator("li", has_text="Әбенова Нұргүл")
    expect(member).to_have_count(1)
    gives(lead, "Ауыспалы Клиент", "Әбенова Нұргүл")
    expect(lead.locator("tr", has_text="Ауыспалы Клиент").locator("td").nth(2)).to_have_text("Әбенова Нұргүл")
    mine = nurgul.page.locator("[data-contacts] a", has_text="Ауыспалы Клиент")
    expect(mine).to_have_count(1)
    member.locator("button[value=remove]").click()
    expect(member).to_have_count(0)
    mine.click()
    nurgul.page.wait_for_url("**/desk/*/")
    closes(nurgul.page)
    for one in (nurgul, daulet):
        leaves(one)


def knows_english(lead: Page, level: int) -> None:
    """Sets the level of the person whose levels are open."""
    lead.locator("[name='language:en']").fill(str(level))
    with lead.expect_navigation():
        lead.locator("form[action$='/levels/'] button").click()
    expect(lead.locator("[name='language:en']")).to_have_value(str(level))


def test_a_lead_gives_a_language_and_contacts_in_it_are_offered_at_once(person: SignIn, window: Open) -> None:
    daulet = at_the_desk(person, "daulet")
    lead = person("lead")
    page = lead.open("/people/")
    page.locator("td a", has_text="Серікбаев Дәулет").click()
    knows_english(page, 0)
    lead.assert_accessible()
    waits = arrives(window("visitor", language="en"), "Roads", "The bridge is closed", name="Bridge Client")
    expect(waits.locator(".aq-widget-wait")).to_be_visible()
    expect(daulet.page.locator(".aq-offer")).to_have_count(0)
    knows_english(page, 5)
    closes(accepts(daulet, "Bridge Client"))
    leaves(daulet)


def test_a_lead_sets_a_state_and_limits_breaks(person: SignIn) -> None:
    nurgul = at_the_desk(person, "nurgul")
    lead = person("lead")
    page = lead.open("/people/")
    row = page.locator("tr", has_text="Әбенова Нұргүл")
    row.locator("summary, [popovertarget]").first.click()
    row.locator("button[name=state][value=meeting]").click()
    expect(page.locator("tr", has_text="Әбенова Нұргүл").first).to_contain_text("Жиналыс")
    expect(nurgul.page.locator(".aq-my-state")).to_contain_text("Жиналыс")

    limit = page.locator("form[action$='/break-limits/city/']")
    limit.locator("input[name=most]").fill("0")
    limit.locator("button").click()
    expect(limit.locator("input[name=most]")).to_have_value("0")
    lead.assert_accessible()
    nurgul.page.locator(".aq-my-state").click()
    nurgul.page.locator("button[name=state][value=lunch]").click()
    expect(nurgul.page.locator("[data-toast]", has_text="рұқсат етілген")).to_be_visible()
    expect(nurgul.page).to_have_url(AT_DESK)  # a refusal leaves one where one works
    expect(nurgul.page.locator(".aq-my-state")).to_contain_text("Жиналыс")
    limit.locator("input[name=most]").fill("")
    limit.locator("button").click()
    expect(limit.locator("input[name=most]")).to_have_value("")
    nurgul.page.locator(".aq-my-state").click()
    nurgul.page.locator("button[name=state][value=lunch]").click()
    expect(nurgul.page.locator(".aq-my-state")).to_contain_text("Түскі ас")
    leaves(nurgul)


def test_a_lead_opens_yesterdays_report_and_takes_it_along(person: SignIn) -> None:
    lead = person("lead")
    page = lead.open("/reports/")
    row = page.locator("tbody tr", has_text="Сумен жабдықтау")
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(1)).to_have_text("1")
    lead.assert_accessible()
    lead.assert_fits_a_phone()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="CSV").click()
    lines = Path(downloading.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert any(line.startswith(("Сумен жабдықтау", '"Сумен жабдықтау"')) for line in lines[1:]), lines


@pytest.mark.parametrize("login", ["lead", "shift"])
def test_a_group_s_figures_are_kept_compared_by_day_and_opened(person: SignIn, login: str) -> None:
    lead = person(login)
    figures = lead.page.locator(".aq-figure", has_text="Қызмет деңгейі")
    expect(figures).to_be_visible()
    page = lead.open("/reports/?by=day&queue=water")
    spread = page.locator("tr", has=page.get_by_role("cell", name="Жауаптың орташа жылдамдығы")).last
    expect(spread.locator("td").nth(1)).to_have_text("01:08")
    expect(spread.locator("td").nth(4)).to_contain_text("−12")
    expect(page.locator("svg.aq-chart polyline")).to_be_visible()
    lead.assert_accessible()
    lead.assert_fits_a_phone()

    total = page.locator("tfoot a[href*='what=answered']").first
    expect(total).to_have_text("5")
    total.click()
    expect(page.locator("tbody tr")).to_have_count(5)
    expect(page.locator("tbody tr").first).to_contain_text("01:30")
    expect(page.locator("tbody tr").first).to_contain_text("Әбенова Нұргүл")
    lead.assert_accessible()
    lead.assert_fits_a_phone()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="XLSX").click()
    assert Path(downloading.value.path()).read_bytes()[:2] == b"PK"
