"""People by table, with their roles, skills, languages and queues; and the members of queues by themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from anyqtama.administration.importing.by_form import Sheet, codes_of, flag
from anyqtama.administration.kinds import PEOPLE
from anyqtama.administration.known import Known
from anyqtama.administration.ordering import normal as plain_text
from anyqtama.contacts import queue_control
from anyqtama.contacts.models import Queue, QueueMember
from anyqtama.kernel.importing.planning import Cells, Fault, ImportColumn, Importer, Planned
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.kernel.tables_in import whole
from anyqtama.people import granting, skilling
from anyqtama.people.logins import normal
from anyqtama.people.models import Person, RoleGrant, Skill, Unit
from anyqtama.people.roles import Role

IN_ONE_GROUP = frozenset({Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD})
"""Roles that count in the person's own unit where the table says nothing else; the others count everywhere."""
EVERYWHERE = "*"

Grants = frozenset[tuple[Role, str]]
"""(role, code of the unit, or "" for the whole centre)"""
Levels = Mapping[str, int]


def plan_people(rows: Sequence[tuple[int, Cells]]) -> list[Planned]:
    sheet = Sheet(PEOPLE, rows, plain={})
    held = Held()
    return [_person(sheet, held, number, cells) for number, cells in rows]


class Held:
    """What people have now: read once for all rows."""

    def __init__(self) -> None:
        self.grants: dict[int, list[RoleGrant]] = {}
        for grant in RoleGrant.objects.select_related("unit"):
            self.grants.setdefault(grant.person_id, []).append(grant)
        people = Person.objects.prefetch_related("skills__skill", "languages", "queues__queue")
        self.skills, self.languages, self.queues = {}, {}, {}
        for person in people:
            self.skills[person.pk] = {held.skill.code: held.level for held in person.skills.all()}
            self.languages[person.pk] = {held.language: held.level for held in person.languages.all()}
            self.queues[person.pk] = {member.queue.code for member in person.queues.all()}
        self.roles = role_names()


def role_names() -> dict[str, Role]:
    found = {role.value: role for role in Role}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {plain_text(role.label): role for role in Role}
    return found


def _person(sheet: Sheet, held: Held, number: int, cells: Cells) -> Planned:
    planned, row = sheet.row(number, cells, normal(cells.get("login", "")))
    assert isinstance(row, Person)
    new = row.pk is None
    values = sheet.by_form(planned, row, cells)
    pk = row.pk or 0
    unit = values.get("unit", row.unit)
    reading = Reading(planned, sheet.known, held)
    grants = reading.grants(cells.get("roles", ""), unit)
    skills = reading.levels("skills", cells.get("skills", ""), {code: code for code in sheet.known.table(Skill)})
    languages = reading.levels("languages", cells.get("languages", ""), {code: code for code in LANGUAGES})
    queues = reading.queues(cells.get("queues", ""))
    has = frozenset((Role(grant.role), grant.unit.code if grant.unit else "") for grant in held.grants.get(pk, []))
    for name, before, after in (
        ("roles", written_grants(has), None if grants is None else written_grants(grants)),
        ("skills", written_levels(held.skills.get(pk, {})), None if skills is None else written_levels(skills)),
        (
            "languages",
            written_levels(held.languages.get(pk, {})),
            None if languages is None else written_levels(languages),
        ),
        (
            "queues",
            ", ".join(sorted(held.queues.get(pk, set()))),
            None if queues is None else ", ".join(sorted(queues)),
        ),
    ):
        if after is not None and before != after:
            planned.changes.append((str(TITLES[name]), before or "—", after or "—"))
    planned.settle(new=new)
    if planned.status in {"new", "changed"}:
        planned.act = partial(_apply, sheet, held, row, values, grants, skills, languages, queues)
    return planned


def _apply(
    sheet: Sheet, held: Held, row: Person, values: Mapping[str, Any], grants: Grants | None, skills: Levels | None,
    languages: Levels | None, queues: set[str] | None, by: Person, at: datetime,
) -> None:  # fmt: skip
    person = row
    if values:
        saved = sheet.save(row, values, by, at)
        assert isinstance(saved, Person)
        person = saved
    if grants is not None:
        _set_grants(sheet, held, person, grants, by, at)
    if skills is not None:
        wanted = dict.fromkeys(held.skills.get(person.pk, {}), 0) | dict(skills)
        for code, level in wanted.items():
            skilling.set_skill(person=person, skill=sheet.known.table(Skill)[code], level=level, by=by, at=at)
    if languages is not None:
        wanted = dict.fromkeys(held.languages.get(person.pk, {}), 0) | dict(languages)
        for code, level in wanted.items():
            skilling.set_language(person=person, language=code, level=level, by=by, at=at)
    if queues is not None:
        there = held.queues.get(person.pk, set())
        for code in sorted(queues ^ there):
            change = queue_control.add_person if code in queues else queue_control.remove_person
            change(queue=sheet.known.table(Queue)[code], person=person, by=by, at=at)


