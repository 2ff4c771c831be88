"""The list of clients and a client's card with what can be done on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anyqtama.clients import blocking, card, consenting, finding, identifying, looking, naming, revealing
from anyqtama.clients.forms import LANGUAGES, BlockForm, CardForm, IdentityForm
from anyqtama.clients.models import Client, Identity, Look
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 50
ORDERS = {"name": ("name", "pk"), "since": ("created_at", "pk")}


@require_safe
@for_right("clients.see")
def clients(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=&sort=name|since&page=`: a number or mail address must be whole, a name may be a part."""
    words, sort = request.GET.get("q", "")[:100], request.GET.get("sort", "")
    sort = sort if sort.removeprefix("-") in ORDERS else "-since"
    sign = "-" if sort.startswith("-") else ""
    found = finding.search(request.user, words).order_by(
        *(f"{sign}{field}" for field in ORDERS[sort.removeprefix("-")])
    )
    page = Paginator(found.prefetch_related("identities"), PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "words": words, "sort": sort, "at": timezone.now(), "languages": dict(LANGUAGES)}
    return render(request, "clients/list.html", shown)


@require_safe
@never_cache
@for_right("clients.see")
def client(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    """Each opening of a card is kept in the access log."""
    at, found = timezone.now(), access.fetch(request.user, Client, pk=client_id)
    looking.look(client=found, by=request.user, why=Look.Why.CARD, at=at)
    return card.show(request, found, at, do=request.GET.get("do", ""))


@require_POST
@for_right("clients.see")
def change(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = CardForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="change", form=form, status=422)
    naming.change(client=found, by=request.user.principal, at=at, **form.cleaned_data)
    return _done(request, found, _("The card is saved."))


@require_POST
@for_right("clients.see")
def add_identity(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    form = IdentityForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="reach", form=form, status=422)
    try:
        added = identifying.add(client=found, kind=form.kind, value=form.cleaned_data["value"], at=at)
    except identifying.NotAnIdentity as refusal:
        form.add_error("value", str(refusal.message))
        return card.show(request, found, at, do="reach", form=form, status=422)
    if added.client_id != found.pk:
        said = _("This number or address belongs to another card; it stays there.")
        return card.show(request, found, at, do="reach", form=form, refusal=said, status=409)
    return _done(request, found, _("Added to the card."))


@require_POST
@never_cache
@for_right("clients.reveal")
def reveal(request: AuthenticatedRequest, client_id: int, known_id: int) -> HttpResponse:
    """A masked number or address in full, in this answer only; the journal keeps who looked."""
    at, known = (
        timezone.now(),
        access.fetch(request.user, Identity, "identity.reveal", pk=known_id, client=client_id),
    )
    value = revealing.reveal(identity=known, by=request.user, at=at)
    return card.show(request, known.client, at, revealed={known.pk: value})


@require_POST
@for_right("clients.see")
def withdraw(request: AuthenticatedRequest, client_id: int, consent_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.edit", pk=client_id)
    given = get_object_or_404(found.consents, pk=consent_id)
    consenting.withdraw(consent=given, by=request.user.principal, at=at)
    return _done(request, found, _("The consent is withdrawn."))


@require_POST
@for_right("clients.block")
def block(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.block", pk=client_id)
    form = BlockForm(request.POST, auto_id="act-%s")
    if not form.is_valid():
        return card.show(request, found, at, do="block", form=form, status=422)
    reason, until = form.cleaned_data["reason"], form.until(at)
    blocking.block(client=found, by=request.user, reason=reason, until=until, at=at)
    return _done(request, found, _("The client is blocked."))


@require_POST
@for_right("clients.block")
def lift(request: AuthenticatedRequest, client_id: int) -> HttpResponse:
    at, found = timezone.now(), access.fetch(request.user, Client, "client.block", pk=client_id)
    blocking.lift(client=found, by=request.user, at=at)
    return _done(request, found, _("The block is lifted."))


def _done(request: AuthenticatedRequest, found: Client, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("client", args=[found.pk]))
