"""The client is told of each change of state, where they wished so, by the channel they chose."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from anyqtama.cases import pushing
from anyqtama.cases.entries import ClientTold, TellChosen
from anyqtama.cases.kinds import stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, Tell
from anyqtama.channels.delivery import ChannelDoesNotSend
from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.kernel.principal import Principal


def choose(*, case: Case, tell: Tell, by: Principal, at: datetime) -> Case:
    with transaction.atomic():
        case = locked(case)
        if case.tell == tell:
            return case
        case.tell = tell
        case.version += 1
        case.save(update_fields=["tell", "version"])
        journal.write(TellChosen(case.number, tell), subject=case, by=by, at=at)
    return case


def tell(*, case: Case, by: Principal, at: datetime) -> None:
    """Of the stage where a locked case stands now. Who left no address for the channel reads it on the site."""
    if case.tell != Tell.EACH:
        return
    try:
        sent = pushing.push(case, _words(case), at)
    except (pushing.NoAddress, ChannelDoesNotSend):
        return
    if sent and case.answer_channel:
        entry = ClientTold(case.number, case.stage, case.answer_channel.kind)
        journal.write(entry, subject=case, by=by, at=at)


def _words(case: Case) -> str:
    stage = stages.stages(case.kind).get(case.stage)
    with translation.override(case.language):
        return _("Your request %(number)s: “%(stage)s” now.") % {
            "number": case.number, "stage": label(stage.names) if stage else case.stage,
        }  # fmt: skip
