"""Who of a case is away now and who stands in; and for whom an act of its history was done."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from anyqtama.cases import deputies
from anyqtama.cases.models import Assignment, Case
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.people import absences
from anyqtama.people.models import Absence, Person

ANYBODYS = frozenset({"case.registered", "case.commented"})
"""Acts that nobody needs another's place for."""
BY_ROLE = frozenset({"case.answer_agreed", "case.answer_returned", "case.answer_signed"})
"""Acts of a role that the kind names, with what they brought about in the same moment: they say themselves for whom."""
OF_DEPARTMENT = frozenset({"case.department_took", "case.department_replied"})


def away(case: Case, on: date) -> dict[int, Absence]:
    """Of the owner and of those who have a part of it by name. One query."""
    parts = Assignment.objects.filter(case=case, ended_at=None, person__isnull=False)
    people = Person.objects.filter(Q(pk=case.owner_id) | Q(pk__in=parts.values("person")))
    return absences.running(people, on)


def named(entries: Sequence[Entry]) -> set[int]:
    """Those in whose place something was agreed to, returned or signed."""
    return {entry.payload.get("instead_of") or 0 for entry in entries if entry.kind in BY_ROLE} - {0}


def acted_for(
    case: Case, entries: Sequence[Entry], parts: Sequence[Assignment], people: Mapping[int, Person]
) -> dict[int, Person]:
    """Entry → whose place its author took. One query, where anybody acted on what was another's. `people`: named."""
    owners = _owners(case, entries)
    by_role = {
        (_author(entry), entry.at): people.get(entry.payload.get("instead_of") or 0)
        for entry in entries
        if entry.kind in BY_ROLE
    }
    places = {
        entry.pk: set() if (_author(entry), entry.at) in by_role else _places(entry, owner, parts)
        for entry, owner in zip(entries, owners, strict=True)
    }
    actors = {_author(entry) for entry in entries if places[entry.pk]} - {0}
    absent = {pk for found in places.values() for pk in found}
    rows = absences.acted_for(absent, actors) if actors and absent else []
    rows = [row for row in rows if deputies.may_stand_in(case, row.person, row.deputy)]
    told = {entry.pk: by_role.get((_author(entry), entry.at)) for entry in entries if entry.kind not in ANYBODYS}
    return {pk: person for pk, person in told.items() if person is not None} | {
        entry.pk: row.person
        for entry in entries
        for row in rows
        if row.person_id in places[entry.pk] and row.deputy_id == _author(entry) and absences.covers(row, entry.at)
    }


def _owners(case: Case, entries: Sequence[Entry]) -> list[int]:
    """Who led the case when each entry was written."""
    given = [entry for entry in entries if entry.kind == "case.owner_changed"]
    owner, found = given[0].payload["before"] if given else case.owner_id, []
    for entry in entries:
        found.append(owner)
        owner = entry.payload["after"] if entry.kind == "case.owner_changed" else owner
    return found


def _places(entry: Entry, owner: int, parts: Sequence[Assignment]) -> set[int]:
    """Whose act it would have been, where its author is somebody else."""
    author = _author(entry)
    if not author or entry.kind in ANYBODYS:
        return set()
    if entry.kind not in OF_DEPARTMENT:
        return {owner} - {author}
    running = {
        part.person_id for part in parts if part.at <= entry.at and (not part.ended_at or entry.at <= part.ended_at)
    }
    return {pk for pk in running if pk is not None and pk != author} if author not in running else set()


def _author(entry: Entry) -> int:
    return int(entry.principal_id) if entry.principal_kind == PrincipalKind.PERSON else 0
