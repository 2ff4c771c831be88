"""Takes the pictures of the README from a running demo: `make run` in one window, `tools/pictures.py` in another.

Only what a person does at the page makes them: a visitor writes, the operator of the cast answers and registers.
"""

import argparse
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from chromium import chromium
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDE: ViewportSize = {"width": 1440, "height": 900}
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
OPERATOR, LEAD, ADMINISTRATOR = "asel.sagyndyqova", "gaukhar.ospanova", "ruslan.karimov"
WAIT_MS = 30_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--url", default=f"http://localhost:{os.environ.get('PORT', '8000')}")
    url = asked.parse_args().url
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox", "--disable-gpu"])
        one_talk(browser, url)
        with signed_in(browser, url, LEAD, "ru") as page:
            keep(page, "/wall/", "wall-ru")
            week_ago, yesterday = (datetime.now().astimezone().date() - timedelta(days=back) for back in (8, 1))
            keep(page, f"/reports/?by=day&first={week_ago}&last={yesterday}", "days-ru")
        with signed_in(browser, url, ADMINISTRATOR, "en") as page:
            page.goto("/settings/queues/")
            page.get_by_role("link", name="City services").first.click()
            page.locator(".aq-subnav a").nth(3).click()
            picture(page, "settings-en")
        browser.close()


def one_talk(browser: Browser, url: str) -> None:
    """A visitor asks on the city's site in Kazakh, the operator answers and registers; both windows are taken."""
    with window(browser, url, "kk") as site, signed_in(browser, url, OPERATOR, "kk") as desk:
        desk.goto("/desk/")
        if not desk.locator(".aq-my-state .aq-shape-good").count():
            desk.locator(".aq-my-state").click()
            desk.locator("button[name=state][value=available]").first.click()
        site.goto("/widget/demo/")
        site.locator("button[aria-expanded]").click()
        visitor = site.frame_locator("iframe")
        visitor.locator("input[name=name]").fill("Мұхамеджанова Сәуле Қайратқызы")
        visitor.locator("textarea[name=text]").fill("Сәлеметсіз бе! Абай көшесі 45, аулада екі күннен бері жарық жоқ.")
        visitor.locator("select[name=topic]").select_option(label="Көше жарығы")
        visitor.locator("button[name=agree]").click()
        offered = desk.locator(".aq-offer", has_text="Мұхамеджанова")
        expect(offered).to_be_visible(timeout=WAIT_MS)
        offered.locator("button[data-key=A]").click()
        desk.wait_for_url("**/desk/*/")
        says(desk, "Сәлеметсіз бе, Сәуле Қайратқызы! Қазір қараймын. Бір шам ба, әлде бүкіл аула ма?")
        visitor.locator("textarea[name=text]").fill("Бүкіл аула. Балалар қараңғыда келеді, қауіпті.")
        visitor.locator("[data-send]").click()
        expect(desk.locator("[data-lines]")).to_contain_text("қауіпті", timeout=WAIT_MS)
        says(desk, "Түсіндім. Өтінішті «Қалажарық» КМК-ға тіркедім, нөмірі мен мерзімін қазір жіберемін.")
        desk.locator("[data-scroll]").click()
        desk.keyboard.press("r")
        desk.locator("#register input[name=subject]").fill("Аулада жарық жоқ")
        desk.locator("#register input[name=address]").fill("Абай көшесі, 45")
        desk.locator("#register .aq-form-foot button").click()
        desk.locator("form[action$='/tell/'] button").first.click()
        picture(desk, "desk-kk")
        picture(site, "visit-kk")


def says(desk: Page, text: str) -> None:
    desk.locator("[data-text]").fill(text)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-text]")).to_have_value("")


@contextmanager
def window(browser: Browser, url: str, language: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=url, viewport=WIDE, locale=LOCALES[language], timezone_id="Asia/Almaty", color_scheme="light"
    )
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    yield page
    context.close()


@contextmanager
def signed_in(browser: Browser, url: str, login: str, language: str) -> Iterator[Page]:
    """By a press at the demo's door, in this language."""
    with window(browser, url, language) as page:
        page.goto("/sign-in/")
        page.locator(f"form:has(input[name=login][value='{login}']) button").first.click()
        page.wait_for_url(lambda found: "/sign-in/" not in found)
        menu = page.locator("details", has=page.locator("button[name=language]")).first
        menu.locator("summary").click()
        menu.locator(f"button[value={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        yield page


def keep(page: Page, path: str, name: str) -> None:
    page.goto(path)
    picture(page, name)


def picture(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    path = FOLDER / f"{name}.png"
    smaller(Image.open(BytesIO(page.screenshot())).convert("RGB")).save(path, optimize=True)
    print(f"{path.relative_to(FOLDER.parents[1])}: {path.stat().st_size // 1024} KB")


def smaller(taken: Image.Image) -> Image.Image:
    """With a palette that keeps the rare colours too: a small green dot says more than a shade of the background."""
    counted = taken.getcolors(taken.width * taken.height) or []
    weighed = [colour for n, colour in counted for _ in range(math.isqrt(math.isqrt(n)))]
    strip = Image.new("RGB", (len(weighed), 1))
    strip.putdata(weighed)  # type: ignore[arg-type]  # Pillow types a colour as a number or a tuple
    palette = strip.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=2)
    return taken.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
