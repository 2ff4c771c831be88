"""Leads and heads see alerts and situations of the units they lead; everyone reports situations and sees their own."""

from typing import Any

from django.db.models import Q, QuerySet

from anyqtama.people.access import Policy, Rights, under, units_led
from anyqtama.people.models import Person
from anyqtama.people.roles import HEADS, LEADS, Role
from anyqtama.teamwork.models import Alert, Situation, SituationKind

STAFF = frozenset(Role) - {Role.SYSADMIN}
RIGHTS: Rights = {
    "alerts.see": LEADS | HEADS,
    "alerts.take": LEADS,
    "situations.report": STAFF,
    "situations.manage": LEADS | HEADS,
}


def visible_alerts(person: Person, alerts: QuerySet[Any]) -> QuerySet[Any]:
    if not person.roles & (LEADS | HEADS):
        return alerts.none()
    return alerts.filter(under(units_led(person), "unit__path") | Q(unit=None))


def visible_situations(person: Person, situations: QuerySet[Any]) -> QuerySet[Any]:
    mine = Q(reported_by=person) | Q(pk__in=person_told(person))
    if person.roles & (LEADS | HEADS):
        mine |= under(units_led(person), "unit__path") | Q(unit=None)
    return situations.filter(mine)


def person_told(person: Person) -> QuerySet[Any]:
    return Situation.objects.filter(told__person=person).values("pk")


def manages(person: Person, _situation: Situation) -> bool:
    """Any manager who sees it, one's own report among them: at night nobody else may be there."""
    return bool(person.roles & (LEADS | HEADS))


POLICIES = {
    Alert: Policy(visible=visible_alerts, acts={"alert.take": lambda person, _alert: bool(person.roles & LEADS)}),
    Situation: Policy(
        visible=visible_situations, acts={"situation.manage": manages, "situation.note": lambda person, _one: True}
    ),
    SituationKind: Policy(visible=lambda _person, kinds: kinds),
}
