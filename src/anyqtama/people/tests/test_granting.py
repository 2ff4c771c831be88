"""Roles given and taken back."""

import pytest

from anyqtama.kernel.models import Entry
from anyqtama.people import granting
from anyqtama.people.granting import AlreadyGranted, LastSystemAdministrator
from anyqtama.people.roles import Role
from tests.cast import NOW, person, unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("everywhere", [True, False])
def test_grant_is_journalled_and_refuses_the_same_twice(everywhere: bool) -> None:
    admin, lead = person(Role.SYSADMIN), person()
    group = None if everywhere else unit()
    granting.grant(person=lead, role=Role.TEAM_LEAD, unit=group, by=admin, at=NOW)
    with pytest.raises(AlreadyGranted):
        granting.grant(person=lead, role=Role.TEAM_LEAD, unit=group, by=admin, at=NOW)
    entry = Entry.objects.get(kind="role.granted")
    assert entry.payload == {"role": "team_lead", "unit_id": group.pk if group else None}


def test_withdraw_refuses_to_leave_nobody_who_administers() -> None:
    admin = person(Role.SYSADMIN)
    person(Role.SYSADMIN, is_active=False)
    with pytest.raises(LastSystemAdministrator):
        granting.withdraw(grant=admin.grants.get(), by=admin.principal, at=NOW)
    second = person(Role.SYSADMIN)
    granting.withdraw(grant=admin.grants.get(), by=second.principal, at=NOW)
    assert not admin.grants.exists()
    assert Entry.objects.get(kind="role.withdrawn").subject_id == str(admin.pk)
