"""People and units for tests, made straight through the models: short, and independent of the verbs under test."""

from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from anyqtama.people.models import Person, RoleGrant, Unit
from anyqtama.people.roles import Role

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=ALMATY)
"""A Monday morning; tests that need no other moment happen then."""

NAMES = {
    Role.CLERK: ("Сейтқали", "Айбек"),
    Role.OPERATOR: ("Нұрланқызы", "Әсел"),
    Role.SUPPORT_ANALYST: ("Жұмабеков", "Тимур"),
    Role.CONTROLLER: ("Ахметова", "Гүлнар"),
    Role.ADMINISTRATOR: ("Ыбыраев", "Марат"),
    Role.HEAD: ("Оспанова", "Динара"),
    Role.QUALITY_ANALYST: ("Ким", "Светлана"),
    Role.ECONOMIST: ("Төлеген", "Ерлан"),
    Role.TEAM_LEAD: ("Қасымова", "Жанна"),
    Role.DIRECTOR: ("Әбдірахманов", "Болат"),
    Role.SYSADMIN: ("Ли", "Виктор"),
}
_numbers = count(1)


def unit(code: str = "", *, parent: Unit | None = None, **facts: Any) -> Unit:
    number = next(_numbers)
    code = code or f"unit-{number}"
    names = facts.pop("names", {"kk": f"{number}-топ", "ru": f"Группа {number}", "en": f"Group {number}"})
    made: Unit = Unit.objects.create(code=code, parent=parent, names=names, **facts)
    made.path = f"{parent.path if parent else ''}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def person(
    *roles: Role, unit: Unit | None = None, whole_centre: bool = False, password: str = "", **facts: Any
) -> Person:
    """A person with `roles` in their `unit`; with `whole_centre` the roles count everywhere."""
    family_name, given_name = NAMES[roles[0]] if roles else ("Бөтен", "Адам")
    made = Person(
        login=facts.pop("login", f"person-{next(_numbers)}"),
        family_name=facts.pop("family_name", family_name),
        given_name=facts.pop("given_name", given_name),
        unit=unit,
        created_at=facts.pop("created_at", NOW),
        **facts,
    )
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    for role in roles:
        RoleGrant.objects.create(person=made, role=role, unit=None if whole_centre else unit, granted_at=NOW)
    return made
