"""The page of call-backs and its verbs: promise, call now, move, call off."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.clients import identifying
from anyqtama.contacts import accepting, phoning
from anyqtama.contacts.call_backs import promising, ringing
from anyqtama.contacts.models import CallBack
from anyqtama.desk.call_backs import origin, reading
from anyqtama.desk.call_backs.forms import CallBackForm, MoveForm
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.own_paths import next_path
from anyqtama.ui import moments

REFUSALS = (
    promising.NotATime, promising.Over, promising.WhyMissing, identifying.NotAnIdentity, accepting.AlreadyTaken,
    accepting.NoLongerWaiting, accepting.NotYours, accepting.NotAvailable, phoning.NoPhoneChannel,
)  # fmt: skip


@require_safe
@never_cache
@for_right("desk.use")
def call_backs(request: AuthenticatedRequest) -> HttpResponse:
    """`?view=mine|all|late`."""
    at = timezone.now()
    views = reading.views(request.user, at)
    view = request.GET.get("view", "mine")
    view = view if view in views else "mine"
    words = {"mine": _("Mine"), "all": _("Of my queues"), "late": _("Late")}
    tabs = [
        {"label": words[key], "url": f"?view={key}", "count": rows.count(), "current": key == view}
        for key, rows in views.items()
    ]
    lines = reading.lines(list(views[view][: reading.MOST]), at)
    shown = {"lines": lines, "tabs": tabs, "view": view, "at": at, "move": MoveForm(auto_id=False)}
    return render(request, "desk/call_backs.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_right("desk.use")
def new(request: AuthenticatedRequest) -> HttpResponse:
    """`?contact=ID`, `?case=NUMBER` or `?client=ID`."""
    at, where = timezone.now(), origin.of(
        request.user, *(request.GET.get(name, "")[:40] for name in ("contact", "case", "client"))
    )  # fmt: skip
    first = str(where.numbers[0].pk) if where.numbers else ""
    initial = {"when": origin.first_time(where, at), "queue": where.queue, "mine": True, "known": first}
    form = CallBackForm(request.POST or None, origin=where, initial=initial)
    if form.is_valid():
        try:
            made = _promise(request, form, where, at)
        except REFUSALS as refusal:
            form.add_error("when" if isinstance(refusal, promising.NotATime) else "number", str(refusal.message))
        else:
            messages.success(request, _("Promised for %(when)s.") % {"when": moments.moment(made.due_at)})
            return HttpResponseRedirect(where.back)
    status = 422 if form.errors else 200
    return render(request, "desk/call_back_new.html", {"form": form, "origin": where}, status=status)


def _promise(request: AuthenticatedRequest, form: CallBackForm, where: origin.Origin, at: datetime) -> CallBack:
    said = form.cleaned_data
    return promising.promise(
        client=where.client, number=said["number"], due_at=said["when"], queue=said["queue"], topic=where.topic,
        language=where.language, contact=where.contact, case_number=where.case_number, note=said["note"],
        person=request.user if said["mine"] else None, by=request.user.principal, at=at,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def start(request: AuthenticatedRequest, call_back_id: int) -> HttpResponse:
    found = access.fetch(request.user, CallBack, "call_back.keep", pk=call_back_id)
    try:
        contact = ringing.start(call_back=found, by=request.user, at=timezone.now())
    except REFUSALS as refusal:
        return _back(request, refused=str(refusal.message))
    return HttpResponseRedirect(reverse("desk_contact", args=[contact.pk]))


@require_POST
@for_right("desk.use")
def move(request: AuthenticatedRequest, call_back_id: int) -> HttpResponse:
    found = access.fetch(request.user, CallBack, "call_back.keep", pk=call_back_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _back(request, refused=str(promising.NotATime.message))
    try:
        promising.move(call_back=found, due_at=form.moment, by=request.user, at=timezone.now())
    except REFUSALS as refusal:
        return _back(request, refused=str(refusal.message))
    return _back(request, done=_("The call-back is moved to %(when)s.") % {"when": moments.moment(form.moment)})


@require_POST
@for_right("desk.use")
def drop(request: AuthenticatedRequest, call_back_id: int) -> HttpResponse:
    found = access.fetch(request.user, CallBack, "call_back.keep", pk=call_back_id)
    try:
        promising.drop(call_back=found, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
    except REFUSALS as refusal:
        return _back(request, refused=str(refusal.message))
    return _back(request, done=_("The call-back is called off."))


def _back(request: AuthenticatedRequest, *, done: str = "", refused: str = "") -> HttpResponse:
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(next_path(request) if request.POST.get("next") else reverse("call_backs"))
