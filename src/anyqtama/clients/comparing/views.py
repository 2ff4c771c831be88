"""Cards that look like one client: the list of pairs, two side by side, merging, judging different, taking back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.clients import beside, doubles, merging, words
from anyqtama.clients.comparing import rows
from anyqtama.clients.models import Client, Likeness, Merge
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 25


@require_safe
@for_right("clients.edit")
def pairs(request: AuthenticatedRequest) -> HttpResponse:
    found = (
        doubles.open_pairs()
        .select_related("first", "second")
        .prefetch_related("first__identities", "second__identities")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = [(row, _why(row)) for row in page]
    return render(request, "clients/doubles.html", {"page": page, "pairs": shown})


def _why(row: Likeness) -> str:
    return ", ".join(str(words.REASONS.get(what, what)) for what, bits in row.reasons if bits > 0)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_right("clients.edit")
def compare(request: AuthenticatedRequest, client_id: int, other_id: int) -> HttpResponse:
    """GET: what a merge would make of the two; POST `take=name&take=address…`: does it."""
    here = access.fetch(request.user, Client, "client.merge", pk=client_id)
    there = access.fetch(request.user, Client, "client.merge", pk=other_id)
    if request.method != "POST":
        return _show(request, here, there)
    take = [field for field in merging.CHOSEN if request.POST.get(field) == "there"]
    try:
        merging.merge(kept=here, folded=there, take=take, by=request.user, at=timezone.now())
    except (merging.SameCard, merging.MergedAlready, merging.OneIsErased, merging.OfTwoKinds) as refusal:
        return _show(request, here, there, refusal=str(refusal.message), status=409)
    if _from_list(request):
        messages.success(request, _("The cards are merged. It can be taken back on the page of the card."))
        return HttpResponseRedirect(reverse("clients_doubles"))
    messages.success(request, _("The cards are merged. It can be taken back on this page."))
    return HttpResponseRedirect(reverse("client", args=[here.pk]))


def _from_list(request: AuthenticatedRequest) -> bool:
    """Whoever goes through the list of pairs comes back to it for the next."""
    return request.GET.get("from") == "list"


def _show(
    request: AuthenticatedRequest, here: Client, there: Client, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    pair = sorted((here.pk, there.pk))
    likeness = Likeness.objects.filter(first=pair[0], second=pair[1]).first()
    cards = [
        {
            "client": card,
            "reached": rows.reached(card),
            "contacts": beside.contacts(request.user, card).count,
            "cases": beside.cases(request.user, card).count,
        }
        for card in (here, there)
    ]
    shown = {
        "here": here,
        "there": there,
        "cards": cards,
        "rows": rows.rows(here, there),
        "likeness": likeness,
        "why": [(str(words.REASONS.get(what, what)), bits) for what, bits in likeness.reasons] if likeness else [],
        "refusal": refusal,
        "onward": "?from=list" if _from_list(request) else "",
        "crumbs": [
            {"label": _("Clients"), "url": reverse("clients")},
            {"label": _("Possible duplicates"), "url": reverse("clients_doubles")}
            if _from_list(request)
            else {"label": here.name or f"№ {here.pk}", "url": reverse("client", args=[here.pk])},
            {"label": _("Compare"), "url": ""},
        ],
    }
    return render(request, "clients/compare.html", shown, status=status)


@require_POST
@for_right("clients.edit")
def differ(request: AuthenticatedRequest, client_id: int, other_id: int) -> HttpResponse:
    here = access.fetch(request.user, Client, "client.merge", pk=client_id)
    pair = sorted((here.pk, other_id))
    row = get_object_or_404(Likeness, first=pair[0], second=pair[1])
    doubles.differ(likeness=row, by=request.user, at=timezone.now())
    messages.success(request, _("Noted: two different clients. The pair is not shown again."))
    address = reverse("clients_doubles") if _from_list(request) else reverse("client", args=[here.pk])
    return HttpResponseRedirect(address)


@require_POST
@for_right("clients.edit")
def undo(request: AuthenticatedRequest, client_id: int, merge_id: int) -> HttpResponse:
    here = access.fetch(request.user, Client, "client.merge", pk=client_id)
    row = get_object_or_404(Merge.objects.select_related("folded"), pk=merge_id, kept__in=here.family())
    try:
        merging.unmerge(merge=row, by=request.user, at=timezone.now())
    except merging.UndoneAlready as refusal:
        messages.info(request, str(refusal.message))
    else:
        messages.success(request, _("Card № %(number)s stands for itself again.") % {"number": row.folded_id})
    return HttpResponseRedirect(reverse("client", args=[here.pk]))
