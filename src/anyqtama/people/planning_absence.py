"""Saying that a person is away from one day to another and who stands in; ending it early or calling it off."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, live
from anyqtama.people.entries import AbsenceEnded, AbsencePlanned
from anyqtama.people.models import Absence, Person
from anyqtama.people.roles import DESK, HEADS, LEADS
from anyqtama.ui import moments


class EndsBeforeItBegins(Exception):
    message = _("The last day lies before the first. Put the days right.")


class OverAlready(Exception):
    message = _("These days are over already.")


class DeputyIsOneself(Exception):
    message = _("Nobody stands in for themself. Choose somebody else.")


class DeputyGone(Exception):
    message = _("The account of this person has ended. Choose somebody else.")


class CannotStandIn(Exception):
    message = _("This person has no role to lead cases with. Choose somebody who works at a desk or leads.")


class Meets(Exception):
    """Another absence lies in these days: `message` names it."""

    def __init__(self, said: str, found: Absence) -> None:
        super().__init__(found.pk)
        self.message = said % {
            "person": found.person, "deputy": found.deputy, "from": moments.day(found.begins_on),
            "until": moments.day(found.ends_on),
        }  # fmt: skip


class Overlaps(Meets):
    pass


class DeputyAway(Meets):
    pass


class StandsIn(Meets):
    pass


def plan(
    *, person: Person, deputy: Person, begins_on: date, ends_on: date, reason: str, by: Person, at: datetime
) -> Absence:
    if ends_on < begins_on:
        raise EndsBeforeItBegins
    if ends_on < timezone.localdate(at):
        raise OverAlready
    if deputy.pk == person.pk:
        raise DeputyIsOneself
    with transaction.atomic():
        people = _locked(person, deputy)
        person, deputy = people[person.pk], people[deputy.pk]
        _refuse(person, deputy, begins_on, ends_on)
        made = Absence(
            person=person, deputy=deputy, begins_on=begins_on, ends_on=ends_on, reason=reason.strip()[:200],
            made_by=by, made_at=at,
        )  # fmt: skip
        made.save(force_insert=True)
        entry = AbsencePlanned(deputy.pk, begins_on.isoformat(), ends_on.isoformat())
        journal.write(entry, subject=person, by=by.principal, at=at)
        live.hint(f"person:{deputy.pk}", "cases")
    return made


def end(*, absence: Absence, by: Person, at: datetime) -> Absence:
    """From now on nobody stands in; before the first day it is called off."""
    with transaction.atomic():
        held = Absence.objects.select_for_update(of=("self",)).select_related("person").get(pk=absence.pk)
        today = timezone.localdate(at)
        if held.ended_at is not None or held.ends_on < today:
            raise OverAlready
        held.ended_by, held.ended_at = by, at
        held.save(update_fields=["ended_by", "ended_at"])
        entry = AbsenceEnded(
            held.deputy_id, held.begins_on.isoformat(), held.ends_on.isoformat(), held.begins_on <= today
        )
        journal.write(entry, subject=held.person, by=by.principal, at=at)
        live.hint(f"person:{held.deputy_id}", "cases")
    return held


def _locked(*people: Person) -> dict[int, Person]:
    """In one order: two who choose each other at once wait, and the second is refused."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in people])
    return {one.pk: one for one in rows.order_by("pk")}


def _refuse(person: Person, deputy: Person, begins_on: date, ends_on: date) -> None:
    """The deputy is there all the time and stands for nobody else's chain."""
    if not deputy.is_active:
        raise DeputyGone
    works = DESK | LEADS | HEADS
    if person.roles & works and not deputy.roles & works:
        raise CannotStandIn
    meets = Absence.objects.touching(begins_on, ends_on).select_related("person", "deputy").order_by("begins_on")
    if found := meets.filter(person=person).first():
        raise Overlaps(
            _now("An absence from %(from)s to %(until)s is planned already. End it, or choose other days."), found
        )
    if found := meets.filter(person=deputy).first():
        raise DeputyAway(_now("%(person)s is away from %(from)s to %(until)s. Choose another deputy."), found)
    if found := meets.filter(deputy=person).first():
        raise StandsIn(
            _now("%(deputy)s stands in for %(person)s from %(from)s to %(until)s. Find another deputy there first."),
            found,
        )
