"""What changed and concerns the reader; for those who lead, who has read it and who has not, for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.knowledge import telling
from anyqtama.knowledge.models import Change
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person

PAGE = 30


@dataclass(frozen=True, slots=True)
class Reader:
    """`read_at` None: not yet; `after`: how long it took, or takes already."""

    person: Person
    read_at: datetime | None
    after: timedelta


@require_safe
@for_right("knowledge.read")
def changes(request: AuthenticatedRequest) -> HttpResponse:
    """`?shown=unread|all&page=`: first what the reader still has to confirm."""
    leads = access.has_right(request.user, "people.lead") or access.has_right(request.user, "knowledge.write")
    everything = leads and request.GET.get("shown") == "all"
    rows = (
        access.visible(request.user, Change).order_by("-at", "-pk") if everything else telling.concerning(request.user)
    )
    page = Paginator(rows.annotate(times_read=Count("readings")).select_related("by"), PAGE).get_page(
        request.GET.get("page")
    )
    unread = set(telling.unread(request.user).values_list("pk", flat=True))
    given = {
        "page": page,
        "rows": [(change, change.pk in unread) for change in page],
        "leads": leads,
        "everything": everything,
        "tabs": tabs("knowledge_changes", request.user),
    }
    return render(request, "knowledge/changes.html", given)


@require_safe
@for_right("knowledge.read")
def change(request: AuthenticatedRequest, change_id: int) -> HttpResponse:
    found = access.fetch(request.user, Change, pk=change_id)
    leads = access.has_right(request.user, "people.lead") or access.has_right(request.user, "knowledge.write")
    readers = _readers(found, request.user, timezone.now()) if leads else []
    given = {
        "change": found,
        "waits": telling.unread(request.user).filter(pk=found.pk).exists(),
        "receipt": found.readings.filter(person=request.user).first(),
        "leads": leads,
        "unread": [reader for reader in readers if reader.read_at is None],
        "readers": [reader for reader in readers if reader.read_at is not None],
        "crumbs": [{"label": _("Knowledge"), "url": reverse("knowledge")},
                   {"label": _("What changed"), "url": reverse("knowledge_changes")}, {"label": str(found), "url": ""}],
    }  # fmt: skip
    return render(request, "knowledge/change.html", given)


@require_POST
@for_right("knowledge.read")
def read(request: AuthenticatedRequest, change_id: int) -> HttpResponse:
    found = access.fetch(request.user, Change, pk=change_id)
    telling.read(change=found, by=request.user, at=timezone.now())
    messages.success(request, _("Noted that you have read it."))
    return HttpResponseRedirect(reverse("knowledge_changes"))


def _readers(change: Change, viewer: Person, at: datetime) -> Sequence[Reader]:
    """Those concerned whom the viewer leads, by name."""
    receipts = dict(change.readings.values_list("person_id", "read_at"))
    people = telling.concerned(change, access.visible(viewer, Person)).select_related("unit")
    return [
        Reader(person, receipts.get(person.pk), (receipts.get(person.pk) or at) - change.at)
        for person in people.order_by("family_name", "given_name", "pk")
    ]
