"""The desk itself: empty, with one contact open, its changes by cursor, its sign of life."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anyqtama.clients import looking
from anyqtama.clients.models import Look
from anyqtama.contacts.models import Contact, ContactState
from anyqtama.desk import changes, ringing, screen, unchanged
from anyqtama.desk.acts.answering import page, scripted, seen
from anyqtama.knowledge import listening
from anyqtama.people import access, presence
from anyqtama.people.access import AuthenticatedRequest, for_right

ASKED = ("find", "article", "all", "opened", "template", "insert", "part", "composer")
"""What an address of the desk may say about how it is shown."""


@require_safe
@never_cache
@for_right("desk.use")
def desk(request: AuthenticatedRequest) -> HttpResponse:
    """The page; for the module that closed a contact in place only what stands there now."""
    if scripted(request):
        return render(request, "desk/opened.html", screen.nothing_open(request.user))
    return render(request, "desk/desk.html", screen.desk(request.user, timezone.now()))


@require_safe
@never_cache
@for_right("desk.use")
def contact(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """The page; for the module that opens it in place only what is not on the desk already."""
    given: dict[str, Any] = {name: request.GET[name][:200] for name in ASKED if name in request.GET}
    opened, at = seen(request, contact_id, whole=True), timezone.now()
    if opened.client:
        looking.look_once(client=opened.client, by=request.user, why=Look.Why.DESK, since=opened.arrived_at, at=at)
    if scripted(request):
        return render(request, "desk/opened.html", screen.opened(opened, request.user, at, given))
    return page(request, opened, at, **given)


@require_safe
@never_cache
@for_right("desk.use")
def context(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """The right column alone, for the module that refreshes it after a verb."""
    opened, at = seen(request, contact_id, whole=True), timezone.now()
    given = {name: request.GET[name][:200] for name in ASKED if name in request.GET}
    shown = screen.context_alone(opened, request.user, at, given)
    found = shown["articles"] or shown["consulting"].offers or shown["consulting"].bodies
    if shown["find"] and not found:
        listening.note_miss(query=shown["find"], language=opened.language, by=request.user, at=at)
    return render(request, "desk/context.html", shown)


@require_safe
@never_cache
@for_right("desk.use")
def dialogs(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """The forms behind the owner's verbs, asked for when the first of them is opened."""
    opened, at = seen(request, contact_id, whole=True), timezone.now()
    if not access.may(request.user, "contact.lead", opened):
        raise Http404
    return render(request, "desk/dialogs.html", screen.dialogs(opened, request.user, at, {}))


@require_safe
@never_cache
@for_right("desk.use")
def changes_since(request: AuthenticatedRequest) -> HttpResponse:
    """`part=mine`: all but what waits in the queues; without it everything.

    `mark=`: of the look before, so that nothing is asked again for nothing; empty at the first look. `shape=`: how the
    contact stood when what is under its lines was made.
    """
    at = timezone.now()
    asked, after = request.GET.get("contact", ""), request.GET.get("after", "")
    before = request.GET.get("mark")
    mark = "" if before is None else unchanged.mark(request.user, asked, at=at)
    if mark and mark == before:
        return JsonResponse({"same": True})
    left = screen.mine(request.user, at) if request.GET.get("part") == "mine" else screen.left(request.user, at)
    try:
        opened = _opened(request, left, int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    except Http404:
        return JsonResponse({"gone": True})
    own = (
        opened
        and opened.owner_id == request.user.pk
        and opened.state not in {ContactState.CLOSED, ContactState.ABANDONED}
    )
    if opened and own and all(row.key != opened.pk for row in left["contacts"]):
        left = {**left, **screen.mine(request.user, at)}  # handed over between the two reads
    cursor = int(after) if after.isdecimal() and len(after) < 10 else 0
    known = changes.Known(cursor, request.GET.get("shape"))
    news = changes.since(request.user, left, opened, known, at, token=get_token(request))
    return JsonResponse({**news, "mark": mark})


def _opened(request: AuthenticatedRequest, left: screen.Shown, contact_id: int) -> Contact:
    """Most often one of the rows that were read just now."""
    mine = (row.contact for row in left["contacts"] if row.key == contact_id)
    return next(mine, None) or seen(request, contact_id, whole=True)


@require_safe
@never_cache
@for_right("desk.use")
def ringing_elsewhere(request: AuthenticatedRequest) -> HttpResponse:
    """What is offered to the reader, for the corner of every page that is not the desk."""
    return render(request, "desk/ringing.html", {"offers": ringing.offers(request.user, timezone.now())})


@require_POST
@for_right("desk.use")
def heartbeat(request: AuthenticatedRequest) -> HttpResponse:
    """`queues`: with what waits there, for a desk that heard of a change."""
    at = timezone.now()
    now = presence.heartbeat(person=request.user, at=at)
    told = {"state": now.state.code, "kind": now.state.kind}
    waits = changes.of_queues(request.user, at, token=get_token(request)) if "queues" in request.POST else {}
    return JsonResponse(told | waits)
