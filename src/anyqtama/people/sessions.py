"""Django's database sessions with a column for the person, so that they can be listed and ended."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from anyqtama.people.models.signing_in import Session


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        person_id = data.get(SESSION_KEY)
        session.person_id = int(person_id) if person_id else None
        session.address = data.get("address")
        session.browser = data.get("browser", "")
        session.began_at = data.get("began_at")
        return session
