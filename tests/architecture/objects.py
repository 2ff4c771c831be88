"""The stage of the access matrices: two groups, a person of each role, a visitor, a key. Objects: factories.py; form
data: bodies.py.

May not import anyqtama.people.access nor any package's access.py: the matrix is their witness.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.test import Client
from django.utils import timezone

from anyqtama.config import shipped
from anyqtama.contacts.models import Contact, ContactResult, Queue, QueueMember, Topic
from anyqtama.people.models import ApiKey, Person, Presence, Unit, WorkingState
from anyqtama.people.roles import Role
from anyqtama.portal.models import Visit
from tests import cast, centre

ROLES: Mapping[str, Role | None] = {**{role.value: role for role in Role}, "stranger": None}
"""Columns of people: the ten occupations, the system administrator, and a signed-in person without any role."""

COLUMNS = ("anonymous", "visitor", *ROLES, "api_key")
WHOLE_CENTRE = frozenset(
    {Role.DIRECTOR, Role.SYSADMIN, Role.CONTROLLER, Role.QUALITY_ANALYST, Role.SUPPORT_ANALYST, Role.ECONOMIST}
)
VISIT_TOKEN = "the-visit-of-the-access-matrix"
API_TOKEN = "aq_the-key-of-the-access-matrix"
API_RIGHTS: tuple[str, ...] = ("calls.announce",)
"""Every right that a key may carry; a right that only people have stays out."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Two groups under one centre. Each role's person works in `home`; what is foreign belongs to `away`."""

    centre: Unit
    home: Unit
    away: Unit
    people: Mapping[str, Person]
    colleague: Person
    foreigner: Person
    queue: Queue
    away_queue: Queue
    topic: Topic
    result: ContactResult
    visit: Visit
    visitors_contact: Contact


def scene() -> Scene:
    shipped.load()
    whole = cast.unit("matrix-centre")
    home, away = cast.unit("matrix-home", parent=whole), cast.unit("matrix-away", parent=whole)
    people = {
        column: cast.person(
            *([role] if role else []),
            login=f"matrix-{column}",
            unit=whole if role in WHOLE_CENTRE else home,
            whole_centre=role in WHOLE_CENTRE,
        )
        for column, role in ROLES.items()
    }
    colleague = cast.person(Role.OPERATOR, login="matrix-colleague", unit=home)
    foreigner = cast.person(Role.OPERATOR, login="matrix-foreigner", unit=away)
    available = WorkingState.objects.get(code="available")
    for one in (*people.values(), colleague, foreigner):
        Presence.objects.create(person=one, state=available, since=cast.NOW, free_since=cast.NOW, heartbeat_at=cast.NOW)
    ApiKey.objects.create(
        name="matrix", hash=sha256(API_TOKEN), rights=list(API_RIGHTS), created_at=cast.NOW,
        created_by=people["sysadmin"],
    )  # fmt: skip
    queue, away_queue = centre.queue("matrix-home", unit=home), centre.queue("matrix-away", unit=away)
    at = timezone.now()
    visit = Visit.objects.create(token_hash=sha256(VISIT_TOKEN), language="kk", created_at=at, seen_at=at)
    QueueMember.objects.create(queue=queue, person=colleague, added_at=cast.NOW)
    visitors_contact = centre.running(queue, colleague, conversation=f"visit-{visit.pk}-1")
    visit.contact = visitors_contact
    visit.save(update_fields=["contact"])
    topic, result = centre.topic("matrix", queue=queue), centre.result()
    return Scene(
        whole, home, away, people, colleague, foreigner, queue, away_queue, topic, result, visit, visitors_contact
    )


def client(stage: Scene, column: str) -> Client:
    """A browser (or program) of that column."""
    if column == "api_key":
        return Client(headers={"authorization": f"Bearer {API_TOKEN}"})
    browser = Client()
    if column == "visitor":
        browser.cookies["aq_visit"] = VISIT_TOKEN
    elif column in stage.people:
        browser.force_login(stage.people[column])
    return browser


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Made:
    """A path argument's value and the row behind it."""

    value: object
    row: models.Model


Others = Mapping[str, Made]
"""The objects of the path's arguments before this one."""

Factory = Callable[[Scene, Person, bool, Others], Made]
"""(scene, whose request it is, own?, others) → the object. The matrix's nobodies ask as the operator."""


def lookup(table: Mapping[str, Any], url_name: str, argument: str) -> Any:
    return table.get(f"{url_name}.{argument}", table.get(argument))
