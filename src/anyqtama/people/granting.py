"""Giving a role and taking it back. Open sessions notice at their next request and get a new key."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people.entries import RoleGranted, RoleWithdrawn
from anyqtama.people.models import Person, RoleGrant, Unit
from anyqtama.people.roles import Role


class AlreadyGranted(Exception):
    message = _("The person has this role there already.")


class LastSystemAdministrator(Exception):
    message = _("This is the last system administrator. Give the role to somebody else first.")


@transaction.atomic
def grant(*, person: Person, role: Role, unit: Unit | None, by: Person, at: datetime) -> RoleGrant:
    try:
        with transaction.atomic():
            given = RoleGrant.objects.create(person=person, role=role, unit=unit, granted_at=at, granted_by=by)
    except IntegrityError:
        raise AlreadyGranted from None
    entry = RoleGranted(role=role, unit_id=unit.pk if unit else None)
    journal.write(entry, subject=person, by=by.principal, at=at)
    return given


@transaction.atomic
def withdraw(*, grant: RoleGrant, by: Principal, at: datetime) -> None:
    if grant.role == Role.SYSADMIN:
        # Locked together, so that two administrators cannot withdraw each other at the same moment.
        grants = RoleGrant.objects.filter(role=Role.SYSADMIN, person__is_active=True).order_by("pk")
        if not [other for other in grants.select_for_update(of=("self",)) if other.pk != grant.pk]:
            raise LastSystemAdministrator
    person, entry = grant.person, RoleWithdrawn(role=grant.role, unit_id=grant.unit_id)
    grant.delete()
    journal.write(entry, subject=person, by=by, at=at)
