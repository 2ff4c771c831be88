"""The duty map in the reader's language, ready for the page and the export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.home.duty_map import Cell, DutyState, places
from anyqtama.home.duty_map import rows as map_rows
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from anyqtama.people.standard.shipped import shipped

STATE_WORDS = {
    DutyState.DONE: pgettext_lazy("duty", "done"),
    DutyState.PARTLY: pgettext_lazy("duty", "partly"),
    DutyState.NOT_YET: pgettext_lazy("duty", "not yet"),
}
STATE_SHAPES = {DutyState.DONE: "good", DutyState.PARTLY: "attention", DutyState.NOT_YET: "neutral"}
SCREEN_WORDS = {
    "my_day": _("My day"),
    "desk": _("Desk"),
    "cases": _("Cases"),
    "case_new": _("Register case"),
    "clients": _("Clients"),
    "knowledge": _("Knowledge"),
    "wall": _("Queue wall"),
    "people_today": _("People today"),
    "reports": _("Reports"),
    "settings": _("Settings"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    id: str
    name: str
    state: DutyState
    state_word: str | Promise
    recommended: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    title: str
    level: int
    code: str
    mine: bool
    functions: list[tuple[str, list[ShownCell]]]
    done: int
    total: int


def rows(language: str, *, mine: Iterable[Role]) -> list[ShownRow]:
    return [
        ShownRow(
            title=row.occupation.words.say(language),
            level=row.occupation.orq_level,
            code=row.occupation.code,
            mine=row.occupation.role in set(mine),
            functions=[
                (function.words.say(language), [_cell(cell, language) for cell in cells])
                for function, cells in zip(row.occupation.functions, row.functions, strict=True)
            ],
            done=row.done,
            total=row.total,
        )
        for row in map_rows()
    ]


@dataclass(frozen=True, slots=True)
class ShownDuty:
    id: str
    name: str
    occupation: str
    function: str
    capability: str
    state_word: str | Promise
    shape: str
    recommended: bool
    screen: str | Promise
    url: str
    journey: str
    abilities: int
    knowledge: int


def one(duty_id: str, language: str, reader: Person) -> ShownDuty:
    """Whoever may not open its screen reads only its name."""
    duty, place = shipped().duty(duty_id), places()[duty_id]
    occupation = shipped().occupation(duty.role)
    function = next(function for function in occupation.functions if function.id == duty.function)
    return ShownDuty(
        id=duty.id,
        name=duty.words.say(language),
        occupation=occupation.words.say(language),
        function=function.words.say(language),
        capability=shipped().capability(duty.capability).words.say(language),
        state_word=STATE_WORDS[place.state],
        shape=STATE_SHAPES[place.state],
        recommended=duty.recommended,
        screen=SCREEN_WORDS.get(place.screen, place.screen),
        url=place.url if place.url and access.may_open(reader, place.url) else "",
        journey=place.journey.rpartition("::")[2].removeprefix("test_").replace("_", " "),
        abilities=duty.abilities,
        knowledge=duty.knowledge,
    )


def recommended() -> int:
    return sum(duty.recommended for duty in shipped().duties())


def table(language: str) -> Iterator[list[str]]:
    """Rows of the export, the head first."""
    yield [
        "id",
        str(_("Occupation")),
        str(_("Level")),
        str(_("Duty")),
        str(_("State")),
        str(_("Screen")),
        str(_("Test")),
    ]
    for duty in shipped().duties():
        place, occupation = places()[duty.id], shipped().occupation(duty.role)
        words = [duty.id, occupation.words.say(language), str(occupation.orq_level), duty.words.say(language)]
        screen = str(SCREEN_WORDS.get(place.screen, place.screen))
        yield [*words, str(STATE_WORDS[place.state]), screen, place.journey]


def _cell(cell: Cell, language: str) -> ShownCell:
    state = cell.place.state
    return ShownCell(cell.duty.id, cell.duty.words.say(language), state, STATE_WORDS[state], cell.duty.recommended)
