"""The page of one case."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from anyqtama.cases.page import screen
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("cases.see")
def case(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`?show=history|client|internal|fields|similar&order=oldest&write=answer|note&do=assign|give|formalise|close|reopen`."""
    found = screen.fetch(request, number)
    return screen.show(request, found, timezone.now(), do=request.GET.get("do", ""), write=request.GET.get("write", ""))
