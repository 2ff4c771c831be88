"""Who sits behind a live socket, whether they still may, and which topics they may follow."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from anyqtama.people import access
from anyqtama.people.models import Person, RoleGrant, Session
from anyqtama.people.signing_in import Backend


@dataclass(frozen=True, slots=True)
class Listener:
    """A person of the staff by their session, or a visitor by their visit."""

    person: Person | None = None
    visit_id: int | None = None
    session_key: str = ""
    cookie: str = ""
    stamp: tuple[object, ...] = field(default=())

    @property
    def name(self) -> str:
        """How others on a topic see the author of a hint."""
        return f"person:{self.person.pk}" if self.person else f"visit:{self.visit_id}"


TopicPolicy = Callable[[Listener, str], bool]
"""(who, the part of the topic after its prefix) → may they follow it? Must be safe for any text as id."""

Topics = Mapping[str, TopicPolicy]
"""By prefix with its colon ("contact:"), or by the whole topic ("wall")."""

Visitors = Callable[[Collection[str]], Mapping[str, int]]
"""Values of the cookie `aq_visit` → the ids of those visits that are still open."""


def allowed(listener: Listener, topics: Iterable[str], policies: Topics) -> set[str]:
    found = set()
    for topic in topics:
        head, colon, rest = topic.partition(":")
        policy = policies.get(head + colon)
        if policy is not None and policy(listener, rest):
            found.add(topic)
    return found


def sees_person(listener: Listener, person_id: str) -> bool:
    """Oneself, and the people one may see."""
    if listener.person is None or not person_id.isdecimal() or len(person_id) > 18:
        return False
    if listener.person.pk == int(person_id):
        return True
    return access.visible(listener.person, Person).filter(pk=int(person_id)).exists()


def person_behind(session_key: str, person_id: int, at: datetime) -> Listener | None:
    stamps = standing([session_key], at)
    person = Backend().get_user(person_id)
    if person is None or session_key not in stamps:
        return None
    return Listener(person=person, session_key=session_key, stamp=stamps[session_key])


def standing(session_keys: Collection[str], at: datetime) -> dict[str, tuple[object, ...]]:
    """Per session that still stands, what its rights hang on: a change of it means "sign in to the socket anew"."""
    sessions = list(
        Session.objects.filter(session_key__in=session_keys, expire_date__gt=at, person__is_active=True).values_list(
            "session_key", "person_id", "person__password", "person__unit_id"
        )
    )
    grants: dict[int, list[tuple[str, int]]] = {}
    people = {person_id for _, person_id, _, _ in sessions if person_id}
    rows = RoleGrant.objects.filter(person_id__in=people).values_list("person_id", "role", "unit_id")
    for person_id, role, unit_id in rows:
        grants.setdefault(person_id, []).append((role, unit_id or 0))
    return {
        key: (person_id, password, unit_id, tuple(sorted(grants.get(person_id, []))))
        for key, person_id, password, unit_id in sessions
        if person_id
    }
