"""Signing in: the password check that Django calls."""

from typing import Any

from django.http import HttpRequest

from anyqtama.people.models import Person


class Backend:
    """Login and password; the same work is done for a login that does not exist."""

    def authenticate(self, request: HttpRequest | None, login: str = "", password: str = "", **_: Any) -> Person | None:
        person = Person.objects.filter(login__iexact=login.strip()).first()
        if person is None:
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, person_id: int) -> Person | None:
        return Person.objects.prefetch_related("grants__unit").filter(pk=person_id, is_active=True).first()
