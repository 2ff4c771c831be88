"""A second pair of eyes: another person holds what was typed against the scan; what they put right is kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import editing
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Paper, PaperCorrection
from anyqtama.cases.papers import redating
from anyqtama.cases.papers.entries import PaperChecked
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class OwnTyping(Exception):
    message = _("You typed this yourself. Somebody else checks it.")


class CheckedAlready(Exception):
    message = _("This paper is checked already.")


RECEIVED_ON = "received_on"
"""The day of receipt among the corrections: it belongs to the paper, the other fields to the case."""


def check(
    *, paper: Paper, seen: Mapping[str, Any], said: Mapping[str, Any], received_on: date | None = None, by: Person,
    at: datetime,
) -> Paper:  # fmt: skip
    """`seen`: the values that the page showed; `said` and `received_on`: as they stand on the paper.

    Raises what editing and redating refuse.
    """
    with transaction.atomic():
        case = locked(paper.case)
        held = Paper.objects.select_related("typed_by").get(pk=paper.pk)
        if held.checked_at is not None or not held.asks_check:
            raise CheckedAlready
        if held.typed_by_id == by.pk:
            raise OwnTyping
        before = editing.values(case)
        before[RECEIVED_ON] = held.received_on.isoformat()
        changed = editing.change(case=case, seen=seen, said=said, by=by, at=at)
        after = editing.values(locked(case))
        if received_on is not None and received_on != held.received_on:
            held = redating.redate(paper=held, on=received_on, by=by, at=at)
            changed, after[RECEIVED_ON] = [*changed, RECEIVED_ON], held.received_on.isoformat()
        PaperCorrection.objects.bulk_create(
            PaperCorrection(paper=held, field=name, before=before[name], after=after[name], by=by, at=at)
            for name in changed
        )
        held.checked_by, held.checked_at = by, at
        held.save(update_fields=["checked_by", "checked_at"])
        entry = PaperChecked(case.number, held.typed_by_id, changed)
        journal.write(entry, subject=case, by=by.principal, at=at)
    return held
