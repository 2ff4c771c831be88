"""The client was asked whether they need something besides; what they said is kept."""

from datetime import datetime

from django.db import transaction

from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, Need
from anyqtama.cases.support.entries import NeedNoted
from anyqtama.contacts.models import Topic
from anyqtama.kernel import journal
from anyqtama.people.models import Person


def note(*, case: Case, topic: Topic, wanted: bool, by: Person, at: datetime) -> Need:
    """The last word counts; the same word again changes nothing."""
    with transaction.atomic():
        case = locked(case)
        need = Need.objects.filter(case=case, topic=topic).first()
        if need is not None and need.wanted == wanted:
            return need
        need = need or Need(case=case, topic=topic)
        need.wanted, need.by, need.at = wanted, by, at
        need.save()
        entry = NeedNoted(case.number, case.topic.code, topic.code, wanted)
        journal.write(entry, subject=case, by=by.principal, at=at)
    return need
