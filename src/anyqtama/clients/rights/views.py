"""A client's data handed out in a file, and erased: who may, what must end first, what is said afterwards."""

from functools import cache
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from anyqtama.clients import card, erasing, exporting
from anyqtama.clients.forms import EraseForm
from anyqtama.clients.models import Client
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

LOOK = Path(__file__).parents[1] / "static" / "clients" / "css" / "export.css"


@require_POST
@never_cache
@for_right("clients.export")
def export(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    """`form=json` for a program, else a page to read and print; both as a download that nobody caches."""
    found, at = access.fetch(request.user, Client, "client.export", pk=client_id), timezone.now()
    form = "json" if request.POST.get("form") == "json" else "page"
    data = exporting.export(client=found, form=form, by=request.user, at=at)
    answer: HttpResponse
    if form == "json":
        answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    else:
        shown = {"data": data, "at": at, "by": request.user, "look": _look()}
        answer = render(request, "clients/export.html", shown)
    ending = "json" if form == "json" else "html"
    answer["Content-Disposition"] = f'attachment; filename="client-{found.pk}.{ending}"'
    return answer


@cache
def _look() -> SafeString:
    """Within the file: it is opened from a disk, where it finds no other and no content policy forbids it."""
    return mark_safe(f"<style>{LOOK.read_text(encoding='utf-8')}</style>")  # noqa: S308 -- our own file, nobody's words


@require_POST
@for_right("clients.erase")
def erase(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    found, at = access.fetch(request.user, Client, "client.erase", pk=client_id), timezone.now()
    form = EraseForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="erase", form=form, status=422)
    try:
        erasing.erase(client=found, ground=form.cleaned_data["ground"], by=request.user, at=at)
    except erasing.NotYet as refusal:
        said = " ".join([str(refusal.message), *refusal.holds])
        return card.show(request, found, at, do="erase", form=form, refusal=said, status=409)
    except erasing.ErasedAlready as refusal:
        return card.show(request, found, at, refusal=str(refusal.message), status=409)
    messages.success(request, _("The data is erased. Counts and times stay, names and words are gone."))
    return HttpResponseRedirect(reverse("client", args=[found.pk]))
