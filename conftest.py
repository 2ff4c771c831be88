"""What holds for every test: the time zone, a data folder of its own, and no network beyond this machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

CHROMIUM = chromium()
TIMEOUT_MS = 45_000
LOOPBACK = ("127.", "::1", "localhost")
ROOT = Path(__file__).parent


class NetworkRefused(Exception):
    """A test tried to reach another machine."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--noop",
        metavar="MODULE.VERB",
        help="serve the journeys with this verb doing nothing, to see which journeys fail without it",
    )


def pytest_configure(config: pytest.Config) -> None:
    slow = hypothesis.HealthCheck.too_slow  # a busy machine is no fault of the property
    hypothesis.settings.register_profile("anyqtama", suppress_health_check=[slow], deadline=None)
    hypothesis.settings.load_profile("anyqtama")
    os.environ["TZ"] = "Asia/Almaty"
    time.tzset()
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, ROOT / "tools" / "messages.py", "compile"], check=True)
    _own_settings(config)
    _no_network()


def _own_settings(config: pytest.Config) -> None:
    from django.conf import settings
    from django.db import connections

    folder = tempfile.TemporaryDirectory(prefix="anyqtama-tests-")
    config.add_cleanup(folder.cleanup)
    settings.DATA = Path(folder.name)
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
    settings.WHITENOISE_AUTOREFRESH = True  # else each test's browser looks through all static files as it is made
    store: Any = settings.STORAGES["default"]
    store["OPTIONS"]["location"] = Path(folder.name) / "files"
    if connections["default"].vendor == "sqlite":  # in memory, SQLite's threads would share one cache and its locks
        connections["default"].settings_dict["TEST"]["NAME"] = str(Path(folder.name) / "test.sqlite3")


def _no_network() -> None:
    real: Any = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
            raise NetworkRefused(address)
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign,assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`pytest` by hand skips what this machine lacks; tools/test.py names it or brings it."""
    lacking = {
        "redis": None if os.environ.get("REDIS_URL") else "set REDIS_URL",
        "postgres": None if os.environ.get("DATABASE_URL", "").startswith("postgres") else "set DATABASE_URL",
    }
    for item in items:
        for mark, why in lacking.items():
            if why and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=why))
    # Two processes share the files in this order: those that start processes first, else one waits at the end.
    items.sort(key=lambda item: not item.path.is_relative_to(ROOT / "tests"))


@pytest.fixture(autouse=True)
def _own_cache() -> Iterator[None]:
    """Throttling and the like are counted anew in each test."""
    from django.core.cache import cache

    yield
    cache.clear()


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """One for all tests of a process: Playwright cannot be begun twice."""
    from playwright.sync_api import expect, sync_playwright

    if not CHROMIUM:
        pytest.skip("Chromium was not found")
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: "Playwright") -> "Iterator[Browser]":
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield running
    running.close()
