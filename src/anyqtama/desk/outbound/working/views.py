"""Working a list: the next client, the call or the message, the number in full, putting back, the result."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.channels import delivery
from anyqtama.clients import revealing
from anyqtama.contacts import arrival, leaving, phoning, scripting, speaking
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import OutboundAttempt, OutboundList, OutboundResult, OutboundRow
from anyqtama.contacts.outbound import attempting, concluding, fitness, hours, taking
from anyqtama.desk.call_backs.forms import MoveForm
from anyqtama.desk.outbound.words import WHY
from anyqtama.desk.outbound.working import client as working
from anyqtama.kernel.rules import NoRule
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

REFUSALS = (
    taking.NotRunning, taking.NotAMember, taking.NotInHand, attempting.NotAtThisHour, attempting.NotByPhone,
    attempting.NotByMessage, attempting.MayNotBeContacted, arrival.NothingSaid, phoning.NoPhoneChannel,
    hours.HoursUnreadable, NoRule, delivery.ChannelDoesNotSend, concluding.TimeMissing, concluding.NothingToConclude,
    promising.NotATime,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_right("desk.use")
def next_client(request: AuthenticatedRequest, list_id: int) -> HttpResponse:
    """GET shows the client in hand and changes nothing; POST `act`: take, call, send, back, reveal."""
    found = access.fetch(request.user, OutboundList, "list.work", pk=list_id)
    if request.method != "POST":
        return _page(request, found)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        return act(request, found)
    except REFUSALS as refusal:
        return _page(request, found, refusal=_said(refusal), status=409)


@require_POST
@for_right("desk.use")
def result(request: AuthenticatedRequest, attempt_id: int) -> HttpResponse:
    """What a call of mine ended in; then on to the next client."""
    tries = OutboundAttempt.objects.select_related("row__list", "contact").filter(person=request.user)
    attempt = get_object_or_404(tries, pk=attempt_id)
    chosen = get_object_or_404(OutboundResult, active=True, code=request.POST.get("result", ""))
    when = MoveForm(request.POST)
    moment = when.moment if chosen.asks_time and when.is_valid() else None
    note, left_out, left_words = (
        speaking.clean(request.POST.get(name, "")) for name in ("note", "left_out", "left_words")
    )
    try:
        concluding.conclude(
            attempt=attempt, result=chosen, by=request.user, at=timezone.now(), note=note, call_back_at=moment,
            left_out=left_out, left_words=left_words,
        )  # fmt: skip
    except (leaving.StepsNotTaken, scripting.ReasonNeeded) as refusal:
        asked = {"refusal": _said(refusal), "asks_reason": True, "note": note}
        return _page(request, attempt.row.list, status=409, **asked)
    except REFUSALS as refusal:
        messages.error(request, _said(refusal))
    else:
        messages.success(request, _("Noted: %(result)s.") % {"result": chosen})
    return HttpResponseRedirect(reverse("outbound_next", args=[attempt.row.list_id]))


def _take(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    if taking.take_next(outbound=found, by=request.user, at=timezone.now()) is None:
        messages.info(request, _("Nobody can be contacted right now: all are done, resting or outside their hours."))
    return HttpResponseRedirect(reverse("outbound_next", args=[found.pk]))


def _call(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    attempt = attempting.call(row=_row(request), by=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("desk_contact", args=[attempt.contact_id]))


def _send(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    attempting.send(row=_row(request), text=request.POST.get("text", ""), by=request.user, at=timezone.now())
    messages.success(request, _("The message is on its way."))
    return HttpResponseRedirect(reverse("outbound_next", args=[found.pk]))


def _back(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    taking.put_back(row=_row(request), by=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("outbound_next", args=[found.pk]))


def _reveal(request: AuthenticatedRequest, found: OutboundList) -> HttpResponse:
    """As at the telephone beside the system: in this answer only, and the journal keeps who looked."""
    known = fitness.address_of(found, _row(request).client)
    if known is None:
        raise Http404
    return _page(request, found, revealed=revealing.reveal(identity=known, by=request.user, at=timezone.now()))


ACTS: dict[str, Callable[[AuthenticatedRequest, OutboundList], HttpResponse]] = {
    "take": _take, "call": _call, "send": _send, "back": _back, "reveal": _reveal,
}  # fmt: skip


def _row(request: AuthenticatedRequest) -> OutboundRow:
    """The row in hand, if it is the one that the page showed."""
    row = taking.in_hand(request.user)
    if row is None or request.POST.get("row") != str(row.pk):
        raise taking.NotInHand
    return row


def _said(refusal: Exception) -> str:
    said = str(getattr(refusal, "message", ""))
    why = WHY.get(refusal.why) if isinstance(refusal, attempting.MayNotBeContacted) else None
    return f"{said} {why}." if why else said


def _page(request: AuthenticatedRequest, found: OutboundList, *, status: int = 200, **more: object) -> HttpResponse:
    shown = working.shown(found, request.user, timezone.now())
    return render(request, "desk/outbound_next.html", shown | {"move": MoveForm(), **more}, status=status)
