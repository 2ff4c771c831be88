"""Carrying out a plan: every row or none, in one transaction."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anyqtama.administration.kind import Refused
from anyqtama.kernel.importing.planning import CHANGED, NEW, WRONG, Planned
from anyqtama.people.granting import AlreadyGranted, LastSystemAdministrator
from anyqtama.people.models import Person
from anyqtama.people.skilling import LevelOutOfRange, UnknownLanguage

REFUSALS = (Refused, AlreadyGranted, LastSystemAdministrator, LevelOutOfRange, UnknownLanguage)


class RowRefused(Refused):
    """One row could not be done, so nothing was."""

    def __init__(self, line: int, why: object) -> None:
        super().__init__(_("Row %(row)d: %(why)s Nothing was imported.") % {"row": line, "why": why})


class RowsWrong(Refused):
    def __init__(self) -> None:
        super().__init__(_("There are wrong rows. Mend them in the table and upload it again; nothing was imported."))


def carry_out(*, plan: Sequence[Planned], by: Person, at: datetime) -> Counter[str]:
    """How many rows were new and changed. What stands above is made before what stands below."""
    if any(one.status == WRONG for one in plan):
        raise RowsWrong
    done: Counter[str] = Counter()
    with transaction.atomic():
        for one in sorted(plan, key=lambda one: one.rank):
            if one.act is None:
                continue
            try:
                one.act(by, at)
            except REFUSALS as refusal:
                raise RowRefused(one.line, refusal.message) from None
            except ValidationError as error:
                raise RowRefused(one.line, error.messages[0]) from None
            except IntegrityError:
                raise RowRefused(one.line, _("it was made by somebody else in the meantime.")) from None
            done[NEW if one.status == NEW else CHANGED] += 1
    return done
