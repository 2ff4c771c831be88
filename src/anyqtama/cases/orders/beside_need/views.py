"""The acts beside the need of a case; the desk has its own addresses for the same."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.cases.models import Case
from anyqtama.cases.orders import said
from anyqtama.cases.orders.views import act
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_POST
@for_right("cases.see")
def need(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    return act(request, case, at, _("The need is kept."), lambda: said.need(case, request.POST, request.user, at))


@require_POST
@for_right("cases.see")
def confirm(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    verb = partial(said.read_back, case, request.POST, request.user, at)
    return act(request, case, at, _("The need is confirmed."), verb)


@require_POST
@for_right("cases.see")
def offer(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    return act(request, case, at, _("Noted as offered."), lambda: said.offer(case, request.POST, request.user, at))


@require_POST
@for_right("cases.see")
def outcome(request: AuthenticatedRequest, number: str, code: str) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    verb = partial(said.outcome, case, code, request.POST, request.user, at)
    return act(request, case, at, _("The client's word is kept."), verb)
