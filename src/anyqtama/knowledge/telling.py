"""A change reaches people: told to the roles it concerns, read with a receipt, those who have not are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge.entries import ChangeRead, ChangeTold
from anyqtama.knowledge.models import Change, ChangeReading
from anyqtama.knowledge.models.audience import for_person, packed, roles_of
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK


@dataclass(frozen=True, slots=True)
class News:
    """What people are told of a publication. Without `roles` it is told to those who answer at the desk."""

    notes: Mapping[str, str] = field(default_factory=dict)
    roles: Sequence[str] = tuple(sorted(DESK))
    must_read: bool = False


def tell(
    *,
    about: models.Model,
    kind: str,
    code: str,
    url: str,
    names: Mapping[str, str],
    news: News,
    by: Person | None,
    at: datetime,
) -> Change:
    """Part of the publisher's transaction. A notice of the same thing that nobody need acknowledge is replaced."""
    roles = packed(news.roles or sorted(DESK))
    notes = {language: text.strip() for language, text in news.notes.items() if text.strip()}
    change = Change(
        kind=kind,
        code=code,
        url=url,
        names=dict(names),
        notes=notes,
        roles=roles,
        must_read=news.must_read,
        by=by,
        at=at,
    )
    change.save(force_insert=True)
    author = by.principal if by else Principal.system("setup")
    journal.write(ChangeTold(kind, code, roles_of(roles), news.must_read), subject=about, by=author, at=at)
    return change


def read(*, change: Change, by: Person, at: datetime) -> ChangeReading:
    """ "I have read it". Again changes nothing."""
    with transaction.atomic():
        receipt, made = ChangeReading.objects.get_or_create(change=change, person=by, defaults={"read_at": at})
        if made:
            seconds = max(0, int((at - change.at).total_seconds()))
            journal.write(ChangeRead(change.kind, change.code, seconds), subject=change, by=by.principal, at=at)
    return receipt


def concerning(person: Person) -> models.QuerySet[Change]:
    """Told since the person is here, by somebody else, the newest first."""
    if not person.roles:
        return Change.objects.none()
    rows = Change.objects.filter(for_person(person, "roles"), at__gte=person.created_at)
    return rows.exclude(by=person).order_by("-at", "-pk")


def unread(person: Person) -> models.QuerySet[Change]:
    """What the person must still confirm."""
    return concerning(person).filter(must_read=True).exclude(readings__person=person)


def concerned(change: Change, among: models.QuerySet[Person]) -> models.QuerySet[Person]:
    """Of `among`, those who must know of it."""
    rows = among.filter(is_active=True, grants__role__in=roles_of(change.roles), created_at__lte=change.at)
    return rows.exclude(Q(pk=change.by_id or 0)).distinct()
