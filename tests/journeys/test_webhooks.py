"""The monitoring system next door is told of an emergency, signed; the page says so, and says when nobody answers."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import launch
from tests.journeys.acts import accepts, arrives, at_the_desk, leaves
from tests.journeys.conftest import SignIn
from tests.journeys.launch import Product
from tests.journeys.window import Window
from tests.receiver import Receiver, receiving

DELIVERED, NOBODY = "жеткізілді, 200", "Бұл мекенжайда ешкім жауап бермейді."


@pytest.fixture(scope="module")
def product(request: pytest.FixtureRequest, founded: Path) -> Iterator[Product]:
    """The one journey whose product may post to its own machine, where the receiver is."""
    noop = request.config.getoption("--noop") or ""
    with launch.running(founded, noop=noop, ANYQTAMA_WEBHOOKS_INSIDE="1") as running:
        yield running


def test_another_system_is_told_of_a_situation_and_the_page_shows_it(
    person: SignIn, window: Callable[..., Window]
) -> None:
    administrator = person("sysadmin")
    with receiving(Receiver()) as monitoring:
        page = set_up(administrator, monitoring.address)
        secret = page.locator(".set-once code").inner_text()
        number = report_an_emergency(person, window)
        expect(page.locator("#calls")).to_contain_text("Әзірге ештеңе жіберілген жоқ.")
        page = administrator.open(page.url.removeprefix(administrator.url))
        expect(page.locator("#calls li").first).to_contain_text(number)
        expect(page.locator("#calls li").first).to_contain_text(DELIVERED)  # the page renews itself until it knows
        administrator.assert_accessible()
    body, headers = monitoring.bodies[0], monitoring.headers[0]
    told = json.loads(body)
    assert (told["event"], told["id"], told["severity"]) == ("situation.reported", number, "critical")
    signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Anyqtama-Signature"] == f"sha256={signed}"
    assert "Сымды" not in body.decode()

    page.get_by_role("button", name="Сынақ жіберу").click()
    expect(page.locator("#calls li").first).to_contain_text("сынақ")
    expect(page.locator("#calls li").first).to_contain_text(NOBODY)
    administrator.assert_accessible()
    page.get_by_role("link", name="Жағдай вебхуктары").first.click()
    expect(page.get_by_role("row", name="Мониторинг")).to_contain_text(NOBODY)


def set_up(administrator: Window, address: str) -> Page:
    page = administrator.page
    page.get_by_role("link", name="Баптау").click()
    page.get_by_role("link", name="Жағдай вебхуктары").first.click()
    page.keyboard.press("n")
    page.locator("input[name=name]").fill("Мониторинг")
    page.locator("input[name=address]").fill(address)
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Құпия кілт әлі жоқ: ештеңе жіберілмейді.")).to_be_visible()
    page.get_by_role("button", name="Құпия кілт жасау").click()
    expect(page.locator(".set-once code")).to_be_visible()
    return page


def report_an_emergency(person: SignIn, window: Callable[..., Window]) -> str:
    """At the desk, about the talk that is open there."""
    assel = at_the_desk(person, "assel")
    arrives(window("visitor"), "Көше жарығы", "Аулада жалаңаш сым жатыр", name="Сымды Көрген")
    desk = accepts(assel, "Сымды Көрген")
    desk.locator("[data-scroll]").click()
    desk.keyboard.press("v")
    expect(desk).to_have_url(re.compile("/situations/new/"))
    desk.get_by_label("Қауіп-қатер, қорқыту").check()
    desk.get_by_label("Өте ауыр").check()
    desk.locator("[name=what]").fill("Аулада жалаңаш сым, 112-ге хабарланды.")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("Әлі ешкім қабылдаған жоқ").first).to_be_visible()
    found = re.search(r"/situations/([^/]+)/", desk.url)
    assert found
    leaves(assel)
    return found.group(1)
