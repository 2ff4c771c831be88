"""The people of today: what each does and since when, how many contacts they lead, which queues they answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext

from anyqtama.contacts.facts import seconds
from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import label
from anyqtama.people import absences, access
from anyqtama.people.models import Absence, BreakLimit, Person, Presence, StateKind, Unit, WorkingState
from anyqtama.people.roles import DESK
from anyqtama.people.workplace_words import faults_in_words
from anyqtama.wall.board import STATES, what_people_do

SHAPES = dict(STATES)


@dataclass(frozen=True, slots=True)
class PersonNow:
    person: Person
    doing: str
    shape: str
    state: str
    since: datetime | None
    seconds: int
    over_limit: bool
    contacts: int
    queues: str
    unit: str
    faults: str
    away: str


def people_now(reader: Person, *, at: datetime, everybody: bool = False) -> list[PersonNow]:
    """People of the desk that the reader sees: those on shift first, by state, then by name."""
    people = access.visible(reader, Person).filter(is_active=True, grants__role__in=DESK).distinct()
    facts = people.select_related("unit", "presence__state", "workplace")
    shown = list(facts.prefetch_related("queues__queue"))
    loads = dict(Contact.objects.running().values_list("owner").annotate(Count("id")))
    doing = what_people_do()
    away = absences.running([person.pk for person in shown], timezone.localdate(at))
    rows = [
        _row(person, doing.get(person.pk, ""), loads.get(person.pk, 0), away.get(person.pk), at) for person in shown
    ]
    if not everybody:
        rows = [row for row in rows if row.doing]
    order = {key: number for number, (key, _shape) in enumerate(STATES)}
    return sorted(rows, key=lambda row: (order.get(row.doing, len(order)), str(row.person)))


def choosable_states() -> list[WorkingState]:
    """What a lead may set somebody to."""
    return list(WorkingState.objects.filter(active=True).exclude(kind=StateKind.AWAY).order_by("order", "id"))


@dataclass(frozen=True, slots=True)
class UnitBreaks:
    unit: Unit
    on_break: int
    most: int | None


def breaks(reader: Person) -> list[UnitBreaks]:
    """Units that the reader sees people of, with who is on a break now and the limit."""
    units = Unit.objects.filter(active=True, pk__in=access.visible(reader, Person).values("unit")).order_by("path")
    limits = dict(BreakLimit.objects.values_list("unit", "most"))
    now = Presence.objects.filter(state__kind=StateKind.BREAK).values_list("person__unit__path", flat=True)
    paths = [path for path in now if path]
    return [UnitBreaks(unit, sum(p.startswith(unit.path) for p in paths), limits.get(unit.pk)) for unit in units]


def _row(person: Person, doing: str, contacts: int, away: Absence | None, at: datetime) -> PersonNow:
    presence, workplace = getattr(person, "presence", None), getattr(person, "workplace", None)
    state = presence.state if presence else None
    length = seconds(presence.since, at) if presence else 0
    limit = state.limit_minutes if state and doing else None
    over = limit is not None and length > limit * 60
    shape = SHAPES.get(doing, "neutral")
    left = doing == "on_contact" and state is not None and state.kind != StateKind.AVAILABLE
    if over or left:  # away or on a break with a contact in hand: its client waits
        shape = "attention"
    return PersonNow(
        person=person,
        doing=doing,
        shape=shape,
        state=label(state.names) if state else gettext("Off shift"),
        since=presence.since if presence and doing else None,
        seconds=length,
        over_limit=over,
        contacts=contacts,
        queues=", ".join(label(member.queue.names) for member in person.queues.all()),
        unit=label(person.unit.names) if person.unit else "",
        faults=", ".join(faults_in_words(workplace.faults)) if workplace else "",
        away=absences.words(away) if away else "",
    )


def found(rows: list[PersonNow], words: str) -> list[PersonNow]:
    """Rows whose name, unit or queues hold all the words."""
    wanted = words.casefold().split()
    return [row for row in rows if all(word in f"{row.person} {row.unit} {row.queues}".casefold() for word in wanted)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One person with the levels they hold: skill code or language → level."""

    person: Person
    skills: dict[str, int]
    languages: dict[str, int]

    @property
    def name(self) -> str:
        return str(self.person)


def one(reader: Person, given: str) -> Chosen | None:
    if not given.isdecimal() or len(given) > 18:
        return None
    person = access.visible(reader, Person).filter(pk=int(given)).first()
    if person is None:
        return None
    skills = {held.skill.code: held.level for held in person.skills.select_related("skill")}
    return Chosen(person, skills, {known.language: known.level for known in person.languages.all()})
