"""Nobody judges, checks, decides or answers a matter about themself or their own department."""

from django.utils.translation import gettext_lazy as _

from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case
from anyqtama.people.models import Person


class NamedInIt(Exception):
    message = _("This matter is about you or your department: somebody else has to decide it.")


class AboutThem(Exception):
    message = _("The matter is about this person or their department: choose somebody else.")


def involves(case: Case, person: Person) -> bool:
    """By a field of the kind that sets aside, by name, or by a department that is theirs or above theirs."""
    if named_in_field(case, person):
        return True
    path = person.unit.path if person.unit else ""
    named = case.involved.filter(cleared_at=None).values_list("person_id", "unit__path")
    return any(known == person.pk or bool(unit and path.startswith(unit)) for known, unit in named)


def named_in_field(case: Case, person: Person) -> bool:
    """All that can name somebody in a case that is only just registered."""
    return any(field.aside and case.fields.get(field.key) == person.pk for field in fields.fields(case.kind))


def refuse(case: Case, by: Person) -> None:
    if involves(case, by):
        raise NamedInIt
