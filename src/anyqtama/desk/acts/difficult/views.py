"""The verbs of difficult contacts, each one call of the contact's own verb."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from anyqtama.contacts.difficult import noting, rescuing, taking_over, using
from anyqtama.contacts.models import ConflictStep
from anyqtama.desk.acts.answering import act, incomplete, seen
from anyqtama.desk.difficult import panel
from anyqtama.desk.difficult.forms import DifficultForm, RescueForm
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_POST
@for_right("desk.use")
def use(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = DifficultForm(request.POST, leads=panel.of(request.user), auto_id="difficult-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "difficult")
    said = form.cleaned_data
    return act(
        request, contact, at,
        lambda: using.use(
            contact=contact, method=said["method"], lead=form.asked, note=said["note"], by=request.user, at=at
        ),
        opened="difficult", difficult=form,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def outcome(request: AuthenticatedRequest, contact_id: int, step_id: int) -> HttpResponse:
    """How a method ended, said by whoever used it."""
    contact, at = seen(request, contact_id), timezone.now()
    step = get_object_or_404(ConflictStep.objects.select_related("contact"), pk=step_id, contact=contact)
    said = request.POST.get("outcome", "")[:10]
    return act(request, contact, at, lambda: noting.note(step=step, outcome=said, by=request.user, at=at))


@require_POST
@for_right("desk.use")
def take_over(request: AuthenticatedRequest, contact_id: int, step_id: int) -> HttpResponse:
    """The lead who was asked agrees: the contact is theirs."""
    contact, at = seen(request, contact_id), timezone.now()
    step = get_object_or_404(ConflictStep.objects.select_related("contact"), pk=step_id, contact=contact)
    onward = reverse("desk_contact", args=[contact.pk])
    return act(request, contact, at, lambda: taking_over.take(step=step, by=request.user, at=at), onward=onward)


@require_POST
@for_right("desk.use")
def rescue(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = RescueForm(request.POST, auto_id="rescue-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "rescue")
    said = form.cleaned_data
    return act(
        request, contact, at,
        lambda: rescuing.hand_over(contact=contact, by=request.user, at=at, **said),
        opened="rescue", rescue=form,
    )  # fmt: skip
