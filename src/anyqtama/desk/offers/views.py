"""The acts beside the need of a talk; the verbs are those of the page of a case."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from anyqtama.cases.orders import said
from anyqtama.desk.acts.answering import act, seen
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_POST
@for_right("desk.use")
def need(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: said.need(contact, request.POST, request.user, at))


@require_POST
@for_right("desk.use")
def confirm(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: said.read_back(contact, request.POST, request.user, at))


@require_POST
@for_right("desk.use")
def offer(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: said.offer(contact, request.POST, request.user, at))


@require_POST
@for_right("desk.use")
def outcome(request: AuthenticatedRequest, contact_id: int, code: str) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: said.outcome(contact, code, request.POST, request.user, at))
