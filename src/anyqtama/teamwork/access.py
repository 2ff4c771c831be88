"""Leads see the alerts of the units they lead and take them; heads see them."""

from typing import Any

from django.db.models import Q, QuerySet

from anyqtama.people.access import Policy, Rights, under, units_led
from anyqtama.people.models import Person
from anyqtama.people.roles import HEADS, LEADS
from anyqtama.teamwork.models import Alert

RIGHTS: Rights = {"alerts.see": LEADS | HEADS, "alerts.take": LEADS}


def visible_alerts(person: Person, alerts: QuerySet[Any]) -> QuerySet[Any]:
    if not person.roles & (LEADS | HEADS):
        return alerts.none()
    return alerts.filter(under(units_led(person), "unit__path") | Q(unit=None))


POLICIES = {
    Alert: Policy(visible=visible_alerts, acts={"alert.take": lambda person, _alert: bool(person.roles & LEADS)}),
}
