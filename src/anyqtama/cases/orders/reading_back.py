"""The order read back: what is read, and the client's word that it is so. A later change needs another one."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from json import dumps

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import moving
from anyqtama.cases.clocks import running
from anyqtama.cases.kinds import fields, lines, stages
from anyqtama.cases.locking import ChangedMeanwhile, locked
from anyqtama.cases.models import Case, CaseState, OrderConfirmation, OrderLine
from anyqtama.cases.orders import order_words, telling
from anyqtama.cases.orders.entries import OrderConfirmed
from anyqtama.channels.models import Channel
from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person


class NothingOrdered(Exception):
    message = _("The order has no lines yet.")


class ConfirmedAlready(Exception):
    message = _("The client has confirmed exactly this already.")


def confirm(*, case: Case, seen: str, by: Person, at: datetime, channel: Channel | None = None) -> OrderConfirmation:
    """`seen`: the mark of the lines that were read out; `channel`: by which the confirmation goes to the client."""
    with transaction.atomic():
        case = locked(case)
        ordered = lines.live(case)
        if not ordered:
            raise NothingOrdered
        if seen != mark(ordered):
            raise ChangedMeanwhile
        if lines.confirmed(case):
            raise ConfirmedAlready
        newest = lines.last_confirmation(case)
        made = OrderConfirmation(
            case=case, number=newest.number + 1 if newest else 1, total=total(ordered), by=by, at=at,
            lines=[lines.facts(line) | {"name": label(line.offering.names, case.language)} for line in ordered],
            text=said(case, ordered),
        )  # fmt: skip
        case.answer_channel = channel or case.answer_channel
        made.sent_reference, way = telling.tell(case=case, text=made.text, by=by, at=at)
        made.save(force_insert=True)
        _go_on(case, by)
        case.version += 1
        case.save(update_fields=["stage", "state", "answer_channel", "version"])
        entry = OrderConfirmed(case.number, made.number, len(ordered), f"{made.total:.2f}", way, case.language)
        journal.write(entry, subject=case, by=by.principal, at=at)
        running.reached(case=case, by=by, at=at)
    return made


def said(case: Case, ordered: Sequence[OrderLine]) -> str:
    """What is read out and sent, in the client's language."""
    with translation.override(case.language):
        return order_words.whole(case.number, ordered, total(ordered), case.language)


def total(ordered: Sequence[OrderLine]) -> Decimal:
    return sum((line.total for line in ordered), Decimal())


def mark(ordered: Sequence[OrderLine]) -> str:
    """Tells whether the lines are those that were read out."""
    told = dumps([lines.facts(line) for line in ordered], ensure_ascii=False, sort_keys=True)
    return sha256(told.encode()).hexdigest()[:32]


def _go_on(case: Case, by: Person) -> None:
    """To the stage that the kind keeps for confirmed orders, where a way leads there and no field is waited for."""
    stage = stages.stages(case.kind).get(case.kind.lines_stage)
    if stage is None or stage not in stages.onward(case.kind, case.stage) or stage.state == CaseState.CLOSED:
        return
    try:
        moving.enter(case, stage, by)
    except fields.FieldsMissing:
        return
    case.stage, case.state = stage.code, stage.state
