"""Changing what a client's card says: field by field, so that two people who edit one card lose no word of either."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import Named
from anyqtama.clients.matching import indexing
from anyqtama.clients.models import PLACE, Client
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal

FIELDS = ("kind", "name", "language", "address", "place", "needs", "notes")
LONGEST = {"name": 200, "address": 300}

_followers: list[Callable[[Client], object]] = []


def connect(*followers: Callable[[Client], object]) -> None:
    """Who keeps a client's name with what is theirs: told of a new one, in the transaction that sets it."""
    _followers[:] = followers


def renamed(client: Client) -> None:
    for follow in _followers:
        follow(client)


class ChangedMeanwhile(Exception):
    """`fields`: field → what it says now. Nothing was saved."""

    message = _("Somebody changed the same field meanwhile. Both versions are shown: save again to keep yours.")

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__(str(self.message))
        self.fields = fields


def one_line(place: Mapping[str, str]) -> str:
    """The address as people read it: region, city, street, house, flat."""
    said = [place.get(part, "") for part in ("postcode", "region", "city", "street")]
    house = "-".join(part for part in (place.get("house", ""), place.get("flat", "")) if part)
    return ", ".join(part for part in (*said, house) if part)[: LONGEST["address"]]


def values_of(client: Client) -> dict[str, Any]:
    return {field: getattr(client, field) for field in FIELDS}


def change(
    *, client: Client, by: Principal, at: datetime, seen: Mapping[str, Any] | None = None, **values: Any
) -> Client:
    """Set the given fields; what does not differ is not journalled.

    `seen`: what the editor had before them. A field they left as it was keeps what somebody else wrote meanwhile; a
    field that both changed differently raises ChangedMeanwhile and saves nothing.
    """
    assert set(values) <= set(FIELDS)
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        before = values_of(client)
        wanted = {field: _clean(field, value) for field, value in values.items()}
        if seen is not None:
            wanted = {field: value for field, value in wanted.items() if value != _clean(field, seen.get(field))}
            clashes = {
                field: before[field]
                for field, value in wanted.items()
                if before[field] != _clean(field, seen.get(field)) and before[field] != value
            }
            if clashes:
                raise ChangedMeanwhile(clashes)
        _agree(wanted, before)
        changed = [field for field in wanted if before[field] != wanted[field]]
        if changed:
            for field in changed:
                setattr(client, field, wanted[field])
            client.version += 1
            client.save(update_fields=[*changed, "version"])
            indexing.renew(client)
            if "name" in changed:
                renamed(client)
            entry = Named(changed, {f: before[f] for f in changed}, {f: wanted[f] for f in changed})
            journal.write(entry, subject=client, by=by, at=at)
    return client


def _clean(field: str, value: Any) -> Any:
    if field == "place":
        parts = {part: str((value or {}).get(part, "")).strip()[:100] for part in PLACE}
        return {part: said for part, said in parts.items() if said}
    if field == "needs":
        return sorted(set(value or []))
    return str(value or "").replace("\r\n", "\n").strip()[: LONGEST.get(field)]


def _agree(wanted: dict[str, Any], before: Mapping[str, Any]) -> None:
    """The line of the address follows its parts; a line typed by hand ends parts that say something else."""
    if wanted.get("place") and wanted["place"] != before["place"]:
        wanted["address"] = one_line(wanted["place"])
    elif "address" in wanted and before["place"] and wanted["address"] != one_line(before["place"]):
        wanted.setdefault("place", {})
