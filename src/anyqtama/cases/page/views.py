"""The page of one case."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anyqtama.cases import revealing
from anyqtama.cases.page import screen
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("cases.see")
def case(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`?show=history|client|internal|fields|similar&order=oldest&write=answer|note&do=assign|give|formalise|close|reopen`."""
    found = screen.fetch(request, number)
    return screen.show(request, found, timezone.now(), do=request.GET.get("do", ""), write=request.GET.get("write", ""))


@require_POST
@never_cache
@for_right("clients.reveal")
def whole(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """The page with its covered numbers, in this answer only; the access log keeps who looked."""
    at, found = timezone.now(), screen.fetch(request, number)
    revealing.reveal(case=found, by=request.user, at=at)
    return screen.show(request, found, at, part=request.POST.get("show", ""), whole=True)
