"""A browser window of one person: what it complains about, and whether everyone could use what it shows."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Response

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STARTED = """() => document.readyState === "complete" && (
  "started" in document.documentElement.dataset || !document.querySelector("script[type=module]"))"""
FOLDED = """() => [...document.querySelectorAll(".aq-verbs[data-fold]")].every((bar) =>
  bar.scrollWidth <= bar.clientWidth && [...bar.children].every((verb) => verb.offsetTop < bar.offsetTop + 32))"""
"""No verb hangs out of its bar, and none stands below another."""
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Window:
    """One page with its watchers. `page` is Playwright's; paths are the product's own."""

    def __init__(self, context: BrowserContext, url: str, name: str) -> None:
        self.url = url
        self.name = name
        self.context = context
        self.complaints: list[str] = []
        self.allowed: list[str] = []
        self.page: Page = context.new_page()
        self._press = self.page.keyboard.press
        self.page.keyboard.press = self._press_when_started  # type: ignore[method-assign]
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.complaints.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.url}{path}")
        return self.page

    def _press_when_started(self, key: str, **more: Any) -> None:
        """A person sees the page before they press a key; a machine must wait until its scripts have started."""
        self.page.wait_for_function(STARTED)
        self._press(key, **more)

    def allow(self, pattern: str) -> None:
        """A complaint that this journey provokes on purpose."""
        self.allowed.append(pattern)

    def unexpected(self) -> list[str]:
        return [said for said in self.complaints if not any(re.search(pattern, said) for pattern in self.allowed)]

    def assert_accessible(self, *, without: tuple[str, ...] = ()) -> None:
        """No finding of axe in the page as it stands. `without`: rules that do not fit here, with a reason beside."""
        rules = {rule: {"enabled": False} for rule in without}
        options = json.dumps({"runOnly": {"type": "tag", "values": STANDARD}, "rules": rules})
        try:
            found = self._judged(options)
        except Error as failure:
            if "context was destroyed" not in str(failure):
                raise
            found = self._judged(options)  # the page was still going on to the next, which is the one that is meant
        said = [
            f"{finding['id']}: {finding['help']}\n    "
            + "\n    ".join(node["html"][:160] for node in finding["nodes"][:5])
            for finding in found["violations"]
        ]
        assert not said, f"{self.name} at {self.page.url}\n" + "\n".join(said)

    def _judged(self, options: str) -> Any:
        self.page.wait_for_load_state()
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.page.evaluate("scrollTo(0, 0)")  # else the bar at the top covers what happens to lie under it
        self.page.evaluate(_axe())
        return self.page.evaluate(f"axe.run(document, {options})")

    def assert_no_sideways_scroll(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the window"

    def assert_no_table_hides_a_column(self) -> None:
        wide = "[...document.querySelectorAll('.aq-table-wrap')].filter((each) => each.scrollWidth > each.clientWidth)"
        assert not self.page.evaluate(f"{wide}.length"), f"{self.page.url}: a table scrolls sideways"

    def assert_fits_a_phone(self) -> None:
        """At 390 px neither the page nor a table in it scrolls sideways, and the verbs of its head stand in one row.

        The window has its own size again then.
        """
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.assert_no_sideways_scroll()
        self.assert_no_table_hides_a_column()
        self.page.wait_for_function(FOLDED)
        self.assert_accessible()
        if before:
            self.page.set_viewport_size(before)


@cache
def _axe() -> str:
    # evaluated over the debugging protocol: the page's policy would rightly refuse a script element
    return AXE.read_text(encoding="utf-8") + "; undefined"
