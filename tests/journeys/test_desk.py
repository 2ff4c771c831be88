"""An operator takes a chat from the ring to the wrap-up; the visitor sits at the other window."""

from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.journeys.acts import AT_DESK, says_why
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window
from tests.journeys.workplace import ARTICLE

QUESTION = "Абай даңғылы, 47-үйдің ауласында шам жанбайды"


def arrives(visitor: Window, name: str = "Айгерім Жүнісова", question: str = QUESTION) -> Page:
    page = visitor.open("/visit/")
    page.locator("input[name=name]").fill(name)
    page.locator("textarea[name=text]").fill(question)
    page.locator("select[name=topic]").select_option(label="Көше жарығы")
    page.locator("button[name=agree]").click()
    expect(page.locator("[data-talk]")).to_contain_text(question)
    return page


def says(page: Page, text: str) -> None:
    page.locator("textarea[name=text]").fill(text)
    page.locator("[data-send]").click()
    expect(page.locator("[data-talk]")).to_contain_text(text)


def at_the_desk(person: SignIn, login: str = "assel", **facts: int) -> Window:
    """Signed in, available, the desk open."""
    operator = person(login, **facts)
    page = operator.open("/desk/")
    if page.get_by_role("button", name="Қолжетімді болу").count():
        page.get_by_role("button", name="Қолжетімді болу").click()
    expect(page.locator(".aq-my-state")).to_contain_text("Қолжетімді")
    return operator


def accepts(operator: Window) -> Page:
    page = operator.page
    expect(page.locator(".aq-offer")).to_be_visible()
    page.keyboard.press("a")
    page.wait_for_url("**/desk/*/")
    return page


def replies(page: Page, text: str) -> None:
    page.locator("[data-text]").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-lines]")).to_contain_text(text)
    expect(page.locator("[data-text]")).to_have_value("")


def closes(page: Page, result: str) -> None:
    page.locator("[data-scroll]").focus()
    page.keyboard.press("e")
    page.locator("#close").get_by_label(result).check()
    says_why(page)
    page.locator("#close").get_by_role("button", name="Байланысты жабу").click()
    expect(page).to_have_url(AT_DESK)


def leaves(operator: Window) -> None:
    """Takes a break, so that the next test's contacts ring elsewhere."""
    operator.page.locator(".aq-my-state").click()
    operator.page.locator("button[name=state]:not([value=available])").first.click()
    expect(operator.page.locator(".aq-my-state .aq-shape-good")).to_have_count(0)


def follows_script(page: Page, answer: str) -> None:
    script = page.locator("#panel-script")
    script.locator("form:has(input[name=done]) input[name=answer]").fill(answer)
    script.locator("form:has(input[name=done]):has(input[name=answer]) button").click()
    expect(script.locator(".aq-step-said")).to_have_text(answer)


def updates_the_card(page: Page, address: str) -> None:
    page.locator("#panel-client [data-dialog=card]").click()
    page.locator("#card input[name=address]").fill(address)
    page.locator("#card form[action$='/client/'] button").click()
    expect(page.locator("#panel-client")).to_contain_text(address)


def looks_up_and_tells(page: Page, word: str) -> None:
    page.locator("#panel-knowledge").get_by_role("searchbox").fill(word)
    page.locator("#panel-knowledge [data-insert]").first.click()
    expect(page.locator("[data-text]")).to_have_value(ARTICLE)
    page.keyboard.press("Control+Enter")


def takes_a_template(page: Page, shortcut: str) -> None:
    page.locator("[data-text]").press_sequentially(f"/{shortcut}")
    page.keyboard.press("Enter")


