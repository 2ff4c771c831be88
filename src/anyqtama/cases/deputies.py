"""A person away does not stop a case: their deputy works in their place, but never in a matter about either of them."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from anyqtama.cases import reach, standing_aside
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, CaseKind, Draft, DraftState, Involved
from anyqtama.people import absences
from anyqtama.people.models import Absence, Person
from anyqtama.ui import moments


def led_by(person: Person, on: date) -> Q:
    """Cases that are this person's to lead: their own; of whom they stand in for, with the answers these decide on."""
    others = absences.stands_in_for(person, on)
    return Q(owner=person) | (through(person, others, Q(owner__in=others) | _turns(others)) if others else Q())


def turns(person: Person, on: date) -> Q:
    """Cases whose answer waits to be agreed to or signed by one of whom this person stands in for."""
    others = absences.stands_in_for(person, on)
    return through(person, others, _turns(others)) if others else Q(pk__in=[])


def turns_of(person: Person) -> Q:
    """Cases in their reach whose answer waits for a role of theirs; none that they wrote where four eyes ask."""
    drafts = Draft.objects.filter(state=DraftState.DECIDING, role__in=person.roles)
    own = Q(kind__in=CaseKind.objects.filter(answering__four_eyes=True)) & Q(
        pk__in=drafts.filter(revisions__by=person).values("case")
    )
    return Q(pk__in=drafts.values("case")) & reach.within(person) & ~own


def _turns(people: Collection[int]) -> Q:
    found = Q(pk__in=[])
    for one in Person.objects.get_queryset().working().filter(pk__in=people).prefetch_related("grants__unit"):
        found |= turns_of(one)
    return found


def through(deputy: Person, others: Collection[int], reached: Q, case: str = "pk") -> Q:
    """`reached` by the power of `others`, without matters about them or the deputy. `case`: where the case stands."""
    people = [deputy, *Person.objects.filter(pk__in=others).select_related("unit")]
    return reached & ~Q(**{f"{case}__in": _matters_about(people).values("pk")})


def may_stand_in(case: Case, person: Person, deputy: Person) -> bool:
    return not (standing_aside.involves(case, deputy) or standing_aside.involves(case, person))


def deputy_of(case: Case, person: Person, at: datetime) -> Absence | None:
    """The absence that runs now, if the deputy may take this case's part."""
    absence = absences.running([person.pk], timezone.localdate(at)).get(person.pk)
    return absence if absence and may_stand_in(case, person, absence.deputy) else None


def told(case: Case, person: Person, at: datetime) -> str:
    """What the one who gives something to a person who is away should know; empty when they are there."""
    absence = absences.running([person.pk], timezone.localdate(at)).get(person.pk)
    if absence is None:
        return ""
    said = {"person": person, "day": moments.day(absence.ends_on), "deputy": absence.deputy}
    if may_stand_in(case, person, absence.deputy):
        return _("%(person)s is away until %(day)s; the deputy, %(deputy)s, has it too.") % said
    return _("%(person)s is away until %(day)s; the matter is about them or the deputy, who takes no part.") % said


def _matters_about(people: Collection[Person]) -> QuerySet[Case]:
    """As standing_aside.involves sees it, for many cases at once."""
    units = [int(pk) for one in people if one.unit for pk in one.unit.path.split("/") if pk]
    named = Involved.objects.filter(Q(person__in=people) | Q(unit__in=units), cleared_at=None)
    about = Q(pk__in=named.values("case"))
    for kind in CaseKind.objects.all():
        for field in fields.fields(kind):
            if field.aside:
                for one in people:
                    about |= Q(kind=kind, **{f"fields__{field.key}": one.pk})
    return Case.objects.filter(about)
