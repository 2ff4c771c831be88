"""A hint to the screens of those whose turn it is."""

from anyqtama.cases.models import Case
from anyqtama.kernel import live
from anyqtama.people.models import Person
from anyqtama.people.roles import Role


def hint_role(case: Case, role: str) -> None:
    for pk in Person.objects.get_queryset().working().in_role(Role(role)).values_list("pk", flat=True)[:50]:
        live.hint(f"person:{pk}", "cases")


def hint_owner(case: Case) -> None:
    live.hint(f"person:{case.owner_id}", "cases")