def is_not_let_send_a_gap(assel: Window) -> None:
    """The number is not there yet: what was typed stays, the gap is marked."""
    page = assel.page
    assel.allow("409")
    takes_a_template(page, "num")
    expect(page.locator("[data-text]")).to_have_value("Нөмірі: {case_number}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("{case_number}")
    expect(page.locator("[data-text]")).to_have_value("Нөмірі: {case_number}")
    marked = page.locator("[data-text]").evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    assert marked == "{case_number}"
    page.locator("[data-text]").fill("")


def test_an_operator_takes_a_chat_from_the_ring_to_the_wrap_up(person: SignIn, window: Callable[..., Window]) -> None:
    assel = at_the_desk(person)
    client = arrives(window("visitor", width=390, height=800))
    page = accepts(assel)
    expect(page.locator("[data-head] h2")).to_have_text("Айгерім Жүнісова")
    replies(page, "Сәлеметсіз бе! Қай шамдар жанбай тұр?")
    expect(client.locator("[data-talk]")).to_contain_text("Қай шамдар жанбай тұр?")
    says(client, "Ауладағы төртеуі де")
    expect(page.locator("[data-lines]")).to_contain_text("Ауладағы төртеуі де")

    follows_script(page, "Абай, 47, аула")
    looks_up_and_tells(page, "аула")
    expect(client.locator("[data-talk]")).to_contain_text(ARTICLE)
    updates_the_card(page, "Абай даңғылы, 47")
    is_not_let_send_a_gap(assel)
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.locator("#register").get_by_label("Мазмұны").fill("Аулада төрт шам жанбайды")
    page.locator("#register").get_by_role("button", name="Өтінішті тіркеу").click()
    number = page.locator("#panel-case dd b").first
    expect(number).to_contain_text("AQ-")
    filled = f"Нөмірі: {number.text_content()}"
    expect(page.locator("[data-shortcut=num]")).to_have_attribute("data-insert", filled)
    takes_a_template(page, "num")
    expect(page.locator("[data-text]")).to_have_value(filled)
    page.locator("[data-text]").fill("")
    page.get_by_role("button", name="Клиентке нөмірі мен кодын жіберу").click()
    expect(client.locator("[data-talk]")).to_contain_text(f"{number.text_content()} нөмірімен тіркелді")
    assel.assert_accessible()
    closes(page, "Өтініш тіркелді")
    expect(page.locator("[data-contacts] > *")).to_have_count(0)
    leaves(assel)


def test_a_clerk_follows_the_script_informs_and_keeps_the_card(person: SignIn, window: Callable[..., Window]) -> None:
    anna = person("anna")
    page = anna.open("/desk/")
    page.get_by_role("button", name="Стать доступным").click()
    client = arrives(window("visitor"), name="Иван Ковалёв", question="Кто чинит фонари?")
    page = accepts(anna)
    follows_script(page, "пр. Абая, 47, двор")
    looks_up_and_tells(page, "жарық")
    expect(client.locator("[data-talk]")).to_contain_text(ARTICLE)
    updates_the_card(page, "пр. Абая, 47")
    page.locator("[data-scroll]").focus()
    page.keyboard.press("e")
    page.locator("#close").get_by_label("Дан ответ").check()
    says_why(page)
    page.locator("#close").get_by_role("button", name="Закрыть контакт").click()
    expect(page).to_have_url(AT_DESK)
    expect(page.locator("[data-contacts] > *")).to_have_count(0)
    anna.assert_accessible()
    leaves(anna)


def test_what_is_being_typed_survives_news_a_reload_and_another_contact(
    person: SignIn, window: Callable[..., Window]
) -> None:
    quanysh = at_the_desk(person, "quanysh")
    client = arrives(window("visitor"), name="Бірінші клиент")
    page = accepts(quanysh)
    address = page.url
    words = page.locator("[data-text]")
    words.fill("Жарты жолда қалған")
    words.press("Home")
    says(client, "Тағы бір сұрағым бар")
    expect(page.locator("[data-lines]")).to_contain_text("Тағы бір сұрағым бар")
    expect(words).to_be_focused()
    assert words.evaluate("field => field.selectionStart") == 0
    page.reload()
    expect(words).to_have_value("Жарты жолда қалған")
    arrives(window("other"), name="Екінші клиент", question="Екінші сұрақ")
    expect(page.locator(".aq-offer")).to_contain_text("Екінші клиент")
    expect(words).to_have_value("Жарты жолда қалған")
    words.press("Alt+a")
    page.wait_for_function("before => location.href !== before", arg=address)
    expect(page.locator("[data-text]")).to_have_value("")
    closes(page, "Жауап берілді")
    page.get_by_role("link", name="Бірінші клиент").click()
    expect(page.locator("[data-text]")).to_have_value("Жарты жолда қалған")
    closes(page, "Жауап берілді")
    leaves(quanysh)


def test_an_offer_made_before_the_page_listens_is_shown(person: SignIn, window: Callable[..., Window]) -> None:
    operator = person("assel")
    held: list[tuple[WebSocketRoute, str | bytes]] = []

    def late(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: held.append((server, message)))

    operator.page.route_web_socket("**/live/", late)
    page = operator.open("/desk/")
    if page.get_by_role("button", name="Қолжетімді болу").count():
        page.get_by_role("button", name="Қолжетімді болу").click()
    expect(page.locator(".aq-my-state")).to_contain_text("Қолжетімді")
    talk = arrives(window("visitor"), "Ертерек Келген")
    page.wait_for_timeout(1500)
    expect(page.locator(".aq-offer")).to_have_count(0)
    for server, message in held:
        server.send(message)
    expect(page.locator(".aq-offer")).to_contain_text("Ертерек Келген", timeout=3_000)
    replies(accepts(operator), "Тыңдап тұрмын")
    expect(talk.locator("[data-talk]")).to_contain_text("Тыңдап тұрмын")
    closes(page, "Жауап берілді")
