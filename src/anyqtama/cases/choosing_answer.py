"""The client says by which channel, and not before what time, the answer shall come."""

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.entries import AnswerWayChosen
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState
from anyqtama.channels.models import Channel
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal


class AnsweredAlready(Exception):
    message = _("This matter is answered already.")


def choose(*, case: Case, channel: Channel | None, after: time | None, by: Principal, at: datetime) -> Case:
    """`channel` None: the answer is read where the talk was."""
    with transaction.atomic():
        case = locked(case)
        if case.state in {CaseState.ANSWERED, CaseState.CLOSED}:
            raise AnsweredAlready
        if (case.answer_channel, case.answer_after) == (channel, after):
            return case
        case.answer_channel, case.answer_after = channel, after
        case.version += 1
        case.save(update_fields=["answer_channel", "answer_after", "version"])
        said = AnswerWayChosen(case.number, channel.kind if channel else "", f"{after:%H:%M}" if after else "")
        journal.write(said, subject=case, by=by, at=at)
    return case
