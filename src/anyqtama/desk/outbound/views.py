"""The lists, a new one, its progress, state, filling again from its search, its rows as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.cases import seeing
from anyqtama.contacts.models import OutboundList, Queue, RowState
from anyqtama.contacts.outbound import filling, hours, making
from anyqtama.desk.outbound import progress, searching
from anyqtama.desk.outbound.forms import ListForm
from anyqtama.desk.outbound.noting import notes
from anyqtama.desk.outbound.words import ROWS, RULES
from anyqtama.desk.topics import topic_choices
from anyqtama.kernel import exporting
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person

PAGE = 50
REFUSALS = (
    making.NotAWay, making.NoAttempts, making.TextMissing, making.NotThatWay, making.NobodyToContact,
    filling.TooMany, filling.ListIsOver,
)  # fmt: skip


@require_safe
@for_right("outbound.see")
def outbound(request: AuthenticatedRequest) -> HttpResponse:
    lists = access.visible(request.user, OutboundList).select_related("channel", "queue").order_by("-made_at", "-pk")
    page = Paginator(lists, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "cards": progress.cards(list(page)),
        "may_lead": access.has_right(request.user, "outbound.lead"),
        "mine": set(request.user.queues.values_list("queue", flat=True)),
    }
    return render(request, "desk/outbound.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("outbound.lead")
def new(request: AuthenticatedRequest) -> HttpResponse:
    """`?cases=` or `?clients=`: the query of the search that the list is made from."""
    at, source = timezone.now(), searching.asked(request.GET)
    form = ListForm(
        request.POST or None, topics=topic_choices(), queues=led_queues(request.user), of_law=hours.of_law(at)
    )
    if form.is_valid():
        try:
            made = making.make(outbound=form.unsaved(source), by=request.user, at=at)
            return _filled(request, made) if source else _at(made)
        except (*REFUSALS, ValidationError) as refusal:
            form.add_error(None, str(refusal.message))
    found = searching.words(source, searching.count(source, request.user, at))
    shown = {"form": form, "source": source, "found": found, "rules": RULES}
    return render(request, "desk/outbound_new.html", shown, status=422 if form.errors else 200)


@require_safe
@never_cache
@for_right("outbound.see")
def one(request: AuthenticatedRequest, list_id: int) -> HttpResponseBase:
    """`?state=waiting|taken|done|refused&page=&export=csv|xlsx`."""
    found, state = access.fetch(request.user, OutboundList, pk=list_id), request.GET.get("state", "")
    rows, reader = progress.rows(found, state), seeing.seeing(request.user)
    if kind := request.GET.get("export"):
        return exporting.response(kind, f"outbound-{found.pk}", progress.head(), progress.cells(found, rows, reader))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    now, noted = progress.progress(found), notes(found, list(page), reader)
    shown = {
        "outbound": found, "now": now, "page": page, "rules": RULES, "tabs": _tabs(now, state), "state": state,
        "rows": [(row, *progress.row_words(row), noted[row.pk]) for row in page],
        "leads": access.may(request.user, "list.lead", found), "works": access.may(request.user, "list.work", found),
        "moves": making.MOVES[found.state],
    }  # fmt: skip
    return render(request, "desk/outbound_list.html", shown)


@require_POST
@for_right("outbound.lead")
def turn(request: AuthenticatedRequest, list_id: int) -> HttpResponse:
    found = access.fetch(request.user, OutboundList, "list.lead", pk=list_id)
    try:
        making.turn(outbound=found, to=request.POST.get("to", ""), by=request.user, at=timezone.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal.message))
    return _at(found)


@require_POST
@for_right("outbound.lead")
def refill(request: AuthenticatedRequest, list_id: int) -> HttpResponse:
    """Asks the saved search again: who is new joins."""
    found = access.fetch(request.user, OutboundList, "list.lead", pk=list_id)
    try:
        return _filled(request, found)
    except REFUSALS as refusal:
        messages.error(request, str(refusal.message))
    return _at(found)


def _filled(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    at, source = timezone.now(), found.source
    clients = searching.clients(source, request.user, at)
    told(request, filling.fill(outbound=found, clients=clients, source=source.get("kind", ""), by=request.user, at=at))
    return _at(found)


def told(request: AuthenticatedRequest, filled: filling.Filled) -> None:
    said = ngettext("%(number)d client joined.", "%(number)d clients joined.", filled.added) % {"number": filled.added}
    if refused := filled.refused.total():
        said += " " + _("May not be contacted: %(number)d.") % {"number": refused}
    if filled.known:
        said += " " + _("On the list already: %(number)d.") % {"number": filled.known}
    messages.success(request, said)


def led_queues(person: Person) -> QuerySet[Queue]:
    """Those whose people the lead may give work."""
    queues = Queue.objects.in_use().order_by("order", "id")
    led = [queue.pk for queue in queues.select_related("unit") if access.may(person, "queue.lead", queue)]
    return queues.filter(pk__in=led)


def _tabs(now: progress.Progress, state: str) -> list[dict[str, object]]:
    rows = now.card.outbound.rows.all()
    counts = rows.counts()
    tabs = [("", _("All"), sum(counts.values())), *((key, str(ROWS[key][0]), counts[key]) for key in RowState.values)]
    return [
        {"label": word, "url": f"?state={key}" if key else "?", "count": number, "current": key == state}
        for key, word, number in tabs
    ]


def _at(found: OutboundList) -> HttpResponse:
    return HttpResponseRedirect(reverse("outbound_list", args=[found.pk]))
