"""Everything the page of one client shows, put together for its reader."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anyqtama.clients import beside, doubles, silencing, words
from anyqtama.clients.forms import FORMS, begun
from anyqtama.clients.history import history
from anyqtama.clients.models import Client, Consent, Identity, Likeness, Look, Merge, RecordField, Representation
from anyqtama.clients.records import telling
from anyqtama.clients.records.fields import fields
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest
from anyqtama.people.roles import HEADS, LEADS
from anyqtama.ui import moments

LOOKS_SHOWN = 10
LIKE_SHOWN = 3
WHYS = {
    "card": pgettext_lazy("why a card was opened", "opened the card"),
    "registering": pgettext_lazy("why a card was opened", "registering a case"),
    "desk": pgettext_lazy("why a card was opened", "beside a talk"),
    "comparing": pgettext_lazy("why a card was opened", "to compare"),
}
TITLES = {
    "change": gettext_lazy("Change the card"),
    "reach": gettext_lazy("Add a number or address"),
    "agent": gettext_lazy("Add a representative"),
    "consent": gettext_lazy("Note a consent"),
    "block": gettext_lazy("Block the client"),
    "silence": gettext_lazy("Do not contact this client"),
    "erase": gettext_lazy("Erase the client's data"),
}
ACTIONS = {
    "change": "client_card",
    "reach": "client_identities",
    "agent": "client_agents",
    "consent": "client_consents",
    "block": "client_block",
    "silence": "client_silence",
    "erase": "client_erase",
}


def show(
    request: AuthenticatedRequest,
    client: Client,
    at: datetime,
    *,
    do: str = "",
    form: forms.Form | None = None,
    refusal: str = "",
    other: Client | None = None,
    revealed: Mapping[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`revealed`: values in full by identity, for this answer only. `other`: the card that a refusal speaks of."""
    person = request.user
    client = Client.objects.get(pk=client.pk)
    edits, blocks = access.may(person, "client.edit", client), access.may(person, "client.block", client)
    exports, erases = access.may(person, "client.export", client), access.may(person, "client.erase", client)
    allowed = {"block": blocks, "erase": erases}.get(do, edits)
    do = do if do in FORMS and allowed and client.erased_at is None else ""
    family = client.family()
    watches = bool(person.roles & (LEADS | HEADS))
    shown = {
        "client": client,
        "name": client.name or _("Without a name"),
        "language": words.LANGUAGES.get(client.language, client.language),
        "needs": [words.NEEDS[need] for need in client.needs if need in words.NEEDS],
        "identities": _identities(family, revealed or {}),
        "agents": _agents(client, at),
        "represents": Representation.objects.filter(agent=client, ended_at=None).select_related("client"),
        "consents": _consents(family),
        "blocked": _blocked(client) if client.blocked_until is not None and client.blocked_until > at else "",
        "silence": silencing.wish_of(client),
        "contacts": beside.contacts(person, client),
        "cases": beside.cases(person, client),
        "likes": [_like(client, row) for row in doubles.of_client(client)[:LIKE_SHOWN]],
        "merges": Merge.objects.filter(kept__in=family, undone_at=None).select_related("folded", "by"),
        "history": history(client),
        "looks": _looks(family) if watches else [],
        "facts": telling.facts("client", person=person, level=None),
        "watches": watches,
        "edits": edits,
        "blocks": blocks,
        "exports": exports,
        "erases": erases,
        "reports": access.has_right(person, "records.report") and not client.erased_at,
        "registers": access.has_right(person, "cases.register"),
        "do": do,
        "do_title": TITLES.get(do, ""),
        "do_url": reverse(ACTIONS[do], args=[client.pk]) if do else "",
        "form": (form if form is not None else begun(do, client)) if do else None,
        "refusal": refusal,
        "compare": reverse("client_compare", args=[client.pk, other.pk]) if other and edits else "",
        "crumbs": [
            {"label": _("Clients"), "url": reverse("clients")},
            {"label": client.name or f"№ {client.pk}", "url": ""},
        ],
    }
    return render(request, "clients/client.html", shown, status=status)


def _identities(family: Any, values: Mapping[int, str]) -> list[dict[str, Any]]:
    rows = Identity.objects.filter(client__in=family).order_by("kind", "id")
    return [
        {
            "row": row,
            "value": values.get(row.pk, ""),
            "icon": words.ICONS[row.kind],
            "kind": words.IDENTITIES[row.kind],
            "dialog": f"remove-{row.pk}",
        }
        for row in rows
    ]


def _agents(client: Client, at: datetime) -> list[dict[str, Any]]:
    rows = client.representatives.filter(ended_at=None).select_related("agent").order_by("pk")
    return [
        {
            "row": row,
            "role": words.ROLES[row.role],
            "powers": [words.POWERS[power] for power in row.powers if power in words.POWERS],
            "over": row.valid_until is not None and row.valid_until < timezone.localdate(at),
        }
        for row in rows
    ]


def _consents(family: Any) -> list[dict[str, Any]]:
    rows = Consent.objects.filter(client__in=family).select_related("notice").order_by("-given_at")
    return [
        {"row": row, "purpose": words.PURPOSES.get(row.purpose, ""), "how": words.HOW.get(row.how, row.how)}
        for row in rows
    ]


def _looks(family: Any) -> list[tuple[Any, Any]]:
    rows = Look.objects.filter(client__in=family).select_related("person").order_by("-at")
    named = fields()
    return [(look, _why(look, named)) for look in rows[:LOOKS_SHOWN]]


def _why(look: Look, named: Mapping[str, RecordField]) -> str:
    said = str(WHYS.get(look.why, look.why))
    return f"{said}: {named[look.field]}" if look.field in named else said


def _like(client: Client, row: Likeness) -> dict[str, Any]:
    other = row.second if row.first_id == client.pk else row.first
    reasons = [str(words.REASONS.get(what, what)) for what, bits in row.reasons if bits > 0]
    return {"other": other, "score": row.score, "why": ", ".join(reasons)}


def _blocked(client: Client) -> str:
    """Until when, by whom and why."""
    said = (
        _("Blocked until %(until)s.") % {"until": moments.stamp(client.blocked_until)} if client.blocked_until else ""
    )
    block = client.blocks.select_related("by").filter(lifted_at=None).order_by("-at").first()
    if block is None:
        return said
    return f"{said} {_('Reason: %(reason)s (%(by)s).') % {'reason': block.reason, 'by': block.by}}"
