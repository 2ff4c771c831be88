"""What the access matrix needs besides its rows: the cast, objects for path arguments, form data.

May not import anyqtama.people.access nor any package's access.py: the matrix is their witness.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from anyqtama.people.models import ApiKey, Person, Session, Unit
from anyqtama.people.roles import Role
from tests import cast

ROLES: Mapping[str, Role | None] = {**{role.value: role for role in Role}, "stranger": None}
"""Columns of people: the ten occupations, the system administrator, and a signed-in person without any role."""

COLUMNS = ("anonymous", "visitor", *ROLES, "api_key")
WHOLE_CENTRE = frozenset(
    {Role.DIRECTOR, Role.SYSADMIN, Role.CONTROLLER, Role.QUALITY_ANALYST, Role.SUPPORT_ANALYST, Role.ECONOMIST}
)
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
    centre = cast.unit("matrix-centre")
    home, away = cast.unit("matrix-home", parent=centre), cast.unit("matrix-away", parent=centre)
    people = {
        column: cast.person(
            *([role] if role else []),
            login=f"matrix-{column}",
            unit=centre if role in WHOLE_CENTRE else home,
            whole_centre=role in WHOLE_CENTRE,
        )
        for column, role in ROLES.items()
    }
    foreigner = cast.person(Role.OPERATOR, login="matrix-foreigner", unit=away)
    hashed = hashlib.sha256(API_TOKEN.encode()).hexdigest()
    maker = people["sysadmin"]
    ApiKey.objects.create(name="matrix", hash=hashed, rights=list(API_RIGHTS), created_at=cast.NOW, created_by=maker)
    return Scene(centre, home, away, people, foreigner)


def client(stage: Scene, column: str) -> Client:
    """A browser (or program) of that column."""
    if column == "api_key":
        return Client(headers={"authorization": f"Bearer {API_TOKEN}"})
    browser = Client()
    if column == "visitor":  # has a session of the site, is nobody of the staff
        session = browser.session
        session["visitor"] = True
        session.save()
    elif column in stage.people:
        browser.force_login(stage.people[column])
    return browser


def visit_id(stage: Scene) -> int:
    """The visit behind the column `visitor`."""
    return 1


Factory = Callable[[Scene, Person, bool], object]
"""(scene, whose request it is, own?) → the value of the path argument. The matrix's nobodies ask as the operator."""


def session_of(stage: Scene, person: Person, own: bool) -> object:
    made = Session(
        session_key=hashlib.sha256(f"{person.pk}{own}".encode()).hexdigest()[:32],
        session_data="",
        expire_date=cast.NOW + timedelta(days=3650),
        person=person if own else stage.foreigner,
    )
    made.save()
    return made.pk


OWNED: dict[str, Factory] = {}
"""Path argument ("url_name.argument", else "argument") → its factory; such an address has rows `own` and `foreign`."""

OPEN: dict[str, object] = {}
"""Path arguments that belong to nobody, with a value that exists; such an address has one row `none`."""

Body = Callable[[Scene, Person], Mapping[str, Any]]

BODIES: dict[str, Body] = {}
"""URL name → valid form data, where an empty form would not reach the act. Wrong data would hide a missing refusal."""


def lookup(table: Mapping[str, Any], url_name: str, argument: str) -> Any:
    return table.get(f"{url_name}.{argument}", table.get(argument))
