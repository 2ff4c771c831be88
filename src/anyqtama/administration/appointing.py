"""The first system administrator: made from the machine itself, for nobody could press a button yet."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.entries import SettingsChanged
from anyqtama.administration.kind import Refused
from anyqtama.administration.people import giving_password
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people import granting
from anyqtama.people.logins import normal, validate_login
from anyqtama.people.models import Person, RoleGrant
from anyqtama.people.roles import Role

MACHINE = Principal.system("command line")


class LoginUnusable(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write the login in 2 to 60 small letters, digits and the signs . - _ @ + without spaces."))


def nobody_administers() -> bool:
    return not RoleGrant.objects.filter(role=Role.SYSADMIN, person__is_active=True).exists()


def appoint(*, login: str, family_name: str, at: datetime) -> tuple[Person, str]:
    """The person with the role for the whole centre, and a password to be changed at the door.

    A login that exists is made a system administrator and gets a new password: whoever can run commands on the machine
    can read its database anyway.
    """
    login = normal(login)
    try:
        validate_login(login)
    except ValidationError:
        raise LoginUnusable from None
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(login=login).first()
        if person is None:
            person = Person(login=login, family_name=family_name[:80] or login, created_at=at)
            person.set_unusable_password()
            person.save(force_insert=True)
            names = {"family_name": person.family_name, "login": login}
            journal.write(SettingsChanged("made", "", {}, {}, {}, names), subject=person, by=MACHINE, at=at)
        elif not person.is_active:
            Person.objects.filter(pk=person.pk).update(is_active=True)
            entry = SettingsChanged("restored", "", {"is_active": False}, {"is_active": True}, {}, {})
            journal.write(entry, subject=person, by=MACHINE, at=at)
        if not person.grants.filter(role=Role.SYSADMIN, unit=None).exists():
            granting.grant(person=person, role=Role.SYSADMIN, unit=None, by=person, at=at)
        password = giving_password.give(person=person, by=MACHINE, at=at)
    return person, password
