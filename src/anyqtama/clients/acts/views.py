"""The smaller verbs of a card: confirm or remove a number, note a consent, add or end a representative."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.clients import card, consenting, identifying, meeting, representing, silencing
from anyqtama.clients.forms import AgentForm, ConsentForm, SilenceForm
from anyqtama.clients.models import Client, Identity, Representation
from anyqtama.clients.views import done
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


def _identity(request: AuthenticatedRequest, client_id: int, known_id: int) -> tuple[Client, Identity]:
    found = access.fetch(request.user, Client, "client.edit", pk=client_id)
    return found, get_object_or_404(Identity, pk=known_id, client__in=found.family())


@require_POST
@for_right("clients.see")
def confirm(request: AuthenticatedRequest, client_id: int, known_id: int) -> HttpResponse:
    found, known = _identity(request, client_id, known_id)
    identifying.confirm(identity=known, by=request.user.principal, at=timezone.now())
    return done(request, found, _("Confirmed."))


@require_POST
@for_right("clients.see")
def remove(request: AuthenticatedRequest, client_id: int, known_id: int) -> HttpResponse:
    found, known = _identity(request, client_id, known_id)
    identifying.remove(identity=known, by=request.user.principal, at=timezone.now())
    return done(request, found, _("Removed from the card."))


@require_POST
@for_right("clients.see")
def consent(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = ConsentForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="consent", form=form, status=422)
    try:
        notice = consenting.current_notice(at=at)
    except consenting.NoNotice as refusal:
        return card.show(request, found, at, do="consent", form=form, refusal=str(refusal.message), status=409)
    consenting.consent(
        client=found, notice=notice, language=found.language, how=form.cleaned_data["how"],
        purpose=form.cleaned_data["purpose"], by=request.user.principal, at=at,
    )  # fmt: skip
    return done(request, found, _("The consent is noted."))


@require_POST
@for_right("clients.see")
def silence(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = SilenceForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="silence", form=form, status=422)
    silencing.silence(client=found, by=request.user, reason=form.cleaned_data["reason"], at=at)
    return done(request, found, _("The client will not be called or written to on our own."))


@require_POST
@for_right("clients.see")
def unsilence(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    found = access.fetch(request.user, Client, "client.edit", pk=client_id)
    silencing.lift(client=found, by=request.user, at=timezone.now())
    return done(request, found, _("The client may be contacted again."))


@require_POST
@for_right("clients.see")
def represent(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = AgentForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="agent", form=form, status=422)
    agent = _agent(request, form, found, at)
    if agent is None:
        return card.show(request, found, at, do="agent", form=form, status=422)
    said = form.cleaned_data
    try:
        representing.represent(
            client=found, agent=agent, role=said["role"], powers=said["powers"], document=said["document"],
            valid_until=said["valid_until"], by=request.user, at=at,
        )  # fmt: skip
    except (
        representing.SameClient, representing.RoleDoesNotFit, representing.DocumentNeeded, representing.OverAlready,
        representing.RepresentsAlready,
    ) as refusal:  # fmt: skip
        return card.show(request, found, at, do="agent", form=form, refusal=str(refusal.message), status=409)
    return done(request, found, _("The representative is on the card."))


def _agent(request: AuthenticatedRequest, form: AgentForm, found: Client, at: datetime) -> Client | None:
    """The card meant; with a new number and a name a new one. None: the form says why."""
    who, name = form.cleaned_data["who"].strip(), form.cleaned_data["name"].strip()
    number = who.removeprefix("№").strip()
    if number.isdigit() and len(number) < 10:
        agent = access.visible(request.user, Client).filter(pk=int(number)).first()
        if agent is None:
            form.add_error("who", _("There is no card with this number."))
        return agent and (agent.merged_into or agent)
    try:
        kind = identifying.kind_of(who)
        known = identifying.find(kind=kind, value=who)
    except identifying.NotAnIdentity as refusal:
        form.add_error("who", str(refusal.message))
        return None
    if known is None and not name:
        form.add_error("name", _("Nobody is known under this number. Write the name, and a card is made."))
        return None
    return known or meeting.meet_by(
        kind=kind, value=who, name=name, language=found.language, by=request.user.principal, at=at
    )


@require_POST
@for_right("clients.see")
def end(request: AuthenticatedRequest, client_id: int, agent_id: int) -> HttpResponse:
    found = access.fetch(request.user, Client, "client.edit", pk=client_id)
    row = get_object_or_404(Representation, pk=agent_id, client=found)
    representing.end(representation=row, by=request.user, at=timezone.now())
    return done(request, found, _("The representation has ended."))
