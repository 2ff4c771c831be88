"""Who calls, as far as the card index knows; and what a PBX's announcement says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts.models import Contact, Topic
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.people import access
from anyqtama.people.models import Person

LAST_SHOWN = 3
LONGEST_BODY = 10_000


class NotAnAnnouncement(Exception):
    message = _("Send JSON or form fields: number, language (kk, ru or en), topic, outgoing, external_id, seconds.")


@dataclass(frozen=True, slots=True)
class Caller:
    client: Client
    masked: str
    contacts: list[Contact]


def caller(number: str, reader: Person) -> Caller | None:
    """The card behind a number, with the last contacts the reader may see; None for an unknown or hidden number."""
    client = identifying.find(kind=IdentityKind.PHONE, value=number) if number else None
    if client is None:
        return None
    contacts = access.visible(reader, Contact).filter(client=client).select_related("topic", "queue", "channel")
    masked = identifying.masked(IdentityKind.PHONE, number)
    return Caller(client, masked, list(contacts.order_by("-arrived_at")[:LAST_SHOWN]))


@dataclass(frozen=True, slots=True)
class Announcement:
    number: str
    language: str
    topic: Topic | None
    outgoing: bool
    external_id: str
    lifetime: timedelta

    def facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def announcement(body: bytes) -> Announcement:
    """What a PBX sent as JSON, checked field by field."""
    try:
        said = json.loads(body) if len(body) <= LONGEST_BODY else None
    except (ValueError, RecursionError):
        raise NotAnAnnouncement from None
    if not isinstance(said, dict):
        raise NotAnAnnouncement
    return _announcement(said)


def announcement_of_form(fields: Mapping[str, str]) -> Announcement:
    """The same from a PBX that can only send a form."""
    said: dict[str, Any] = {
        name: fields[name] for name in ("number", "language", "topic", "external_id") if name in fields
    }
    said["outgoing"] = fields.get("outgoing", "") in {"1", "true", "yes"}
    seconds = fields.get("seconds", "120")
    said["seconds"] = int(seconds) if seconds.isdecimal() and len(seconds) < 6 else None
    return _announcement(said)


def _announcement(said: Mapping[str, Any]) -> Announcement:
    number, language, external = (_text(said, name) for name in ("number", "language", "external_id"))
    seconds, outgoing, code = said.get("seconds", 120), said.get("outgoing", False), _text(said, "topic")
    whole = isinstance(seconds, int) and not isinstance(seconds, bool) and abs(seconds) < 10**6
    if "number" not in said or not whole or not isinstance(outgoing, bool) or language not in {"", *LANGUAGES}:
        raise NotAnAnnouncement
    topic = Topic.objects.filter(code=code, active=True).first() if code else None
    if code and topic is None:
        raise NotAnAnnouncement
    return Announcement(number, language or "kk", topic, outgoing, external, timedelta(seconds=seconds))


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > 80 or not value.isprintable():
        raise NotAnAnnouncement
    return value.strip()
