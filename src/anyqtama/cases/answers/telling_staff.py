"""A hint to the screens of those whose turn it is, and of who stands in for them."""

from datetime import datetime

from django.utils import timezone

from anyqtama.cases.models import Case
from anyqtama.kernel import live
from anyqtama.people import absences
from anyqtama.people.models import Person
from anyqtama.people.roles import Role


def hint_role(case: Case, role: str, at: datetime) -> None:
    people = list(Person.objects.get_queryset().working().in_role(Role(role)).values_list("pk", flat=True)[:50])
    away = absences.running(people, timezone.localdate(at)).values()
    for pk in {*people, *(absence.deputy_id for absence in away)}:
        live.hint(f"person:{pk}", "cases")


def hint_owner(case: Case) -> None:
    live.hint(f"person:{case.owner_id}", "cases")
