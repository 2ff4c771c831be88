"""The verbs of the middle column, each one call of the contact's own verb."""

from typing import cast
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from anyqtama.contacts import (
    accepting,
    blocking,
    consulting,
    conversation,
    ending,
    holding,
    phoning,
    wrap_up,
)
from anyqtama.contacts.models import Attachment, Consultation, PhoneCall, Side
from anyqtama.desk import colleagues, forms
from anyqtama.desk.acts.answering import act, incomplete, seen
from anyqtama.desk.acts.talk.attaching import attached
from anyqtama.desk.acts.talk.handing_on import hand_on
from anyqtama.desk.talk.templates import without_gaps
from anyqtama.desk.topics import topic_choices
from anyqtama.kernel import files
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

LONGEST_KEY = 64


@require_POST
@for_right("desk.use")
def accept(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: accepting.accept(contact=contact, by=request.user, at=at))


@require_POST
@for_right("desk.use")
def later(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    onward = request.headers.get("X-Desk-Page") or reverse("desk")
    return act(request, contact, at, lambda: accepting.decline(contact=contact, by=request.user, at=at), onward=onward)


@require_POST
@for_right("desk.use")
def reply(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at, text = seen(request, contact_id), timezone.now(), request.POST.get("text", "")
    uploads = request.FILES.getlist("files")
    return act(
        request, contact, at,
        lambda: conversation.reply(
            contact=contact, by=request.user, text=without_gaps(text), seen_seq=_number(request, "seen"),
            key=_key(request), at=at, files=attached(uploads, at=at),
        ),
        typed=text,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def note(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at, text = seen(request, contact_id), timezone.now(), request.POST.get("text", "")
    return act(
        request, contact, at,
        lambda: conversation.note(contact=contact, by=request.user, text=text, key=_key(request), at=at),
        typed=text, composer="note",
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def read(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """The owner's screen showed everything up to `seen`; a colleague who looks in changes no mark."""
    contact = seen(request, contact_id)
    if contact.owner_id == request.user.pk:
        conversation.read(contact=contact, side=Side.STAFF, seq=_number(request, "seen"), at=timezone.now())
    return HttpResponse(status=204)


@require_POST
@for_right("desk.use")
def hold(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: holding.hold(contact=contact, by=request.user, at=at))


@require_POST
@for_right("desk.use")
def resume(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: holding.resume(contact=contact, by=request.user, at=at))


@require_POST
@for_right("desk.use")
def end(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """The talk is over (the receiver is put down); topic and result are given next."""
    contact, at = seen(request, contact_id), timezone.now()
    return act(request, contact, at, lambda: ending.end(contact=contact, by=request.user, at=at))


@require_POST
@for_right("desk.use")
def transfer(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at, by = seen(request, contact_id), timezone.now(), request.user
    people = colleagues.available(colleagues.present(by))
    form = forms.TransferForm(
        request.POST, queues=colleagues.other_queues(contact.queue_id), people=people, auto_id="transfer-%s"
    )
    if not form.is_valid():
        return incomplete(request, contact, at, form, "transfer")
    return act(
        request, contact, at, lambda: hand_on(form, contact=contact, by=by, at=at, key=_key(request)),
        onward=reverse("desk"), opened="transfer", transfer=form,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def consult(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    people = [row.person for row in colleagues.present(request.user)]
    form = forms.ConsultForm(request.POST, people=people, auto_id="consult-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "consult")
    question = form.cleaned_data["question"]
    return act(
        request, contact, at,
        lambda: consulting.ask(contact=contact, by=request.user, colleague=form.person, question=question, at=at),
        opened="consult", consult=form,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def answer(request: AuthenticatedRequest, consultation_id: int) -> HttpResponse:
    asked = access.fetch(request.user, Consultation, "consultation.answer", pk=consultation_id)
    contact, at, text = seen(request, asked.contact_id), timezone.now(), request.POST.get("text", "")
    return act(
        request, contact, at,
        lambda: consulting.answer(consultation=asked, by=request.user, text=text, key=_key(request), at=at),
        onward=reverse("desk"), typed=text,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def block(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.BlockForm(request.POST, auto_id="block-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "blocking")
    said = form.cleaned_data
    return act(
        request, contact, at,
        lambda: blocking.block(
            contact=contact, by=request.user, reason=said["reason"], hours=said["hours"], at=at
        ),
        opened="blocking", blocking=form,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def close(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.CloseForm(request.POST, topics=topic_choices(), auto_id="close-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "close")
    return act(
        request, contact, at,
        lambda: wrap_up.close(contact=contact, by=request.user, at=at, **form.cleaned_data),
        onward=reverse("desk"), opened="close", close=form,
    )  # fmt: skip


@require_POST
@for_right("desk.use")
def topic(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.TopicForm(request.POST, topics=topic_choices(), auto_id="topic-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "topic_form")
    chosen = form.cleaned_data["topic"]
    return act(
        request, contact, at, lambda: wrap_up.choose_topic(contact=contact, by=request.user, topic=chosen, at=at)
    )


@require_POST
@for_right("desk.use")
def verify(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.VerifyForm(request.POST, auto_id="verify-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "verify")
    level = PhoneCall.Verification(form.cleaned_data["level"])
    return act(request, contact, at, lambda: phoning.verify(contact=contact, by=request.user, level=level, at=at))


@require_safe
@for_right("desk.use")
def file(request: AuthenticatedRequest, contact_id: int, attachment_id: int) -> HttpResponse:
    """A file of a contact the reader sees; only pictures are shown in place, everything else is downloaded."""
    contact = seen(request, contact_id)
    attachment = Attachment.objects.select_related("file").filter(pk=attachment_id, message__contact=contact).first()
    if attachment is None:
        raise Http404
    return cast("HttpResponse", files.response(attachment.file, request, inline=True))


def _number(request: AuthenticatedRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _key(request: AuthenticatedRequest) -> str:
    """Made by the page, so that the same press of a button is one message however often it is sent."""
    return request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
