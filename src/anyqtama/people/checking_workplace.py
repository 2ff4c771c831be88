"""Before the first contact a workplace is tried: headset, sound, notices, network; a lead sees what fails."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from anyqtama.kernel import journal
from anyqtama.people.entries import WorkplaceChecked
from anyqtama.people.models import Person, WorkplaceCheck, WorkplacePart


def check(
    *, person: Person, works: Mapping[WorkplacePart, bool], network_ms: int | None, note: str, at: datetime
) -> WorkplaceCheck:
    """`works`: the parts that were tried; what was not tried is left out."""
    faults = sorted(part.value for part, fine in works.items() if not fine)
    facts = {"at": at, "faults": faults, "network_ms": network_ms, "note": note.strip()[:300]}
    with transaction.atomic():
        done, _made = WorkplaceCheck.objects.update_or_create(person=person, defaults=facts)
        entry = WorkplaceChecked(tried=sorted(part.value for part in works), faults=faults, network_ms=network_ms)
        journal.write(entry, subject=person, by=person.principal, at=at)
    return done
