"""The same matter told by another client, or told twice: joined, it gets the one answer to all. It can be parted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import standing_aside
from anyqtama.cases.models import Case, CaseState, Relation, RelationKind
from anyqtama.cases.relating import following, relating
from anyqtama.people.models import Person

WAITING = (CaseState.NEW, CaseState.WITH_DEPARTMENT)


class AnsweredAlready(Exception):
    message = _("One of the two is answered or closed already: relate them instead.")


class JoinedAlready(Exception):
    def __init__(self, leader: Case) -> None:
        super().__init__(leader.number)
        self.message = _now("It is joined to %(number)s already. Join to that one.") % {"number": leader.number}


class OthersFollow(Exception):
    message = _("Other cases are joined to this one. Join the other way round.")


def join(*, case: Case, into: Case, by: Person, at: datetime) -> Relation:
    """`case` keeps its number, its clock and its client, who becomes a further applicant of `into`, which leads."""
    with transaction.atomic():
        case, into = relating.both(case, into)
        standing_aside.refuse(case, by)
        if case.state not in WAITING or into.state not in WAITING:
            raise AnsweredAlready
        for one in (case, into):
            if leads := following.leader(one):
                raise JoinedAlready(leads)
        if following.followers(case):
            raise OthersFollow
        if before := relating.open_between(case, into):
            relating.untie(before, before.case, before.other, by=by, at=at)
        made = relating.tie(case, into, RelationKind.SAME, by=by, at=at)
        case.assignments.filter(ended_at=None).update(ended_at=at)
        case.owner = into.owner
        case.version += 1
        case.save(update_fields=["owner", "version"])
    return made
