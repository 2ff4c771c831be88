"""The list of clients and a client's card with what can be done on it."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anyqtama.clients import (
    blocking,
    card,
    consenting,
    doubles,
    finding,
    identifying,
    looking,
    naming,
    revealing,
    words,
)
from anyqtama.clients.forms import BlockForm, CardForm, IdentityForm, values
from anyqtama.clients.models import Client, Consent, Identity, Look
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.ui.paging import Pages

PAGE = 50
ORDERS = {"name": ("name", "pk"), "since": ("created_at", "pk")}


@require_safe
@for_right("clients.see")
def clients(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=&sort=name|since&page=`: a number or mail address must be whole, words of a name may be beginnings."""
    said, sort = request.GET.get("q", "")[:100], request.GET.get("sort", "")
    sort = sort if sort.removeprefix("-") in ORDERS else "-since"
    sign = "-" if sort.startswith("-") else ""
    found = finding.search(request.user, said).order_by(*(f"{sign}{field}" for field in ORDERS[sort.removeprefix("-")]))
    pages = Pages(found.prefetch_related("identities"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    pairs = doubles.open_pairs().count() if access.has_right(request.user, "clients.edit") else 0
    shown = {"page": page, "words": said, "sort": sort, "at": timezone.now(), "pairs": pairs}
    shown |= {"cut": bool(said.strip()) and pages.count >= finding.MOST}
    shown |= {"lists": access.has_right(request.user, "outbound.lead"), "query": urlencode({"q": said})}
    return render(request, "clients/list.html", shown)


@require_safe
@never_cache
@for_right("clients.see")
def client(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    """Each opening of a card is kept in the access log. A merged card leads to the one that stands for it."""
    at, found = timezone.now(), access.fetch(request.user, Client, pk=client_id)
    if found.merged_into_id:
        messages.info(request, _("Card № %(number)s is merged into this one.") % {"number": found.pk})
        return HttpResponseRedirect(reverse("client", args=[found.merged_into_id]))
    looking.look(client=found, by=request.user, why=Look.Why.CARD, at=at)
    return card.show(request, found, at, do=request.GET.get("do", ""))


@require_POST
@for_right("clients.see")
def change(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = CardForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="change", form=form, status=422)
    try:
        naming.change(client=found, by=request.user.principal, at=at, seen=form.before(), **form.changes())
    except naming.ChangedMeanwhile as refusal:
        return _both_versions(request, found, form, refusal, at)
    return done(request, found, _("The card is saved."))


def _both_versions(
    request: AuthenticatedRequest, found: Client, form: CardForm, refusal: naming.ChangedMeanwhile, at: datetime
) -> HttpResponse:
    """What was typed stays in the form, what the card says now stands at the field; saving again keeps the former."""
    data = dict(form.data.items())
    data["needs"] = form.cleaned_data["needs"]
    data["seen"] = values(Client.objects.get(pk=found.pk))["seen"]
    again = CardForm(data, auto_id="act-%s")
    for field, now in refusal.fields.items():
        said = _("Now on the card: %(value)s") % {"value": words.said(field, now)}
        again.add_error("city" if field == "place" else field, said)
    return card.show(request, found, at, do="change", form=again, refusal=str(refusal.message), status=409)


@require_POST
@for_right("clients.see")
def add_identity(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = IdentityForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="reach", form=form, status=422)
    try:
        value = form.cleaned_data["value"]
        added = identifying.add(client=found, kind=form.kind, value=value, by=request.user.principal, at=at)
    except identifying.NotAnIdentity as refusal:
        form.add_error("value", str(refusal.message))
        return card.show(request, found, at, do="reach", form=form, status=422)
    if added.client_id not in found.family():
        owner = added.client.merged_into or added.client
        doubles.claim(client=found, other=owner, what="given", at=at)
        said = _("This number or address belongs to another card and stays there. Is it the same client?")
        return card.show(request, found, at, do="reach", form=form, refusal=said, other=owner, status=409)
    return done(request, found, _("Added to the card."))


@require_POST
@never_cache
@for_right("clients.reveal")
def reveal(request: AuthenticatedRequest, client_id: int, known_id: int) -> HttpResponse:
    """A masked number or address in full, in this answer only; the journal keeps who looked."""
    at, known = (
        timezone.now(),
        access.fetch(request.user, Identity, "identity.reveal", pk=known_id, client__in=_family(request, client_id)),
    )
    value = revealing.reveal(identity=known, by=request.user, at=at)
    return card.show(request, known.client.merged_into or known.client, at, revealed={known.pk: value})


def _family(request: AuthenticatedRequest, client_id: int) -> Sequence[int]:
    """The card and those merged into it."""
    return access.fetch(request.user, Client, pk=client_id).family()


@require_POST
@for_right("clients.see")
def withdraw(request: AuthenticatedRequest, client_id: int, consent_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    given = get_object_or_404(Consent, pk=consent_id, client__in=found.family())
    consenting.withdraw(consent=given, by=request.user.principal, at=at)
    return done(request, found, _("The consent is withdrawn."))


@require_POST
@for_right("clients.block")
def block(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.block", pk=client_id)
    form = BlockForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="block", form=form, status=422)
    reason, until = form.cleaned_data["reason"], form.until(at)
    blocking.block(client=found, by=request.user, reason=reason, until=until, at=at)
    return done(request, found, _("The client is blocked."))


@require_POST
@for_right("clients.block")
def lift(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.block", pk=client_id)
    blocking.lift(client=found, by=request.user, at=at)
    return done(request, found, _("The block is lifted."))


def done(request: AuthenticatedRequest, found: Client, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("client", args=[found.pk]))
