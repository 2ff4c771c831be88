"""Telling the one responsible of an error in a field, and answering: mended, or right as it is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import Reported
from anyqtama.clients.models import FieldReport
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class SayWhatIsWrong(Exception):
    message = _("Say what is wrong and how you know it: the one responsible has only these words.")


class AnsweredAlready(Exception):
    message = _("This report was answered already.")


def report(
    *, record: str, object_id: str, title: str, field: str, text: str, responsible: Person, by: Person, at: datetime
) -> FieldReport:
    """`record`: client or case; `responsible` gets it among what waits for them."""
    if not text.strip():
        raise SayWhatIsWrong
    with transaction.atomic():
        made = FieldReport(
            record=record, object_id=object_id, title=title[:200], field=field, text=text.strip()[:500],
            responsible=responsible, by=by, at=at,
        )  # fmt: skip
        made.save(force_insert=True)
        entry = Reported("reported", record, object_id, field, responsible.pk, made.text)
        journal.write(entry, subject=made, by=by.principal, at=at)
    return made


def answer(*, report: FieldReport, outcome: str, text: str, by: Person, at: datetime) -> FieldReport:
    with transaction.atomic():
        row = FieldReport.objects.select_for_update().get(pk=report.pk)
        if row.answered_at is not None:
            raise AnsweredAlready
        row.outcome, row.answer, row.answered_at, row.answered_by = FieldReport.Outcome(outcome), text[:500], at, by
        row.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
        entry = Reported(row.outcome, row.record, row.object_id, row.field, row.responsible_id, row.answer)
        journal.write(entry, subject=row, by=by.principal, at=at)
    return row
