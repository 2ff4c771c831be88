"""An operator leads several chats: the next one opens in place, and nothing of the one before is lost."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.acts import AT_DESK, accepts, arrives, at_the_desk, leaves, says_why
from tests.journeys.conftest import SignIn
from tests.journeys.window import Window

SAME_PAGE = "window.untouched === true"


def opens(page: Page, name: str) -> None:
    page.locator(".aq-contact", has_text=name).click()
    expect(page.locator("[data-head] h2")).to_have_text(name)


def test_two_chats_in_one_page(person: SignIn, window: Callable[..., Window]) -> None:
    operator = at_the_desk(person, "daulet")
    talk = arrives(window("first"), "Жылу", "Бірінші сұрақ", name="Айгерім Жүнісова")
    page = accepts(operator, "Айгерім")
    page.evaluate("window.untouched = true")
    other = arrives(window("second"), "Жылу", "Екінші сұрақ", name="Нұрлан Сейітқали")
    accepts(operator, "Нұрлан")
    expect(page.locator("[data-lines]")).to_contain_text("Екінші сұрақ")
    expect(page).to_have_title(re.compile("Нұрлан Сейітқали · Anyqtama$"))

    page.locator("[data-text]").fill("Жартылай жазылған")
    opens(page, "Айгерім Жүнісова")
    expect(page.locator("[data-lines]")).to_contain_text("Бірінші сұрақ")
    expect(page.locator("[data-text]")).to_have_value("")
    page.locator("[data-text]").fill("Біріншіге жауап")
    page.keyboard.press("Control+Enter")
    page.evaluate("history.replaceState({htmx: true}, '', location.href)")  # as htmx marks the place of any swap
    opens(page, "Нұрлан Сейітқали")  # before the first answer is known to have arrived
    expect(page.locator("[data-text]")).to_have_value("Жартылай жазылған")
    expect(talk.locator("[data-talk]")).to_contain_text("Біріншіге жауап")
    expect(other.locator("[data-talk]")).not_to_contain_text("Біріншіге жауап")

    # What is said to the one that is put away stands there when it is opened again; what is said here shows at once.
    talk.locator("textarea[name=text]").fill("Рақмет, тағы бір сұрақ")
    talk.locator("[data-send]").click()
    expect(page.locator(".aq-contact-unread")).to_contain_text("Айгерім")
    other.locator("textarea[name=text]").fill("Мен де күтіп тұрмын")
    other.locator("[data-send]").click()
    expect(page.locator("[data-lines]")).to_contain_text("Мен де күтіп тұрмын")
    page.go_back()
    expect(page.locator("[data-head] h2")).to_have_text("Айгерім Жүнісова")
    expect(page.locator("[data-lines]")).to_contain_text("Рақмет, тағы бір сұрақ")
    expect(page.locator("[data-lines]")).to_contain_text("Біріншіге жауап")
    expect(page.locator(".aq-contact[aria-current]")).to_contain_text("Айгерім")

    # The verbs are those of the contact that is open, and the desk after it is the same page still.
    for name in ("Айгерім Жүнісова", "Нұрлан Сейітқали"):
        opens(page, name)
        page.locator("[data-scroll]").focus()
        page.keyboard.press("e")
        page.locator("#close input[name=result]").first.check()
        says_why(page)
        page.locator("#close").get_by_role("button", name="Байланысты жабу").click()
        expect(page).to_have_url(AT_DESK)
        expect(page.locator(".aq-contact", has_text=name)).to_have_count(0)
    assert page.evaluate(SAME_PAGE)
    leaves(operator)