def _set_grants(sheet: Sheet, held: Held, person: Person, wanted: Grants, by: Person, at: datetime) -> None:
    there = {
        (Role(grant.role), grant.unit.code if grant.unit else ""): grant for grant in held.grants.get(person.pk, [])
    }
    for role, code in sorted(wanted - set(there)):
        unit = sheet.known.find(Unit, code) if code else None
        granting.grant(person=person, role=role, unit=unit, by=by, at=at)
    for each, grant in there.items():
        if each not in wanted:
            granting.withdraw(grant=grant, by=by.principal, at=at)


class Reading:
    """Cells that hold several things; None: the cell is empty, what is there stays."""

    def __init__(self, planned: Planned, known: Known, held: Held) -> None:
        self.planned, self.known, self.held = planned, known, held

    def fault(self, column: str, text: str) -> None:
        self.planned.faults.append(Fault(column, text))

    def grants(self, cell: str, unit: Unit | None) -> Grants | None:
        if not cell:
            return None
        found = set()
        for part in parts(cell):
            name, _at, code = (piece.strip() for piece in part.partition("@"))
            role = self.held.roles.get(plain_text(name))
            if role is None:
                self.fault("roles", _("There is no role “%(role)s”.") % {"role": name[:60]})
                continue
            if not code:
                code = unit.code if unit and role in IN_ONE_GROUP else EVERYWHERE
            if code != EVERYWHERE and self.known.find(Unit, code) is None:
                self.fault("roles", _("There is no unit “%(unit)s”.") % {"unit": code[:60]})
            found.add((role, "" if code == EVERYWHERE else code))
        return frozenset(found)

    def levels(self, column: str, cell: str, allowed: Mapping[str, str]) -> dict[str, int] | None:
        if not cell:
            return None
        found = {}
        for part in parts(cell):
            code, _colon, said = (piece.strip() for piece in part.partition(":"))
            level = whole(said) if said else 3
            if code not in allowed:
                self.fault(column, _("There is no “%(code)s”.") % {"code": code[:60]})
            elif level is None or not 1 <= level <= 5:
                self.fault(column, _("“%(part)s”: a level is a whole number from 1 to 5.") % {"part": part[:60]})
            else:
                found[code] = level
        return found

    def queues(self, cell: str) -> set[str] | None:
        if not cell:
            return None
        found = set(parts(cell))
        for code in sorted(found - set(self.known.table(Queue))):
            self.fault("queues", _("There is no queue “%(queue)s”.") % {"queue": code[:60]})
        return found


def parts(cell: str) -> list[str]:
    """`a:1, b:2` or with semicolons or on lines; a dash alone is an empty list."""
    pieces = cell.replace(";", ",").replace("\n", ",").split(",")
    return [piece.strip() for piece in pieces if piece.strip() and piece.strip() != "-"]


def written_grants(grants: Grants) -> str:
    return ", ".join(f"{role.value}@{code or EVERYWHERE}" for role, code in sorted(grants))


def written_levels(levels: Levels) -> str:
    return ", ".join(f"{code}:{level}" for code, level in sorted(levels.items()))


def present_people() -> Iterator[Sequence[str]]:
    held = Held()
    for person in PEOPLE.rows():
        grants = frozenset(
            (Role(grant.role), grant.unit.code if grant.unit else "") for grant in held.grants.get(person.pk, [])
        )
        yield [
            person.login, person.family_name, person.given_name, person.patronymic, person.email,
            person.unit.code if person.unit else "", person.language,
            str(person.contacts_at_once or ""), written_grants(grants), written_levels(held.skills[person.pk]),
            written_levels(held.languages[person.pk]), ", ".join(sorted(held.queues[person.pk])),
        ]  # fmt: skip


def plan_members(rows: Sequence[tuple[int, Cells]]) -> list[Planned]:
    known = Known()
    there = {
        (member.queue.code, member.person.login): member
        for member in QueueMember.objects.select_related("queue", "person")
    }
    seen: dict[tuple[str, str], int] = {}
    return [_member(known, there, seen, number, cells) for number, cells in rows]


