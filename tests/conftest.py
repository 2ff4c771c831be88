"""Windows of people at the running product; `product` is the fixture of the folder that uses them."""

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys import launch
from tests.journeys.launch import Product
from tests.journeys.people import CAST, PASSWORD
from tests.journeys.window import Window

TIMEOUT_MS = 45_000

SignIn = Callable[..., Window]


@pytest.fixture(scope="session")
def founded() -> Iterator[Path]:
    with launch.founded() as folder:
        yield folder


@pytest.fixture
def window(request: pytest.FixtureRequest, browser: Browser, product: Product) -> Iterator[Callable[..., Window]]:
    """Opens a window of somebody who is not signed in; at the end nothing may have complained."""
    opened: list[Window] = []

    def open_window(
        name: str = "nobody", *, language: str = "kk", width: int = 1366, height: int = 900, **more: Any
    ) -> Window:
        context = browser.new_context(
            locale={"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}[language],
            timezone_id="Asia/Almaty",
            viewport={"width": width, "height": height},
            **more,
        )
        context.set_default_timeout(TIMEOUT_MS)
        opened.append(Window(context, product.url, name))
        return opened[-1]

    yield open_window
    if request.node.stash.get(FAILED, False):
        _keep_pictures(request, opened, product)
    complaints = [f"{one.name}: {said}" for one in opened for said in one.unexpected()]
    for one in opened:
        one.context.close()
    if not request.node.stash.get(FAILED, False):
        assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def person(window: Callable[..., Window]) -> SignIn:
    """`person("assel")`: that member of the cast, signed in through the page."""

    def sign_in(login: str, **more: Any) -> Window:
        made: Window = window(login, **{"language": CAST[login].language} | more)
        page = made.open("/sign-in/")
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return made

    return sign_in


FAILED = pytest.StashKey[bool]()
PICTURES = pytest.StashKey[Path]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


def _keep_pictures(request: pytest.FixtureRequest, opened: list[Window], product: Product) -> None:
    folder = Path(tempfile.mkdtemp(prefix="anyqtama-failed-"))
    for number, one in enumerate(opened, start=1):
        one.page.screenshot(path=folder / f"{number}-{one.name}.png", full_page=True)
        (folder / f"{number}-{one.name}.html").write_text(one.page.content(), encoding="utf-8")
        (folder / f"{number}-{one.name}.txt").write_text("\n".join(one.complaints), encoding="utf-8")
    shutil.copy(product.log, folder / "server.log")
    print(f"Pictures, pages and the server's log: {folder}")
