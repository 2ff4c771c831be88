"""What a client is told, on request, of how we wanted to reach them: promised calls, outbound lists with attempts."""

from collections.abc import Mapping, Sequence
from typing import Any

from anyqtama.clients import words
from anyqtama.clients.keeping import Keeper, nothing_erased, nothing_holds
from anyqtama.contacts.models import CallBack, OutboundAttempt, OutboundRow
from anyqtama.kernel import secrecy


def call_backs(clients: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    rows = CallBack.objects.filter(client__in=clients).select_related("topic", "contact").order_by("made_at", "pk")
    return [
        {
            "promised_at": row.made_at,
            "due_at": row.due_at,
            "number": secrecy.decrypt(row.number_sealed) if row.number_sealed else "",
            "topic": str(row.topic or ""),
            "case": row.case_number,
            "note": row.note,
            "called_at": row.contact.accepted_at if row.contact else None,
            "called_off_at": row.dropped_at,
            "called_off_why": row.dropped_why,
        }
        for row in rows
    ]


def outbound(clients: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    """Each list the client stood on; what became a talk is told in full among the contacts."""
    rows = OutboundRow.objects.filter(client__in=clients).select_related("list__channel").order_by("added_at", "pk")
    return [
        {
            "list": row.list.name,
            "purpose": str(words.PURPOSES.get(row.list.purpose, row.list.purpose)),
            "channel": str(row.list.channel),
            "added_at": row.added_at,
            "note": row.note,
            "why_not": row.why,
            "attempts": [_attempt(attempt) for attempt in sorted(row.tries.all(), key=lambda one: one.number)],
        }
        for row in rows.prefetch_related("tries__message", "tries__result")
    ]


def _attempt(attempt: OutboundAttempt) -> Mapping[str, Any]:
    return {
        "at": attempt.began_at,
        "ended_at": attempt.ended_at,
        "result": str(attempt.result or ""),
        "note": attempt.note,
        "text": attempt.message.text if attempt.message else "",
    }


KEEPERS = (
    Keeper("call_backs", nothing_holds, nothing_erased, call_backs),
    Keeper("outbound", nothing_holds, nothing_erased, outbound),
)
"""They are forgotten with the contacts."""
