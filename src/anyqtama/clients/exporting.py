"""Everything known of a client in one file, as the law lets them ask: for a program, or to be read and printed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from anyqtama.clients import keeping, words
from anyqtama.clients.entries import Exported
from anyqtama.clients.models import Block, Client, Consent, DoNotContact, Identity, Representation
from anyqtama.kernel import journal, secrecy
from anyqtama.people.models import Person


def export(*, client: Client, form: str, by: Person, at: datetime) -> Mapping[str, Any]:
    """What is kept, numbers in full; who took it out is journalled. `form`: json or page."""
    journal.write(Exported(form), subject=client, by=by.principal, at=at)
    ids = client.family()
    return {
        "exported_at": at,
        "client": _cards(ids),
        "identities": _identities(ids),
        "consents": _consents(ids),
        "representatives": _representatives(ids),
        "do_not_contact": _wishes(ids),
        "blocks": _blocks(ids),
        **{keeper.name: list(told) for keeper in keeping.keepers() if (told := keeper.told(ids))},
    }


def _cards(ids: Any) -> list[dict[str, Any]]:
    fields = ("pk", "kind", "name", "language", "address", "place", "needs", "notes", "created_at")
    return list(Client.objects.filter(pk__in=ids).order_by("pk").values(*fields))


def _identities(ids: Any) -> list[dict[str, Any]]:
    rows = Identity.objects.filter(client__in=ids).order_by("kind", "pk")
    return [
        {"kind": row.kind, "value": secrecy.decrypt(row.value_sealed), "confirmed_at": row.confirmed_at} for row in rows
    ]


def _consents(ids: Any) -> list[dict[str, Any]]:
    rows = Consent.objects.filter(client__in=ids).select_related("notice").order_by("given_at")
    return [
        {
            "purpose": str(words.PURPOSES.get(row.purpose, row.purpose)),
            "notice": row.notice.version,
            "given_at": row.given_at,
            "how": str(words.HOW.get(row.how, row.how)),
            "withdrawn_at": row.withdrawn_at,
        }
        for row in rows
    ]


def _wishes(ids: Any) -> list[Any]:
    """Not to be contacted on our own: since when, in the client's words, until when."""
    rows = DoNotContact.objects.filter(client__in=ids).order_by("at", "pk")
    return list(rows.values("at", "reason", "lifted_at"))


def _blocks(ids: Any) -> list[Any]:
    """Kept out for abuse: since when, why, until when; when they were let in earlier."""
    rows = Block.objects.filter(client__in=ids).order_by("at", "pk")
    return list(rows.values("at", "reason", "until", "lifted_at"))


def _representatives(ids: Any) -> list[dict[str, Any]]:
    rows = Representation.objects.filter(client__in=ids).select_related("agent").order_by("made_at")
    return [
        {"name": row.agent.name, "role": str(words.ROLES[row.role]), "document": row.document, "ended_at": row.ended_at}
        for row in rows
    ]
