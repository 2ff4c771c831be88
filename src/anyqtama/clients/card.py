"""Everything the page of one client shows, put together for its reader."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from anyqtama.clients import beside
from anyqtama.clients.forms import FORMS, LANGUAGES, begun
from anyqtama.clients.models import Client
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest
from anyqtama.people.roles import HEADS, LEADS
from anyqtama.ui import moments

LOOKS_SHOWN = 10
WHYS = {
    "card": pgettext_lazy("why a card was opened", "opened the card"),
    "registering": pgettext_lazy("why a card was opened", "registering a case"),
}


def show(
    request: AuthenticatedRequest,
    client: Client,
    at: datetime,
    *,
    do: str = "",
    form: forms.Form | None = None,
    refusal: str = "",
    revealed: Mapping[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`revealed`: values in full by identity, for this answer only."""
    person = request.user
    client = Client.objects.get(pk=client.pk)
    edits, blocks = access.may(person, "client.edit", client), access.may(person, "client.block", client)
    do = do if (do == "block" and blocks) or (do in FORMS and do != "block" and edits) else ""
    blocked = client.blocked_until is not None and client.blocked_until > at
    values = revealed or {}
    identities = [(identity, values.get(identity.pk, "")) for identity in client.identities.order_by("kind", "id")]
    watches = bool(person.roles & (LEADS | HEADS))
    looks = client.looks.select_related("person").order_by("-at")[:LOOKS_SHOWN] if watches else []
    shown = {
        "client": client,
        "name": client.name or _("Without a name"),
        "language": dict(LANGUAGES).get(client.language, client.language),
        "identities": identities,
        "consents": client.consents.select_related("notice").order_by("-given_at"),
        "blocked": _blocked(client) if blocked else "",
        "contacts": beside.contacts(person, client),
        "cases": beside.cases(person, client),
        "looks": [(look, WHYS.get(look.why, look.why)) for look in looks],
        "watches": watches,
        "edits": edits,
        "blocks": blocks,
        "registers": access.has_right(person, "cases.register"),
        "do": do,
        "form": (form if form is not None else begun(do, client)) if do else None,
        "refusal": refusal,
        "crumbs": [
            {"label": _("Clients"), "url": reverse("clients")},
            {"label": client.name or f"№ {client.pk}", "url": ""},
        ],
    }
    return render(request, "clients/client.html", shown, status=status)


def _blocked(client: Client) -> str:
    """Until when, by whom and why."""
    said = (
        _("Blocked until %(until)s.") % {"until": moments.stamp(client.blocked_until)} if client.blocked_until else ""
    )
    block = client.blocks.select_related("by").filter(lifted_at=None).order_by("-at").first()
    if block is None:
        return said
    return f"{said} {_('Reason: %(reason)s (%(by)s).') % {'reason': block.reason, 'by': block.by}}"
