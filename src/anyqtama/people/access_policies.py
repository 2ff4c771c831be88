"""Who sees which people and units, and who may change them."""

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from anyqtama.people.access import Policy, Rights, under, units_led
from anyqtama.people.models import Absence, Person, RoleGrant, Session, Unit
from anyqtama.people.roles import EVERY_ROLE, HEADS, LEADS, PLANNERS, QUALITY, Role

SEES_EVERYONE = QUALITY | PLANNERS | {Role.SYSADMIN, Role.DIRECTOR}

RIGHTS: Rights = {
    "people.see": LEADS | HEADS | QUALITY | PLANNERS | {Role.SYSADMIN},
    "people.edit": frozenset({Role.SYSADMIN}),
    "units.see": EVERY_ROLE,
    "units.edit": frozenset({Role.SYSADMIN}),
    "api_keys.edit": frozenset({Role.SYSADMIN}),
}


def visible_people(person: Person, people: models.QuerySet[Person]) -> models.QuerySet[Person]:
    """Oneself; a lead also the people of the units led; planners, quality and the system administrator everyone."""
    if person.roles & SEES_EVERYONE:
        return people
    return people.filter(Q(pk=person.pk) | _led(person, "unit__path"))


def visible_grants(person: Person, grants: models.QuerySet[RoleGrant]) -> models.QuerySet[RoleGrant]:
    return grants.filter(person__in=visible_people(person, Person.objects.all()))


def all_units(person: Person, units: models.QuerySet[Unit]) -> models.QuerySet[Unit]:
    return units


def own_sessions(person: Person, sessions: models.QuerySet[Session]) -> models.QuerySet[Session]:
    return sessions if Role.SYSADMIN in person.roles else sessions.filter(person=person)


def administers(person: Person, _subject: object) -> bool:
    return Role.SYSADMIN in person.roles


def leads(person: Person, colleague: Person) -> bool:
    """Set a state, limit contacts: for people of the units led, never for oneself."""
    led = units_led(person)
    if colleague.pk == person.pk:
        return False
    return led is None or any(colleague.unit and colleague.unit.path.startswith(prefix) for prefix in led)


def plans_absence(person: Person, colleague: Person) -> bool:
    """One's own, as a lead those of one's people, the system administrator everybody's."""
    return colleague.pk == person.pk or administers(person, colleague) or leads(person, colleague)


def visible_absences(person: Person, absences: models.QuerySet[Absence]) -> models.QuerySet[Absence]:
    return absences.filter(person__in=visible_people(person, Person.objects.all()))


def leads_unit(person: Person, unit: Unit) -> bool:
    led = units_led(person)
    return led is None or any(unit.path.startswith(prefix) for prefix in led)


def _led(person: Person, lookup: str) -> Q:
    return under(units_led(person), lookup)


POLICIES: Mapping[type[models.Model], Policy] = {
    Person: Policy(
        visible=visible_people,
        acts={
            "edit": administers,
            "lead": leads,
            "plan_absence": plans_absence,
            "give_password": administers,
            "reset_second_factor": administers,
            "end_sessions": administers,
        },
    ),
    Absence: Policy(
        visible=visible_absences,
        acts={"end": lambda person, absence: plans_absence(person, absence.person)},
    ),
    RoleGrant: Policy(visible=visible_grants, acts={"withdraw": administers}),
    Unit: Policy(visible=all_units, acts={"edit": administers, "lead": leads_unit}),
    Session: Policy(visible=own_sessions),
}
