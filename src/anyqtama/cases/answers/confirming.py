"""The client says whether the matter is solved: then it closes, or goes on. Silence closes it by rule."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import closing, confirming_timer, moving
from anyqtama.cases.answers import telling_staff
from anyqtama.cases.answers.entries import ClientConfirmed, ConfirmationLapsed
from anyqtama.cases.answers.proving import CLIENT
from anyqtama.cases.kinds import answering
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Answer, Case, CaseState, Closure, Confirmation
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.kernel.models import Job
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

RULE = Principal.system("cases")


class NotAsked(Exception):
    message = _("Nobody asks for a confirmation here now.")


class HowMissing(Exception):
    message = _("Write how the client said it: by telephone, in a letter, when.")


def asked(case: Case) -> Answer | None:
    """The answer that waits for the client's word."""
    if case.state != CaseState.ANSWERED or not answering.way(case.kind).confirm_days:
        return None
    return case.answers.filter(confirmations=None).order_by("-pk").first()


def confirm(*, case: Case, solved: bool, words: str, by: Person | None, at: datetime) -> Confirmation:
    """`by`: who of the staff writes it down; None when the client says it with number and code."""
    words = speaking.clean(words)[:1000]
    if by is not None and not words:
        raise HowMissing
    with transaction.atomic():
        case = locked(case)
        answer = asked(case)
        if answer is None:
            raise NotAsked
        said = Confirmation(case=case, answer=answer, solved=solved, words=words, by=by, at=at)
        said.save(force_insert=True)
        confirming_timer.stop(answer, at)
        principal = by.principal if by else CLIENT
        journal.write(ClientConfirmed(case.number, solved), subject=case, by=principal, at=at)
        if solved:
            closing.finish(case=case, resolved=True, how=Closure.How.CLIENT, person=by, by=principal, at=at)
        else:
            moving.enter_state(case, CaseState.WITH_DEPARTMENT, None)
            case.version += 1
            case.save(update_fields=["stage", "state", "version"])
        telling_staff.hint_owner(case)
    return said


def lapse(job: Job, at: datetime) -> None:
    """The timer's handler: nobody said anything in the days of the kind."""
    answer = Answer.objects.select_related("case__kind").filter(pk=job.payload["answer"]).first()
    if answer is None:
        return
    with transaction.atomic():
        case = locked(answer.case)
        if asked(case) != answer:
            return
        days = int(job.payload["days"])
        journal.write(ConfirmationLapsed(case.number, days), subject=case, by=RULE, at=at)
        closing.finish(case=case, resolved=False, how=Closure.How.RULE, person=None, by=RULE, at=at)
        telling_staff.hint_owner(case)
