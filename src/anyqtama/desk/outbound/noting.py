"""What is noted of the clients of a list, as its reader is shown it."""

from collections.abc import Mapping, Sequence

from anyqtama.cases.models import Case
from anyqtama.cases.seeing import Seeing
from anyqtama.contacts.models import OutboundList, OutboundRow

BETWEEN = " · "


def notes(outbound: OutboundList, rows: Sequence[OutboundRow], reader: Seeing) -> Mapping[int, str]:
    """By the row. A list of cases keeps their numbers (an older one the subjects too): the subject is added as the
    reader is shown it. One query."""
    if outbound.source.get("kind") != "cases":
        return {row.pk: reader.shown(row.note) for row in rows}
    numbers = {row.pk: row.note.partition(BETWEEN)[0] for row in rows}
    subjects = dict(Case.objects.filter(number__in=set(numbers.values())).values_list("number", "subject"))
    return {
        row.pk: BETWEEN.join((number, reader.shown(subjects[number], "subject")))
        if (number := numbers[row.pk]) in subjects
        else reader.shown(row.note)
        for row in rows
    }
