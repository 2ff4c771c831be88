"""The system always keeps one administrator who can sign in."""

from anyqtama.people.granting import LastSystemAdministrator
from anyqtama.people.models import Person, RoleGrant
from anyqtama.people.roles import Role


def is_last(person: Person) -> bool:
    """Locks all grants together, so that two administrators cannot take each other out at the same moment."""
    grants = RoleGrant.objects.filter(role=Role.SYSADMIN, person__is_active=True).order_by("pk")
    return {grant.person_id for grant in grants.select_for_update(of=("self",))} == {person.pk}


REFUSAL = LastSystemAdministrator.message
