"""Django's database sessions with a column for the person, so that they can be listed and ended."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from anyqtama.people.models.signing_in import Session


class SessionStore(DatabaseStore):
    row: Session | None = None
    """The row as this request found it."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # unknown to django-stubs
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        person_id = data.get(SESSION_KEY)
        began_at = data.get("began_at")
        session.person_id = int(person_id) if person_id else None
        session.address = data.get("address")
        session.browser = data.get("browser", "")
        session.began_at = datetime.fromisoformat(began_at) if began_at else None
        session.seen_at = (self.row and self.row.seen_at) or session.began_at
        return session
