"""Someone between the password and the open door: who, what they have shown, where they want to go."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from anyqtama.people.entrance import shown_once
from anyqtama.people.models import Person

KEY = "entering"
ALLOWED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pending:
    person_id: int
    password_hash: str
    factor: str
    device: str
    onward: str
    began_at: str


def begin(request: HttpRequest, *, person: Person, factor: str, device: str, onward: str, at: datetime) -> None:
    """Remember a right password in a session of its own, with a new key."""
    shown_once.flush(request)
    request.session[KEY] = asdict(
        Pending(person.pk, person.get_session_auth_hash(), factor, device, onward, at.isoformat())
    )


def find(request: HttpRequest, at: datetime) -> tuple[Pending, Person] | None:
    """Who is entering in this browser; nobody after ten minutes or when the password changed meanwhile."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    pending = Pending(**kept)
    person = Person.objects.prefetch_related("grants").filter(pk=pending.person_id, is_active=True).first()
    late = abs(at - datetime.fromisoformat(pending.began_at)) > ALLOWED
    if late or person is None or not constant_time_compare(person.get_session_auth_hash(), pending.password_hash):
        del request.session[KEY]
        return None
    return pending, person
