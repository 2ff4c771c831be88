"""The history of a card out of the journal: who changed which field from what to what, and what else happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from anyqtama.clients import words
from anyqtama.clients.models import Client
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.people.models import Person

SHOWN = 60
WHAT: Mapping[str, tuple[str, Promise]] = {
    "client.changed": ("pencil", pgettext_lazy("history of a card", "changed the card")),
    "client.identity_changed.added": ("plus", pgettext_lazy("history of a card", "added to the card")),
    "client.identity_changed.removed": ("minus", pgettext_lazy("history of a card", "removed from the card")),
    "client.identity_changed.confirmed": (
        "badge-check",
        pgettext_lazy("history of a card", "confirmed with the client"),
    ),
    "client.revealed": ("eye", pgettext_lazy("history of a card", "looked at a masked value in full")),
    "client.consented": ("check", pgettext_lazy("history of a card", "noted a consent")),
    "client.consent_withdrawn": ("x", pgettext_lazy("history of a card", "noted that a consent is withdrawn")),
    "client.represented.made": ("user-plus", pgettext_lazy("history of a card", "added a representative")),
    "client.represented.ended": ("user-x", pgettext_lazy("history of a card", "ended a representation")),
    "client.merged.merged": ("merge", pgettext_lazy("history of a card", "merged another card into this one")),
    "client.merged.undone": ("split", pgettext_lazy("history of a card", "took a merge back")),
    "client.compared": ("users", pgettext_lazy("history of a card", "judged that a similar card is another client")),
    "client.blocked": ("ban", pgettext_lazy("history of a card", "changed the block")),
    "client.silenced.wished": (
        "phone-off",
        pgettext_lazy("history of a card", "noted that the client is not to be contacted"),
    ),
    "client.silenced.lifted": ("phone", pgettext_lazy("history of a card", "noted that the client may be contacted")),
    "client.exported": ("download", pgettext_lazy("history of a card", "exported the client's data")),
    "client.erased": ("trash-2", pgettext_lazy("history of a card", "erased the client's data")),
}


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    icon: str
    who: str
    what: str
    changes: Sequence[Difference]


def history(client: Client) -> list[Event]:
    """The newest first; two queries however much happened."""
    about = Entry.objects.filter(subject_kind="client", subject_id__in=[str(pk) for pk in client.family()])
    entries = list(about.order_by("-at", "-pk")[:SHOWN])
    people = {entry.principal_id for entry in entries if entry.principal_kind == PrincipalKind.PERSON}
    names = {str(person.pk): str(person) for person in Person.objects.filter(pk__in=people)} if people else {}
    return [_event(entry, names) for entry in entries]


def _event(entry: Entry, names: Mapping[str, str]) -> Event:
    icon, said = WHAT.get(f"{entry.kind}.{entry.payload.get('what')}") or WHAT.get(entry.kind) or ("info", entry.kind)
    what = ": ".join(part for part in (str(said), _text(entry)) if part)
    return Event(entry.at, icon, _who(entry, names), what, _differences(entry))


def _who(entry: Entry, names: Mapping[str, str]) -> str:
    if entry.principal_kind == PrincipalKind.PERSON:
        return names.get(entry.principal_id, "—")
    return (
        pgettext("who changed a card", "The client")
        if entry.principal_kind == PrincipalKind.VISITOR
        else _("The system")
    )


def _differences(entry: Entry) -> list[Difference]:
    if entry.kind != "client.changed":
        return []
    personal: Mapping[str, Any] = entry.personal or {}
    before, after = personal.get("before", {}), personal.get("after", {})
    return [
        Difference(str(words.FIELDS.get(f, f)), words.said(f, before.get(f)), words.said(f, after.get(f)))
        for f in entry.payload["fields"]
        if not (f == "place" and "address" in entry.payload["fields"])
    ]


def _text(entry: Entry) -> str:
    payload, personal = entry.payload, entry.personal or {}
    if entry.kind == "client.identity_changed":
        return f"{words.IDENTITIES.get(payload['identity'], '')} {personal.get('masked', '')}".strip()
    if entry.kind == "client.revealed":
        return str(words.IDENTITIES.get(payload["what"], payload["what"]))
    if entry.kind == "client.consented":
        return str(words.PURPOSES.get(payload.get("purpose", "service"), ""))
    if entry.kind == "client.merged":
        return f"№ {payload['folded']}"
    return str(personal.get("reason", "")) if entry.kind in {"client.blocked", "client.silenced"} else ""
