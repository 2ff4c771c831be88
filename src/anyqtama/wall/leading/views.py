"""What a lead posts: each view makes one domain call and goes back where the lead was."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.contacts import prioritising, queue_control, queue_limits, transferring
from anyqtama.contacts.models import Contact, Queue
from anyqtama.kernel import tables_in
from anyqtama.people import access, break_limits, presence, skilling
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person, Unit, WorkingState
from anyqtama.people.own_paths import next_path
from anyqtama.teamwork import alerting
from anyqtama.teamwork.models import Alert
from anyqtama.wall import queue_page
from anyqtama.wall.forms import BannerForm, LimitsForm, ReasonForm

REFUSALS = (
    alerting.TakenAlready, break_limits.LimitNegative, presence.StateNotChoosable, prioritising.NotWaiting,
    prioritising.PriorityOutOfRange, queue_control.ClosedAlready, queue_control.OpenAlready,
    queue_control.ReasonNeeded, skilling.LevelOutOfRange, skilling.UnknownLanguage, skilling.UnknownSkill,
    transferring.CannotTransfer, transferring.PersonIsAway,
)  # fmt: skip


def _do(request: AuthenticatedRequest, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except REFUSALS as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(next_path(request))


def _whole(text: str | None) -> int | None:
    """The number in a form's field; None when it is empty; -10**9, refused by every verb, when it is no number."""
    text = (text or "").strip()
    if not text:
        return None
    number = tables_in.whole(text)
    return -(10**9) if number is None else number


def _person(request: AuthenticatedRequest, given: str | None) -> Person:
    return access.fetch(request.user, Person, pk=_whole(given) or 0, is_active=True)


def _queue(request: AuthenticatedRequest, code: str) -> Queue:
    return access.fetch(request.user, Queue, "queue.lead", code=code)


@require_POST
@for_right("people.lead")
def set_state(request: AuthenticatedRequest, person_id: int) -> HttpResponse:
    at, person = timezone.now(), access.fetch(request.user, Person, "lead", pk=person_id)
    state = next((s for s in WorkingState.objects.all() if s.code == request.POST.get("state")), None)
    if state is None:
        raise Http404
    by = request.user.principal
    return _do(
        request,
        lambda: presence.change(person=person, state=state, by=by, at=at, reason="by_lead"),
        _("%(person)s: %(state)s") % {"person": person, "state": state},
    )


@require_POST
@for_right("people.lead")
def set_levels(request: AuthenticatedRequest, person_id: int) -> HttpResponse:
    """Fields skill:<code> and language:<code>; level 0 takes it away."""
    at, person = timezone.now(), access.fetch(request.user, Person, "lead", pk=person_id)
    levels = {
        what: -1 if (level := _whole(request.POST.get(what))) is None else level
        for what in request.POST
        if what.startswith(("skill:", "language:"))
    }
    return _do(request, lambda: skilling.set_levels(person=person, levels=levels, by=request.user, at=at), _("Saved."))


@require_POST
@for_right("people.lead")
def set_break_limit(request: AuthenticatedRequest, unit_code: str) -> HttpResponse:
    at, unit = timezone.now(), access.fetch(request.user, Unit, "lead", code=unit_code)
    most = _whole(request.POST.get("most"))
    return _do(request, lambda: break_limits.set_limit(unit=unit, most=most, by=request.user, at=at), _("Saved."))


@require_POST
@for_right("queues.lead")
def close_queue(request: AuthenticatedRequest, code: str) -> HttpResponse:
    at, queue, form = timezone.now(), _queue(request, code), ReasonForm(request.POST)
    if not form.is_valid():
        return queue_page.show(request, queue, at, status=422, close_form=form)
    reason = form.cleaned_data["reason"]
    done = _("The queue is closed for new contacts.")
    return _do(request, lambda: queue_control.close(queue=queue, by=request.user, reason=reason, at=at), done)


@require_POST
@for_right("queues.lead")
def open_queue(request: AuthenticatedRequest, code: str) -> HttpResponse:
    at, queue = timezone.now(), _queue(request, code)
    done = _("The queue takes contacts again.")
    return _do(request, lambda: queue_control.open_again(queue=queue, by=request.user, at=at), done)


@require_POST
@for_right("queues.lead")
def put_banner(request: AuthenticatedRequest, code: str) -> HttpResponse:
    at, queue, form = timezone.now(), _queue(request, code), BannerForm(request.POST)
    if not form.is_valid():
        return queue_page.show(request, queue, at, status=422, banner_form=form)
    texts, until = form.texts(), form.cleaned_data["until"]
    try:
        queue_control.put_banner(queue=queue, by=request.user, texts=texts, until=until, at=at)
    except queue_control.BannerOver as refusal:
        form.add_error("until", str(refusal.message))
        return queue_page.show(request, queue, at, status=422, banner_form=form)
    messages.success(request, _("Saved."))
    return redirect(next_path(request))


@require_POST
@for_right("queues.lead")
def move_person(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`act`: add or remove."""
    at, queue = timezone.now(), _queue(request, code)
    person = _person(request, request.POST.get("person"))
    act = queue_control.remove_person if request.POST.get("act") == "remove" else queue_control.add_person
    return _do(request, lambda: act(queue=queue, person=person, by=request.user, at=at), _("Saved."))


@require_POST
@for_right("queues.lead")
def set_limits(request: AuthenticatedRequest, code: str) -> HttpResponse:
    at, queue = timezone.now(), _queue(request, code)
    form = LimitsForm(request.POST, instance=queue)
    if not form.is_valid():
        return queue_page.show(request, _queue(request, code), at, status=422, limits_form=form)
    given = form.cleaned_data
    return _do(request, lambda: queue_limits.change(queue=queue, by=request.user, at=at, **given), _("Saved."))


@require_POST
@for_right("queues.lead")
def reassign(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    at, contact = timezone.now(), access.fetch(request.user, Contact, "contact.reassign", pk=contact_id)
    person = _person(request, request.POST.get("person"))
    reason = request.POST.get("reason", "")
    return _do(
        request,
        lambda: transferring.reassign(contact=contact, by=request.user, person=person, reason=reason, at=at),
        _("Given to %(person)s.") % {"person": person},
    )


@require_POST
@for_right("queues.lead")
def prioritise(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    at, contact = timezone.now(), access.fetch(request.user, Contact, "contact.reassign", pk=contact_id)
    priority = _whole(request.POST.get("priority")) or 0
    return _do(
        request,
        lambda: prioritising.prioritise(contact=contact, by=request.user, priority=priority, at=at),
        _("Priority changed."),
    )


@require_POST
@for_right("alerts.take")
def take_alert(request: AuthenticatedRequest, alert_id: int) -> HttpResponse:
    at, alert = timezone.now(), access.fetch(request.user, Alert, "alert.take", pk=alert_id)
    return _do(request, lambda: alerting.take(alert=alert, by=request.user, at=at), _("You have taken the alert."))
