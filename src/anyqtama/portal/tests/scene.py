"""What the portal's tests stand on: a centre that takes chats, its notice, a browser, an operator's words."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from anyqtama.channels import shipped_channels
from anyqtama.channels.models import Channel
from anyqtama.clients.models import Notice
from anyqtama.contacts import accepting, conversation
from anyqtama.contacts.models import Contact, Message, Queue
from anyqtama.people.models import Person
from anyqtama.portal import shipped_questions
from anyqtama.portal.models import Visit
from tests import centre

JSON = {"accept": "application/json"}


def now() -> datetime:
    return timezone.now()


def opened(**facts: Any) -> Queue:
    """A queue, channels, a notice of yesterday, the rating."""
    shipped_channels.load()
    Channel.objects.filter(code="sms").update(active=True)
    shipped_questions.load(at=now() - timedelta(days=1))
    points = {"stored": centre.names("stored"), "purpose": centre.names("purpose")}
    Notice.objects.create(version=1, points=points, texts=centre.names("text"), valid_from=now() - timedelta(days=1))
    return centre.queue(**facts)


def browser(language: str = "en") -> Browser:
    made = Browser()
    made.cookies["aq_language"] = language
    return made


def key() -> str:
    return secrets.token_hex(16)


def started(visitor: Browser, *, name: str = "Айгерім", text: str = "Сәлем", general: bool = False) -> Visit:
    """Through the page's own form."""
    said = {"name": name, "text": text, "topic": "", "key": key(), "general" if general else "agree": "1"}
    response = visitor.post("/visit/start/", said)
    assert response.status_code == 302, response.content.decode()
    return Visit.objects.latest("id")


def said(visitor: Browser, text: str, *, message_key: str = "", **files: Any) -> Any:
    data = {"text": text, "key": message_key or key(), **files}
    return visitor.post("/visit/messages/", data, headers=JSON)


def news(visitor: Browser, **query: str | int) -> Any:
    return visitor.get("/visit/messages/", query, headers=JSON).json()


def answered(contact: Contact, *queues: Queue, text: str = "Жақсы") -> tuple[Person, Message]:
    """An operator comes, takes the contact and replies."""
    operator = centre.operator(*(queues or (contact.queue,)), at=now())
    accepting.accept(contact=contact, by=operator, at=now())
    contact.refresh_from_db()
    message = conversation.reply(contact=contact, by=operator, text=text, seen_seq=contact.seq, key=key(), at=now())
    return operator, message
