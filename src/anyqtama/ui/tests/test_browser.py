"""The style guide in a real browser: accessible in both themes and three languages; its scripts do what they say."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"
SETTLED = "() => document.documentElement.scrollWidth <= innerWidth"
"""Bars that do not fit have folded."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """The style guide's requests are no news."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The pages over HTTP in a thread; the style guide needs no database."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    page.close()
    assert complaints == []


def open_guide(page: Page, site: str, query: str = "language=en&theme=light") -> None:
    page.goto(f"{site}/styleguide/?{query}")
    expect(page.locator("html")).to_have_attribute("data-started", "")
    page.evaluate("document.fonts.ready.then(() => true)")  # letters of another width fold and unfold bars


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_style_guide(page: Page, site: str, theme: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_guide(page, site, f"language={language}&theme={theme}&check=1")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(SETTLED)
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    page.wait_for_function(SETTLED)


def test_a_bar_that_does_not_fit_folds_and_its_keys_still_work(page: Page, site: str) -> None:
    open_guide(page, site)
    bar = page.locator(".aq-verbs-room [data-fold]")
    expect(bar.locator("summary")).to_have_text("More")
    page.wait_for_function("bar => bar.scrollWidth <= bar.clientWidth", arg=bar.element_handle())
    expect(bar.locator("> button:last-child")).to_have_attribute("data-key", "E")
    page.evaluate("document.querySelector('[data-key=X]').addEventListener('click', () => window.pressed = true)")
    page.keyboard.press("x")
    page.wait_for_function("window.pressed === true")


def test_the_head_of_a_narrow_page_keeps_its_primary_verb_and_folds_the_other(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 240, "height": 800})
    open_guide(page, site)
    verbs = page.locator(".aq-page-head [data-fold]").first
    expect(verbs.locator("> *")).to_have_count(2)
    expect(verbs.locator("> .aq-button-primary")).to_have_attribute("data-key", "N")
    expect(verbs.locator(".aq-menu-folded > *")).to_have_text("Export")
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(verbs.locator("> details")).to_have_count(0)
    expect(verbs.locator("> *").first).to_have_text("Export")


def test_a_verb_key_is_only_a_letter_while_one_types(page: Page, site: str) -> None:
    open_guide(page, site)
    page.evaluate("document.querySelector('[data-key=H]').addEventListener('click', () => window.pressed = true)")
    page.locator("textarea[data-draft]").fill("")
    page.keyboard.type("h")
    expect(page.locator("textarea[data-draft]")).to_have_value("h")
    assert page.evaluate("window.pressed") is None


def test_the_key_is_the_place_on_the_keyboard_in_any_layout(page: Page, site: str) -> None:
    open_guide(page, site)
    page.evaluate("document.querySelector('[data-key=H]').addEventListener('click', () => window.pressed = true)")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'р', code: 'KeyH', bubbles: true}))")
    page.wait_for_function("window.pressed === true")


def test_the_question_mark_lists_the_keys_and_escape_closes(page: Page, site: str) -> None:
    open_guide(page, site)
    page.keyboard.press("?")
    expect(page.locator("#aq-keys")).to_contain_text("Hold")
    page.keyboard.press("Escape")
    expect(page.locator("#aq-keys")).to_have_count(0)


def test_the_command_dialog_does_what_the_page_can_do(page: Page, site: str) -> None:
    open_guide(page, site)
    page.evaluate("document.querySelector('[data-key=T]').addEventListener('click', () => window.pressed = true)")
    page.keyboard.press("Control+k")
    page.keyboard.type("transf")
    page.keyboard.press("Enter")
    page.wait_for_function("window.pressed === true")
    expect(page.locator(".aq-command")).to_have_count(0)


def test_a_draft_outlives_a_reload(page: Page, site: str) -> None:
    open_guide(page, site)
    page.evaluate("sessionStorage.setItem('aq-draft:styleguide', 'half a sentence')")
    page.evaluate("""() => { const field = document.createElement('textarea'); field.dataset.draft = 'styleguide';
        document.querySelector('textarea[data-draft]').replaceWith(field) }""")
    expect(page.locator("textarea[data-draft]")).to_have_value("half a sentence")


def test_a_second_click_sends_nothing(page: Page, site: str) -> None:
    open_guide(page, site)
    sent = page.evaluate("""() => {
        let sent = 0;
        const form = document.querySelector('.aq-offer-verbs form');
        addEventListener('submit', event => { if (!event.defaultPrevented) sent += 1; event.preventDefault(); });
        form.querySelector('button').click(); form.querySelector('button').click();
        return sent;
    }""")
    assert sent == 1


def test_without_a_socket_listeners_are_told_to_look_every_two_seconds(page: Page, site: str) -> None:
    open_guide(page, site)
    page.evaluate("""async () => {
        const { subscribe } = await import('/static/ui/js/live.js');
        let heard = 0;
        subscribe('queue:1', hint => { document.body.dataset.heard = `${hint.kind} ${++heard}`; });
    }""")
    expect(page.locator("body")).to_have_attribute("data-heard", "poll 2", timeout=9000)


