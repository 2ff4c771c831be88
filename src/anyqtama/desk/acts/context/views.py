"""The verbs of the right column: the client's card, the script, the case."""

from uuid import uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anyqtama.cases.models import Case, CaseKind
from anyqtama.clients import identifying, naming, revealing, silencing
from anyqtama.clients.models import Client, Identity
from anyqtama.contacts import conversation, scripting
from anyqtama.contacts.models import Message, MessageKind
from anyqtama.desk import forms
from anyqtama.desk import revealing as revealing_line
from anyqtama.desk.acts.answering import act, incomplete, page, scripted, seen
from anyqtama.desk.acts.talk.sending import words_of
from anyqtama.desk.context import beside, case_panel, explained, told
from anyqtama.desk.topics import topic_choices
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.ui import moments


@require_POST
@for_right("desk.use")
def client(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    card = access.fetch(request.user, Client, "client.edit", pk=contact.client_id)
    hidden = told.unasked(contact, request.user, request.POST)
    form = forms.ClientForm(request.POST, auto_id="client-%s", hidden=hidden)
    if not form.is_valid():
        return incomplete(request, contact, at, form, "client_form")
    said = form.cleaned_data
    return act(request, contact, at, lambda: naming.change(client=card, by=request.user.principal, at=at, **said))


@require_POST
@for_right("desk.use")
def identity(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """One more way to reach the client."""
    contact, at = seen(request, contact_id), timezone.now()
    card = access.fetch(request.user, Client, "client.edit", pk=contact.client_id)
    form = forms.IdentityForm(request.POST, auto_id="identity-%s")
    if not form.is_valid():
        return incomplete(request, contact, at, form, "identity_form")
    value = form.cleaned_data["value"]
    return act(request, contact, at, lambda: identifying.add(client=card, kind=form.kind, value=value, at=at))


@require_POST
@for_right("desk.use")
def silence(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """The client asked not to be called or written to on our own."""
    contact, at = seen(request, contact_id), timezone.now()
    card = access.fetch(request.user, Client, "client.edit", pk=contact.client_id)
    reason = request.POST.get("reason", "")
    return act(request, contact, at, lambda: silencing.silence(client=card, by=request.user, reason=reason, at=at))


@require_POST
@never_cache
@for_right("desk.use")
def reveal(request: AuthenticatedRequest, contact_id: int, identity_id: int) -> HttpResponse:
    """A masked number or address in full; the journal keeps who looked."""
    contact, at = seen(request, contact_id), timezone.now()
    known = access.fetch(request.user, Identity, "identity.reveal", pk=identity_id, client=contact.client_id)
    value = revealing.reveal(identity=known, by=request.user, at=at)
    if scripted(request):
        return JsonResponse({"done": True, "value": value})
    return page(request, contact, at, revealed={known.pk: value})


@require_POST
@never_cache
@for_right("desk.use")
def fact(request: AuthenticatedRequest, contact_id: int, field: str) -> HttpResponse:
    """A fact that may not be told yet, to compare it with what the caller says; the access log keeps who looked."""
    contact, at = seen(request, contact_id, whole=True), timezone.now()
    access.fetch(request.user, Client, "client.edit", pk=contact.client_id)
    value = told.peek(contact=contact, field=field, by=request.user, at=at)
    if value is None:
        raise Http404
    if scripted(request):
        return JsonResponse({"done": True, "value": value})
    return page(request, contact, at, peeked=field)


@require_POST
@never_cache
@for_right("desk.use")
def uncover(request: AuthenticatedRequest, contact_id: int, seq: int) -> HttpResponse:
    """A line whole, with the numbers that are covered; the journal keeps who looked."""
    contact, at = seen(request, contact_id, whole=True), timezone.now()
    if contact.client_id:
        access.fetch(request.user, Client, "client.edit", pk=contact.client_id)
    rows = Message.objects.exclude(kind=MessageKind.EVENT).select_related("contact__client")
    message = get_object_or_404(rows, contact=contact, seq=seq)
    text = revealing_line.reveal_line(message=message, by=request.user, at=at)
    if scripted(request):
        return JsonResponse({"done": True, "value": text})
    return page(request, contact, at, uncovered=seq)


@require_POST
@for_right("desk.use")
def step(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        return incomplete(request, contact, at, form, "step")
    said = dict(form.cleaned_data)
    version = get_object_or_404(ScriptVersion.objects.select_related("script"), pk=said.pop("version"))
    return act(
        request, contact, at,
        lambda: scripting.mark(contact=contact, by=request.user, version=version, at=at, **said),
    )  # fmt: skip


@require_POST
@for_right("cases.register")
def register(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.RegisterForm(request.POST, topics=topic_choices(), auto_id="register-%s")
    beside.offer(form, contact, request.user)
    if not form.is_valid():
        return incomplete(request, contact, at, form, "register")
    return act(
        request, contact, at,
        lambda: beside.register(form, contact=contact, by=request.user, at=at),
        opened="register", register=form,
    )  # fmt: skip


@require_safe
@never_cache
@for_right("desk.use")
def due(request: AuthenticatedRequest, contact_id: int) -> HttpResponse:
    """For another topic or kind, before anything is promised: the due time, who gets it, and what is open on it."""
    contact, at = seen(request, contact_id), timezone.now()
    form = forms.TopicForm(request.GET, topics=topic_choices())
    chosen = form.cleaned_data["topic"] if form.is_valid() else None
    kind = CaseKind.objects.filter(active=True, code=request.GET.get("kind", "")[:40]).first()
    counted, refusal = case_panel.preview(chosen, at, kind)
    who = case_panel.proposed(chosen, kind)
    near = case_panel.similar(contact, chosen, request.user)
    promise = explained.promise_in_words(counted.how) if counted else ""
    shown = {"due": moments.stamp(counted.due_at) if counted else "", "promise": promise}
    shown |= {"who": who.who if who else "", "why": who.why if who else ""}
    return JsonResponse(shown | {"refusal": refusal, "similar": [case.number for case in near]})


@require_POST
@for_right("desk.use")
def tell(request: AuthenticatedRequest, contact_id: int, case_id: int) -> HttpResponse:
    """The number and the code of a registered case, said to the client as a reply."""
    contact, at = seen(request, contact_id), timezone.now()
    case = access.fetch(request.user, Case, "case.work", pk=case_id, contact=contact.pk)
    text, key = words_of(case, request.build_absolute_uri("/status/")), request.POST.get("key", "")[:64] or uuid4().hex
    return act(
        request, contact, at,
        lambda: conversation.reply(
            contact=contact, by=request.user, text=text, seen_seq=contact.seq, key=key, at=at
        ),
    )  # fmt: skip
