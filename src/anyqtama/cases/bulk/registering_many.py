"""Every case of a table is registered, or none: one transaction, numbers without a gap, the same table once."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from anyqtama.cases import registering
from anyqtama.cases.bulk.entries import RegisteredInBulk
from anyqtama.cases.models import BulkRegistration
from anyqtama.clients.meeting_many import Cards, MetMeanwhile
from anyqtama.kernel import journal
from anyqtama.kernel.importing.planning import WRONG, Planned
from anyqtama.kernel.tables_in import Line
from anyqtama.people.models import Person
from anyqtama.ui import moments

MOST_ROWS = 1_000
TRIES = 5

Act = Callable[[Cards, Person, datetime], registering.Ready]


class RowsWrong(Exception):
    message = lazy("There are wrong rows. Mend them in the table and upload it again; nothing was registered.")


class NothingToRegister(Exception):
    message = lazy("The table has no rows below its heads. Nothing was registered.")


class RowRefused(Exception):
    """One row could not be done, so nothing was."""

    def __init__(self, line: int, why: object) -> None:
        super().__init__(line)
        self.message = _("Row %(row)d: %(why)s Nothing was registered.") % {"row": line, "why": why}


class RegisteredAlready(Exception):
    def __init__(self, before: BulkRegistration) -> None:
        super().__init__(before.digest)
        self.message = _(
            "This very table was registered on %(when)s by %(who)s: %(first)s to %(last)s. "
            "Nothing was registered twice."
        ) % {"when": moments.stamp(before.at), "who": before.by, "first": before.first, "last": before.last}


def digest(lines: Sequence[Line]) -> str:
    """The same for the same rows, whatever the file is called and however it was written."""
    rows = [line.cells for line in lines]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def register(
    *, plan: Sequence[Planned], lines: Sequence[Line], name: str, by: Person, at: datetime
) -> BulkRegistration:  # fmt: skip
    if any(one.status == WRONG for one in plan):
        raise RowsWrong
    acts = [(one.line, one.act) for one in plan if one.act is not None]
    if not acts:
        raise NothingToRegister
    said = digest(lines)
    for tries_left in reversed(range(TRIES)):
        _refuse_twice(said)
        cards = Cards(by.principal, at)
        ready = [_ready(line, act, cards, by, at) for line, act in acts]
        made = BulkRegistration(digest=said, name=name[:200], number=len(acts), by=by, at=at)
        try:
            return _store(made, ready, cards)
        except MetMeanwhile:  # another table had the same numbers
            if not tries_left:
                raise
        except IntegrityError:
            _refuse_twice(said)
            raise
    raise AssertionError


def _store(made: BulkRegistration, ready: Sequence[registering.Ready], cards: Cards) -> BulkRegistration:
    """All that can be found out is known by now: the one writer of SQLite is held for a moment only."""
    with transaction.atomic():
        made.save(force_insert=True)  # a second one with the same rows waits here for the first, and is refused
        cards.store()
        cases = registering.store(ready, by=made.by, at=made.at)
        made.first, made.last = cases[0].number, cases[-1].number
        made.save(update_fields=["first", "last"])
        entry = RegisteredInBulk(made.number, made.first, made.last, made.digest)
        journal.write(entry, subject=made, by=made.by.principal, at=made.at)
    return made


def _refuse_twice(said: str) -> None:
    if found := BulkRegistration.objects.select_related("by").filter(digest=said).first():
        raise RegisteredAlready(found)


def before(lines: Sequence[Line]) -> BulkRegistration | None:
    return BulkRegistration.objects.select_related("by").filter(digest=digest(lines)).first()


def _ready(line: int, act: Act, cards: Cards, by: Person, at: datetime) -> registering.Ready:
    try:
        made: registering.Ready = act(cards, by, at)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        raise RowRefused(line, said) from None
    return made