def test_tries_to_connect_that_fail_do_not_put_the_next_look_off(page: Page, site: str) -> None:
    page.route_web_socket("**/live/", lambda socket: socket.close())
    open_guide(page, site)
    waited = page.evaluate("""async () => {
        Math.random = () => 0.9; // the tries come after 0.9 and 2.7 seconds
        const { subscribe } = await import('/static/ui/js/live.js');
        const began = performance.now();
        return new Promise(heard => subscribe('queue:1', () => heard(performance.now() - began)));
    }""")
    assert waited < 3500


def test_what_happened_before_the_subscription_stood_is_looked_at_when_it_stands(page: Page, site: str) -> None:
    sockets: list[WebSocketRoute] = []
    page.route_web_socket("**/live/", lambda socket: sockets.append(socket))  # noqa: PLW0108
    open_guide(page, site)
    page.evaluate("""async () => {
        const { subscribe } = await import('/static/ui/js/live.js');
        subscribe('queue:1', hint => { document.body.dataset.heard = hint.kind; });
    }""")
    page.wait_for_timeout(300)
    assert page.locator("body").get_attribute("data-heard") is None
    sockets[-1].send('{"subscribed": ["queue:1"], "refused": []}')
    expect(page.locator("body")).to_have_attribute("data-heard", "subscribed")


def test_a_place_that_has_just_been_renewed_is_renewed_again_for_what_came_meanwhile(page: Page, site: str) -> None:
    sockets: list[WebSocketRoute] = []
    page.route_web_socket("**/live/", lambda socket: sockets.append(socket))  # noqa: PLW0108
    open_guide(page, site)
    page.evaluate("""() => {
        const place = document.createElement('div');
        place.dataset.liveTopic = 'queue:1';
        place.addEventListener('aq:hint', event => { place.textContent += event.detail.kind; });
        place.id = 'moving';
        document.body.append(place);
    }""")
    page.wait_for_timeout(300)
    for kind in ("a", "b", "c"):
        sockets[-1].send(json.dumps({"topic": "queue:1", "kind": kind}))
    expect(page.locator("#moving")).to_have_text("ac")


def test_an_open_menu_stays_open_and_with_its_own_row_while_the_list_moves(page: Page, site: str) -> None:
    def rows(*names: str) -> str:
        menus = (
            f"<tr id='row-{name}'><td><details data-menu><summary>{name}</summary></details></td></tr>"
            for name in names
        )
        return f"<table><tbody>{''.join(menus)}</tbody></table>"

    sockets: list[WebSocketRoute] = []
    page.route_web_socket("**/live/", lambda socket: sockets.append(socket))  # noqa: PLW0108
    page.route("**/rows/", lambda route: route.fulfill(body=rows("new", "b", "a"), content_type="text/html"))
    open_guide(page, site)
    page.evaluate(
        """html => {
        const place = document.createElement('div');
        place.innerHTML = html;
        const moving = { 'hx-get': '/rows/', 'hx-trigger': 'aq:hint', 'hx-swap': 'innerMorph' };
        for (const [name, value] of Object.entries(moving)) place.setAttribute(name, value);
        place.dataset.liveTopic = 'queue:1';
        document.querySelector('main').prepend(place);
        htmx.process(place);
    }""",
        rows("a", "b"),
    )
    page.locator("#row-a summary").click()
    page.wait_for_timeout(300)
    sockets[-1].send(json.dumps({"topic": "queue:1", "kind": "moved"}))
    expect(page.locator("#row-new")).to_be_attached()
    expect(page.locator("#row-a details")).to_have_attribute("open", "")
    expect(page.locator("details[data-menu][open]")).to_have_count(1)


def test_a_menu_of_a_row_is_not_cut_off_by_its_table_and_turns_up_where_there_is_no_room(page: Page, site: str) -> None:
    open_guide(page, site)
    page.evaluate("""() => {
        const wrap = document.createElement('div');
        wrap.className = 'aq-table-wrap';
        const item = '<button class="aq-menu-item">word</button>';
        const menu = '<details class="aq-menu" data-menu><summary class="aq-button">verbs</summary>'
            + `<div class="aq-menu-panel" id="panel">${item.repeat(6)}</div></details>`;
        wrap.innerHTML = `<table class="aq-table"><tbody><tr><td>row</td><td>${menu}</td></tr></tbody></table>`;
        document.querySelector('main').prepend(wrap);
    }""")
    in_sight = """() => [...document.querySelectorAll('#panel button')].every(item => {
        const box = item.getBoundingClientRect();
        return item === document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    })"""
    menu = page.locator("details:has(#panel) summary")
    menu.click()
    page.wait_for_function(in_sight)
    menu.click()
    page.evaluate(
        "document.querySelector('details:has(#panel)').closest('div').style.paddingTop = `${innerHeight - 160}px`"
    )
    menu.click()
    page.wait_for_function(in_sight)
    assert page.evaluate("document.querySelector('#panel').getBoundingClientRect().bottom <= innerHeight")


def test_rows_move_by_key_and_the_bar_counts_what_is_chosen(page: Page, site: str) -> None:
    open_guide(page, site)
    page.keyboard.press("j")
    page.evaluate("document.querySelectorAll('[data-key=X]').forEach(verb => verb.remove())")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    page.locator("[data-bulk-clear]").click()
    expect(page.locator("[data-bulk]")).to_be_hidden()
