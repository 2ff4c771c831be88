"""A part of a matter becomes a case of its own, with its own number and clock; both know of each other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import placing, registering
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseKind, CaseState, RelationKind
from anyqtama.cases.relating import relating
from anyqtama.contacts.models import Topic
from anyqtama.people.models import Person


class SameWords(Exception):
    message = _("Say in other words what this part is about: two cases with one subject are taken for one.")


def split(
    *, case: Case, subject: str, details: str, topic: Topic, kind: CaseKind, by: Person, at: datetime,
    seen_version: int | None = None,
) -> Case:  # fmt: skip
    """The fields that the kinds share go along."""
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        if subject.strip().casefold() == case.subject.strip().casefold():
            raise SameWords
        made = registering.register(
            client=case.client, contact=None, topic=topic, subject=subject, details=details, by=by, at=at,
            address=placing.of(case), answer_channel=case.answer_channel, answer_after=case.answer_after, kind=kind,
            fields=case.fields, urgency=case.urgency, district=case.district,
        )  # fmt: skip
        relating.tie(made, case, RelationKind.PART, by=by, at=at)
    return made
