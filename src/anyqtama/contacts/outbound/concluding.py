"""What an attempt ended in, and what follows: done, again after a pause, a call-back at a time, never again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import silencing
from anyqtama.contacts import wrap_up
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import ContactState, OutboundAttempt, OutboundResult, OutboundRow, RowState
from anyqtama.contacts.outbound import entries, fitness
from anyqtama.kernel import journal, live, secrecy
from anyqtama.people.models import Person


class TimeMissing(Exception):
    message = _("When shall we call back? Give the day and the time.")


class NothingToConclude(Exception):
    message = _("This attempt has its result already.")


def conclude(
    *,
    attempt: OutboundAttempt,
    result: OutboundResult,
    by: Person,
    at: datetime,
    note: str = "",
    call_back_at: datetime | None = None,
    left_out: str = "",
    left_words: str = "",
) -> OutboundRow:
    """Give the result; a call still open at the desk is closed with the result that belongs to it.

    `left_out`, `left_words`: why mandatory steps of the script were not taken, where the client was talked to.
    """
    if result.asks_time and call_back_at is None:
        raise TimeMissing
    note = note.strip()[:300]
    with transaction.atomic():
        row = (
            OutboundRow.objects.select_for_update(of=("self",)).select_related("list", "client").get(pk=attempt.row_id)
        )
        attempt = OutboundAttempt.objects.select_related("contact__call").get(pk=attempt.pk)
        if attempt.ended_at is not None or attempt.person_id != by.pk:
            raise NothingToConclude
        attempt.ended_at, attempt.result, attempt.note = at, result, note
        attempt.save(update_fields=["ended_at", "result", "note"])
        _settle(row, result, at)
        if result.refuses:
            reason = note or f"{row.list.name}: {result}"
            silencing.silence(client=row.client, by=by, reason=reason, at=at)
        if result.asks_time and call_back_at is not None:
            _promise(row, attempt, by, note, call_back_at, at)
        said = entries.Concluded(
            row.pk, row.client_id, attempt.number, result.code, result.reached, row.state
        )  # fmt: skip
        _close(attempt, row, result, by, note, at, left_out=left_out or _implied(result), left_words=left_words)
        journal.write(said, subject=row.list, by=by.principal, at=at)
        live.hint("wall")
    return row


def _settle(row: OutboundRow, result: OutboundResult, at: datetime) -> None:
    row.result, row.taken_by, row.taken_at = result, None, None
    again = result.again and row.attempts < row.list.most_attempts
    row.state = RowState.WAITING if again else RowState.DONE
    if again:
        pause = row.list.pause_minutes if result.pause_minutes is None else result.pause_minutes
        row.next_at = at + timedelta(minutes=pause)
    elif result.again:
        row.why = fitness.MOST_ATTEMPTS
    elif result.wrong_address:
        row.why = fitness.WRONG_ADDRESS
    row.save(update_fields=["result", "taken_by", "taken_at", "state", "next_at", "why"])


def _promise(row: OutboundRow, attempt: OutboundAttempt, by: Person, note: str, due_at: datetime, at: datetime) -> None:
    call = getattr(attempt.contact, "call", None)
    promising.promise(
        client=row.client, number=secrecy.decrypt(call.number_sealed) if call else "", due_at=due_at, person=by,
        queue=row.list.queue, topic=row.list.topic, contact=attempt.contact, note=note or row.list.name,
        by=by.principal, at=at,
    )  # fmt: skip


def _implied(result: OutboundResult) -> str:
    """Who refuses to talk or asks to be called later has said why the script was not gone through."""
    return "refused" if result.refuses else "hurry" if result.asks_time else ""


def _close(
    attempt: OutboundAttempt, row: OutboundRow, result: OutboundResult, by: Person, note: str, at: datetime,
    **left: str,
) -> None:  # fmt: skip
    contact, ended_in = attempt.contact, result.contact_result
    if contact is None or ended_in is None or contact.owner_id != by.pk:
        return
    if contact.state in {ContactState.ACTIVE, ContactState.WRAP_UP}:
        topic = contact.topic or row.list.topic
        wrap_up.close(
            contact=contact, by=by, topic=topic, result=ended_in, note=note, at=at, talked=result.reached, **left
        )
