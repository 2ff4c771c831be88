"""Everyone on the staff reads what is published for them; leads and administrators write."""

from typing import Any

from django.db.models import QuerySet

from anyqtama.knowledge.models import Article, Body, Change, KnownError, Offering, QuickReply, Script, Situation
from anyqtama.knowledge.models.audience import for_person
from anyqtama.people.access import Policy, Rights
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, EVERY_ROLE, LEADS, Role

WRITERS = LEADS | {Role.SYSADMIN, Role.HEAD}
RIGHTS: Rights = {
    "knowledge.read": EVERY_ROLE,
    "knowledge.write": WRITERS,
    "spelling.teach": DESK | WRITERS,
}


def articles(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Published ones of the person's audience; who writes sees them all, retired ones by their own list."""
    rows = rows.exclude(published_at=None).filter(retired_at=None)
    if person.roles & WRITERS:
        return rows
    return rows.filter(for_person(person)) if person.roles else rows.none()


def changes(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    if person.roles & WRITERS:
        return rows
    return rows.filter(for_person(person, "roles")) if person.roles else rows.none()


def current(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What is not retired; who writes sees all of it."""
    if person.roles & WRITERS:
        return rows
    return rows.filter(retired_at=None) if person.roles else rows.none()


POLICIES = {
    Offering: Policy(visible=current),
    Body: Policy(visible=current),
    KnownError: Policy(visible=current),
    Situation: Policy(visible=lambda person, rows: rows if person.roles else rows.none()),
    Article: Policy(visible=articles),
    Change: Policy(visible=changes),
    Script: Policy(visible=lambda person, rows: rows if person.roles else rows.none()),
    QuickReply: Policy(visible=lambda person, rows: rows.filter(active=True) if person.roles else rows.none()),
}
