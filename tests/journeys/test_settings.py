"""The system administrator at work: an operator out of a table who then signs in; a queue's hours, wrong and mended."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

TABLE = """login;family_name;given_name;unit;language;roles;languages
aigul.serik;Серікова;Айгүл;city;kk;operator;kk:5, ru:4
"""
WRONG = TABLE.replace("operator", "king")
OWN = "менің-құпия-сөзім-12"


def upload(page: Any, text: str) -> None:
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}]
    )
    page.get_by_role("button", name="Не өзгеретінін қарау").click()


def test_an_operator_comes_in_by_table_gets_a_queue_and_signs_in(person: SignIn, window: Callable[..., Window]) -> None:
    administrator = person("sysadmin")
    page = administrator.page
    administrator.allow("422")
    page.get_by_role("link", name="Баптау").click()
    page.get_by_role("link", name="Қызметкерлер", exact=True).click()
    page.get_by_role("link", name="Импорт").click()
    upload(page, WRONG)
    expect(page.locator(".set-details")).to_contain_text("«king» рөлі жоқ")
    expect(page.get_by_role("button", name="Барлық жолды импорттау")).to_have_count(0)
    upload(page, TABLE)
    administrator.assert_accessible()
    page.get_by_role("button", name="Барлық жолды импорттау").click()
    page.get_by_role("link", name="Серікова Айгүл").click()

    page.get_by_role("link", name="Кезектер", exact=True).click()
    page.get_by_label("Қосылатын кезек").select_option(label="Қала шаруашылығы")
    page.get_by_role("button", name="Кезек қосу").click()
    expect(page.locator(".aq-rows")).to_contain_text("Қала шаруашылығы")
    page.get_by_role("link", name="Жүйеге кіру", exact=True).click()
    page.get_by_role("button", name="Алғашқы құпиясөзді беру").click()
    password = page.locator(".set-once code").inner_text()

    newcomer = window("aigul", language="kk")
    door = newcomer.open("/sign-in/")
    door.locator("input[name=login]").fill("aigul.serik")
    door.locator("input[name=password]").fill(password)
    door.locator("input[name=password]").press("Enter")
    door.locator("input[name=new]").fill(OWN)
    door.locator("input[name=again]").fill(OWN)
    door.locator("input[name=again]").press("Enter")
    door.wait_for_url(lambda url: "/sign-in/" not in url)
    newcomer.open("/desk/")
    expect(door.locator("body")).to_contain_text("Қала шаруашылығы")


def test_a_queues_hours_are_refused_with_an_error_and_then_mended(person: SignIn) -> None:
    administrator = person("sysadmin", width=390, height=844)
    administrator.allow("422")
    page = administrator.open("/settings/queues/")
    page.get_by_role("link", name="Қала шаруашылығы").click()
    page.get_by_role("link", name="Жұмыс уақыты").click()
    page.get_by_label("осы уақытта").check()
    page.get_by_label("Дүйсенбі").fill("09:00-13:00, 12:00-18:00")
    page.get_by_role("button", name="Сақтау").click()
    expect(page.get_by_role("alert")).to_contain_text("алдыңғы аралық")
    expect(page.get_by_label("Дүйсенбі")).to_have_value("09:00-13:00, 12:00-18:00")
    administrator.assert_accessible()
    administrator.assert_no_sideways_scroll()
    page.get_by_label("Дүйсенбі").fill("09:00-13:00, 14:00-18:00")
    page.get_by_role("button", name="Сақтау").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Дүйсенбі")).to_have_value("09:00-13:00, 14:00-18:00")
    expect(page.locator(".set-changes")).to_contain_text("Жұмыс уақыты")
    page.get_by_label("кез келген уақытта").check()
    page.get_by_role("button", name="Сақтау").click()  # the other journeys chat at any hour


def test_no_list_of_the_settings_hides_a_column(person: SignIn) -> None:
    administrator = person("sysadmin", width=1366, height=768)
    for kind in ("rules", "topics", "people", "support-terms", "attempts", "roles"):
        administrator.open(f"/settings/{kind}/")
        administrator.assert_no_table_hides_a_column()
