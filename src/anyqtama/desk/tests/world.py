"""A signed-in operator with a running chat, for the tests of the desk."""

from dataclasses import dataclass
from typing import Any

from django.test import Client as Browser

from anyqtama.clients.models import Client
from anyqtama.contacts.models import Contact, Queue
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person, Presence
from tests import centre

SCRIPTED = {"X-Desk": "1"}


@dataclass(frozen=True, slots=True)
class World:
    queue: Queue
    operator: Person
    client: Client
    contact: Contact
    browser: Browser

    def post(self, verb: str, contact: Contact | None = None, /, **fields: Any) -> Any:
        """As the page's own module sends it."""
        return self.browser.post(f"/desk/{(contact or self.contact).pk}/{verb}/", fields, headers=SCRIPTED)

    def form(self, verb: str, **fields: Any) -> Any:
        """As a browser without scripts sends it."""
        return self.browser.post(f"/desk/{self.contact.pk}/{verb}/", fields)

    def page(self, query: str = "") -> str:
        answer = self.browser.get(f"/desk/{self.contact.pk}/{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    def dialogs(self) -> str:
        """The forms behind the verbs, as the page's own module asks for them."""
        answer = self.browser.get(f"/desk/{self.contact.pk}/dialogs/")
        assert answer.status_code == 200
        return answer.content.decode()

    def changes(self, after: int = 0) -> Any:
        return self.browser.get("/desk/changes/", {"contact": self.contact.pk, "after": after}).json()


def world(**facts: Any) -> World:
    shipped_data.load()
    queue = centre.queue("city")
    operator = centre.operator(queue, language="en", **facts)
    client = centre.client()
    contact = centre.running(queue, operator, client=client)
    return World(queue, operator, client, contact, signed_in(operator))


def signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def away(person: Person) -> None:
    Presence.objects.filter(person=person).update(state_id=_state("away"))


def _state(code: str) -> int:
    from anyqtama.people.models import WorkingState

    return WorkingState.objects.get(code=code).pk
