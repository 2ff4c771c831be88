"""Who sees which cases and may act on them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from anyqtama.cases import deputies, reach
from anyqtama.cases.answers import deciding
from anyqtama.cases.models import Assignment, Case, Incident, Reminder, Scan, UnitNotice
from anyqtama.people import absences
from anyqtama.people.access import Policy, Rights
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, HEADS, LEADS, QUALITY

RIGHTS: Rights = {
    "cases.see": DESK | LEADS | HEADS | QUALITY,
    "cases.register": DESK | LEADS,
    "reminders.see": DESK | LEADS | HEADS,
    "answers.decide": LEADS | HEADS | QUALITY,
}

LENT = frozenset({"answers.decide"})
"""What a deputy may open too: their turn comes from whom they stand in for."""


def visible_cases(person: Person, cases: QuerySet[Any]) -> QuerySet[Any]:
    """Quality and desk: all, since any operator may be asked about any case. Leads and heads: their units."""
    if person.roles & (QUALITY | DESK):
        return cases
    if person.roles & (LEADS | HEADS):
        seen = reach.led(person)
        others = absences.stands_in_for(person, timezone.localdate())
        if others:
            reached = Q(pk__in=[])
            for other in Person.objects.filter(pk__in=others).prefetch_related("grants"):
                leads = bool(other.roles & (LEADS | HEADS))
                reached |= reach.led(other) if leads else Q(owner=other) | deputies.turns_of(other)
            seen |= deputies.through(person, others, reached)
        return cases.filter(seen)
    return cases.none()


def _works(person: Person, case: Case) -> bool:
    """The owner, and leads who see the case; in their absence their deputy, unless the matter is about one of them."""
    if case.owner_id == person.pk or person.roles & LEADS:
        return True
    others = Person.objects.filter(pk__in=absences.stands_in_for(person, timezone.localdate()))
    return any(
        (case.owner_id == other.pk or (other.roles & LEADS and _sees(other, case)))
        and deputies.may_stand_in(case, other, person)
        for other in others.select_related("unit").prefetch_related("grants")
    )


def _sees(person: Person, case: Case) -> bool:
    return visible_cases(person, Case.objects.filter(pk=case.pk)).exists()


def visible_notices(person: Person, assignments: QuerySet[Any]) -> QuerySet[Any]:
    """Notices: those of the person's own department, whatever their role: the department's simple screen."""
    return assignments.filter(unit=person.unit_id) if person.unit_id else assignments.none()


def visible_parts(person: Person, assignments: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the person's department, those given to them by name, or to whom they stand in for."""
    mine = Q(person=person)
    if others := absences.stands_in_for(person, timezone.localdate()):
        mine |= deputies.through(person, others, Q(person__in=others), case="case")
    return assignments.filter(mine | Q(unit=person.unit_id) if person.unit_id else mine)


def _leads(person: Person, incident: Incident) -> bool:
    """Who opened it, and every lead: an emergency does not wait for one person."""
    return incident.owner_id == person.pk or bool(person.roles & LEADS)


def visible_scans(person: Person, scans: QuerySet[Any]) -> QuerySet[Any]:
    """What waits: whoever registers. What was registered: whoever sees the case."""
    seen = Q(paper__case__in=visible_cases(person, Case.objects.all()))
    return scans.filter(seen | Q(paper=None)) if person.roles & (DESK | LEADS) else scans.filter(seen)


POLICIES = {
    Incident: Policy(
        visible=lambda person, rows: rows if person.roles & (DESK | LEADS | HEADS | QUALITY) else rows.none(),
        acts={"incident.lead": _leads},
    ),
    Reminder: Policy(visible=lambda person, rows: rows.filter(person=person)),
    Scan: Policy(visible=visible_scans),
    Assignment: Policy(visible=visible_parts),
    UnitNotice: Policy(visible=visible_notices),
    Case: Policy(
        visible=visible_cases,
        acts={
            "case.work": _works,
            "case.decide": deciding.decides,
            "case.comment": lambda person, _case: bool(person.roles & (DESK | LEADS | HEADS)),
        },
    ),
}
