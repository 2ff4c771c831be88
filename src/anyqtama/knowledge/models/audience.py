"""Roles in one column, as "|operator|clerk|": both databases filter it alike. Empty: everyone on the staff."""

from collections.abc import Iterable

from django.db import models

from anyqtama.people.models import Person
from anyqtama.people.roles import Role


def packed(roles: Iterable[str]) -> str:
    known = [role.value for role in Role if role.value in set(roles)]
    return f"|{'|'.join(known)}|" if known else ""


def roles_of(audience: str) -> list[str]:
    return [role for role in audience.split("|") if role]


def for_person(person: Person, field: str = "audience") -> models.Q:
    """A condition "this person's roles are among those of `field`, or it names none"."""
    condition = models.Q(**{field: ""})
    for role in person.roles:
        condition |= models.Q(**{f"{field}__contains": f"|{Role(role).value}|"})
    return condition