def _member(
    known: Known,
    there: Mapping[tuple[str, str], QueueMember],
    seen: dict[tuple[str, str], int],
    number: int,
    cells: Cells,
) -> Planned:
    code, login = cells.get("queue", ""), normal(cells.get("login", ""))
    planned = Planned(number, f"{code}: {login}")
    queue, person = known.find(Queue, code), known.find(Person, login)
    if queue is None:
        planned.faults.append(Fault("queue", _("There is no queue “%(queue)s”.") % {"queue": code[:60]}))
    if person is None or not person.is_active:
        planned.faults.append(Fault("login", _("Nobody in use has the login “%(login)s”.") % {"login": login[:60]}))
    if (code, login) in seen:
        planned.faults.append(Fault("login", _("Row %(row)d has it already.") % {"row": seen[code, login]}))
    seen.setdefault((code, login), number)
    flags = {name: flag(cells[name]) if cells.get(name) else default for name, default in MEMBER_FLAGS.items()}
    planned.faults += [Fault(name, _("Write yes or no.")) for name, said in flags.items() if said is None]
    member = there.get((code, login))
    if planned.faults or queue is None or person is None:
        return planned.settle(new=False)
    if not flags["member"]:
        if member is not None:
            planned.changes.append((str(lazy("Answers this queue")), _("yes"), _("no")))
            planned.act = lambda by, at: queue_control.remove_person(queue=queue, person=person, by=by, at=at)
        return planned.settle(new=False)
    first = bool(flags["first_line"])
    if member is None or member.first_line != first:
        if member is not None:
            said = {True: _("yes"), False: _("no")}
            planned.changes.append((str(TITLES["first_line"]), said[member.first_line], said[first]))
        planned.act = lambda by, at: queue_control.add_person(
            queue=queue, person=person, by=by, at=at, first_line=first
        )
    return planned.settle(new=member is None)


MEMBER_FLAGS = {"first_line": True, "member": True}
TITLES = {
    "roles": pgettext_lazy("setting", "Roles"),
    "skills": pgettext_lazy("settings", "Skills"),
    "languages": pgettext_lazy("setting", "Languages"),
    "queues": pgettext_lazy("setting", "Queues"),
    "first_line": lazy("Asked first"),
}


def present_members() -> Iterator[Sequence[str]]:
    members = QueueMember.objects.select_related("queue", "person").order_by(
        "queue__order", "queue__pk", "person__login"
    )
    for member in members:
        yield [member.queue.code, member.person.login, "yes" if member.first_line else "no", "yes"]


PEOPLE_IN = Importer(
    slug="people",
    title=pgettext_lazy("settings", "People"),
    about=lazy("People with roles, skills, languages and queues. Passwords are given one by one afterwards."),
    back="people",
    columns=(
        ImportColumn(
            "login",
            pgettext_lazy("account", "Login"),
            lazy("Known: changes the person. New: makes one."),
            required=True,
        ),
        ImportColumn("family_name", lazy("Family name"), required=True),
        ImportColumn("given_name", lazy("Given name")),
        ImportColumn("patronymic", lazy("Patronymic")),
        ImportColumn("email", lazy("E-mail")),
        ImportColumn("unit", pgettext_lazy("setting", "Unit"), lazy("The code of the unit."), codes=codes_of(Unit)),
        ImportColumn("language", lazy("Language of the screens"), "kk, ru, en", also=(lazy("Language"),)),
        ImportColumn("contacts_at_once", lazy("Contacts at once")),
        ImportColumn("roles", TITLES["roles"], lazy("operator, team_lead@unit-code, director@*; replaces all roles.")),
        ImportColumn(
            "skills", TITLES["skills"], lazy("payments:3, roads:2; replaces all skills."), codes=codes_of(Skill)
        ),
        ImportColumn("languages", TITLES["languages"], lazy("kk:5, ru:4; replaces all languages.")),
        ImportColumn(
            "queues", TITLES["queues"], lazy("Codes of queues; replaces all memberships."), codes=codes_of(Queue)
        ),
    ),
    plan=plan_people,
    present=present_people,
    example=(
        "aigul.serik", "Серікова", "Айгүл", "Бауыржанқызы", "aigul@example.kz", "city-group", "kk", "3", "operator",
        "payments:3", "kk:5, ru:4", "city-services",
    ),
)  # fmt: skip
MEMBERS_IN = Importer(
    slug="members",
    title=lazy("Members of queues"),
    about=lazy("Who answers which queue. Rows that are not in the table stay as they are."),
    back="queues",
    columns=(
        ImportColumn(
            "queue",
            pgettext_lazy("setting", "Queue"),
            lazy("The code of the queue."),
            required=True,
            codes=codes_of(Queue),
        ),
        ImportColumn("login", pgettext_lazy("account", "Login"), required=True, codes=codes_of(Person)),
        ImportColumn("first_line", TITLES["first_line"], lazy("yes or no")),
        ImportColumn("member", lazy("Answers this queue"), lazy("no takes the person out")),
    ),
    plan=plan_members,
    present=present_members,
    example=("city-services", "aigul.serik", "yes", "yes"),
)
