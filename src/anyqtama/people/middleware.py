"""What each request of a signed-in person passes: when the session was seen, and whether its roles still hold."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from anyqtama.people import ending_sessions, second_factor
from anyqtama.people.models import Person, Session

SEEN_EVERY = timedelta(minutes=1)
Handler = Callable[[HttpRequest], HttpResponse]


def session(get_response: Handler) -> Handler:
    """Stands right behind Django's AuthenticationMiddleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            at = timezone.now()  # noqa: TID251 -- a middleware is where the request's clock is read
            _follow_roles(request, request.user, at)
            _note_seen(request, at)
        return get_response(request)

    return middleware


def _follow_roles(request: HttpRequest, person: Person, at: datetime) -> None:
    """A new key when the roles changed; out, when the new role needs a second factor that was never shown."""
    roles = sorted(person.roles)
    if request.session.get("roles", roles) == roles:
        return
    if second_factor.required(person) and request.session.get("factor") == "password":
        ending_sessions.end_all(person=person, reason="second_factor_needed", by=person.principal, at=at)
        auth.logout(request)
        return
    request.session["roles"] = roles
    request.session.cycle_key()


def _note_seen(request: HttpRequest, at: datetime) -> None:
    """Once a minute, past the session's own data: two open tabs must not overwrite each other."""
    row: Session | None = getattr(request.session, "row", None)
    if row is None or (row.seen_at and abs(at - row.seen_at) < SEEN_EVERY):
        return
    Session.objects.filter(session_key=request.session.session_key).update(seen_at=at)
    row.seen_at = at
