"""What the access matrix needs besides its rows: the cast, objects for path arguments, form data.

May not import anyqtama.people.access nor any package's access.py: the matrix is their witness.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from anyqtama.contacts.models import QueueMember
from anyqtama.people import shipped_states
from anyqtama.people.models import ApiKey, Person, Presence, Session, Unit, WorkingState
from anyqtama.people.roles import Role
from tests import cast, centre

ROLES: Mapping[str, Role | None] = {**{role.value: role for role in Role}, "stranger": None}
"""Columns of people: the ten occupations, the system administrator, and a signed-in person without any role."""

COLUMNS = ("anonymous", "visitor", *ROLES, "api_key")
WHOLE_CENTRE = frozenset(
    {Role.DIRECTOR, Role.SYSADMIN, Role.CONTROLLER, Role.QUALITY_ANALYST, Role.SUPPORT_ANALYST, Role.ECONOMIST}
)
PORTAL = apps.is_installed("anyqtama.portal")
VISIT_TOKEN = "the-visit-of-the-access-matrix"
API_TOKEN = "aq_the-key-of-the-access-matrix"
API_RIGHTS: tuple[str, ...] = ()
"""Every right that a key may carry; a right that only people have stays out."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Two groups under one centre. Each role's person works in `home`; what is foreign belongs to `away`."""

    centre: Unit
    home: Unit
    away: Unit
    people: Mapping[str, Person]
    foreigner: Person


def scene() -> Scene:
    shipped_states.load(at=cast.NOW)
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
    foreigner = cast.person(Role.OPERATOR, login="matrix-foreigner", unit=away)
    available = WorkingState.objects.get(code="available")
    for one in (*people.values(), foreigner):
        Presence.objects.create(person=one, state=available, since=cast.NOW, free_since=cast.NOW, heartbeat_at=cast.NOW)
    ApiKey.objects.create(
        name="matrix", hash=_sha256(API_TOKEN), rights=list(API_RIGHTS), created_at=cast.NOW,
        created_by=people["sysadmin"],
    )  # fmt: skip
    if PORTAL:
        from anyqtama.portal.models import Visit

        at = timezone.now()
        Visit.objects.create(token_hash=_sha256(VISIT_TOKEN), language="kk", created_at=at, seen_at=at)
    return Scene(whole, home, away, people, foreigner)


def client(stage: Scene, column: str) -> Client:
    """A browser (or program) of that column."""
    if column == "api_key":
        return Client(headers={"authorization": f"Bearer {API_TOKEN}"})
    browser = Client()
    if column == "visitor" and PORTAL:
        browser.cookies["aq_visit"] = VISIT_TOKEN
    elif column in stage.people:
        browser.force_login(stage.people[column])
    return browser


def visit_id(stage: Scene) -> int:
    """The visit behind the column `visitor`."""
    from anyqtama.portal.models import Visit

    return int(Visit.objects.get(token_hash=_sha256(VISIT_TOKEN)).pk)


def _sha256(text: str) -> str:
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


def session_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = Session(
        session_key=_sha256(f"{person.pk}{own}")[:32],
        session_data="",
        expire_date=cast.NOW + timedelta(days=3650),
        person=person if own else stage.foreigner,
    )
    made.save()
    return Made(made.handle, made)


def contact_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: a running chat of the person, if they work at a desk, else of the operator of their group."""
    desk = person.has_role(Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD, Role.ADMINISTRATOR)
    owner = (person if desk else stage.people["operator"]) if own else stage.foreigner
    queue = centre.queue(unit=stage.home if own else stage.away)
    QueueMember.objects.create(queue=queue, person=owner, added_at=cast.NOW)
    made = centre.running(queue, owner)
    return Made(made.pk, made)


OWNED: dict[str, Factory] = {"my_session.handle": session_of, "contact_id": contact_of}
"""Path argument ("url_name.argument", else "argument") → its factory; such an address has rows `own` and `foreign`."""

OPEN: dict[str, object] = {}
"""Path arguments that belong to nobody, with a value that exists; such an address has one row `none`."""

Body = Callable[[Scene, Person], Mapping[str, Any]]

BODIES: dict[str, Body] = {
    "my_profile": lambda stage, person: {"language": "kk", "theme": "auto", "density": "compact"},
    "my_language": lambda stage, person: {"language": "ru"},
    "my_theme": lambda stage, person: {"theme": "dark"},
    "my_password": lambda stage, person: {
        "old": "not-the-password",
        "new": "Көктем-жаңбыр-12",
        "again": "Көктем-жаңбыр-12",
    },
    "my_state": lambda stage, person: {"state": "available"},
}
"""URL name → valid form data, where an empty form would not reach the act. Wrong data would hide a missing refusal."""


def lookup(table: Mapping[str, Any], url_name: str, argument: str) -> Any:
    return table.get(f"{url_name}.{argument}", table.get(argument))
