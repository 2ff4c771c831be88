"""The shapes of the demo centre's content: what the data files of this folder say, frozen and typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

LANGUAGES = ("kk", "ru", "en")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
REPLY_FIELDS = frozenset({"client_name", "operator_name", "case_number", "due", "queue", "new_queue"})
TALK_FIELDS = frozenset(
    {"client_name", "full_name", "phone", "account", "street", "house", "district", "address"}
    | {"operator_name", "case_number", "due"}
)


def placeholders(text: str) -> frozenset[str]:
    """Names in braces that a template expects to be filled."""
    return frozenset(PLACEHOLDER.findall(text))


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in the three languages of the centre."""

    kk: str
    ru: str
    en: str

    def said_in(self, language: str) -> str:
        return self.labels()[language]

    def labels(self) -> dict[str, str]:
        return {"kk": self.kk, "ru": self.ru, "en": self.en}


class StateKind(StrEnum):
    AVAILABLE = "available"
    BREAK = "break"
    MEETING = "meeting"
    TRAINING = "training"
    OTHER = "other"
    AWAY = "away"


class Urgency(StrEnum):
    NORMAL = "normal"
    HIGH = "high"
    EMERGENCY = "emergency"


class Usually(StrEnum):
    """How most contacts on a topic end: answered at once, or registered as a case."""

    REFERENCE = "reference"
    REGISTERED = "registered"


class StepKind(StrEnum):
    SAY = "say"
    ASK = "ask"
    CHOOSE = "choose"
    COMPUTE = "compute"
    LOOK_UP = "look_up"
    REGISTER = "register"


class Outcome(StrEnum):
    ANSWERED = "answered"
    REGISTERED = "registered"
    ABANDONED = "abandoned"
    ABUSIVE = "abusive"


class Side(StrEnum):
    VISITOR = "visitor"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    names: Text
    parent: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A skill, a language, a district, a department: a code with names."""

    code: str
    names: Text


@dataclass(frozen=True, slots=True)
class State:
    """A working state; `limit_minutes` 0 means no limit."""

    code: str
    kind: StateKind
    names: Text
    paid: bool
    choosable: bool
    limit_minutes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a contact can end in; `resolved` when nothing is left to do."""

    code: str
    names: Text
    resolved: bool


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Opening hours on ISO weekdays (Monday is 1), local time."""

    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Queue:
    """Where contacts wait; greater `priority` is served first, no `hours` means round the clock."""

    code: str
    names: Text
    descriptions: Text
    skills: tuple[str, ...]
    answer_within_seconds: int
    target_percent: int
    short_abandon_seconds: int
    warn_seconds: int
    alarm_seconds: int
    chats_at_once: int
    priority: int
    hours: tuple[OpenHours, ...] = ()

    @property
    def always_open(self) -> bool:
        return not self.hours

    def weekly_hours(self) -> dict[str, list[list[str]]] | None:
        """The hours by day of the week, as a queue stores them; None when always open."""
        if self.always_open:
            return None
        week: dict[str, list[list[str]]] = {}
        for each in self.hours:
            for day in each.days:
                week.setdefault(DAYS[day - 1], []).append([f"{each.opens:%H:%M}", f"{each.closes:%H:%M}"])
        return week


@dataclass(frozen=True, slots=True)
class Person:
    """An account; `skills` and `languages` map codes to levels 1-5, `meaning` is set for the cast."""

    login: str
    family: str
    given: str
    patronymic: str
    latin: str
    role: str
    unit: str
    language: str
    languages: Mapping[str, int]
    skills: Mapping[str, int] = field(default_factory=dict)
    meaning: Text | None = None

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)


@dataclass(frozen=True, slots=True)
class Organisation:
    names: Text
    short_names: Text
    units: tuple[Unit, ...]
    skills: tuple[Named, ...]
    languages: tuple[Named, ...]
    states: tuple[State, ...]
    results: tuple[Result, ...]
    queues: tuple[Queue, ...]
    people: tuple[Person, ...]

    @property
    def cast(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.meaning)

    @property
    def stranger(self) -> Person:
        """The active account without a role, which every door must refuse."""
        return next(person for person in self.people if not person.role)


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    names: Text
    queue: str
    promise_hours: int
    urgency: Urgency
    usually: Usually
    statutory: bool
    department: str

    @property
    def promise_minutes(self) -> int:
        return self.promise_hours * 60


@dataclass(frozen=True, slots=True)
class TopicGroup:
    code: str
    names: Text
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    departments: tuple[Named, ...]
    groups: tuple[TopicGroup, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        return tuple(topic for group in self.groups for topic in group.topics)


@dataclass(frozen=True, slots=True)
class Article:
    """A knowledge article; bodies are paragraphs and "- " lists parted by empty lines."""

    code: str
    topic: str
    tags: tuple[str, ...]
    titles: Text
    bodies: Text


@dataclass(frozen=True, slots=True)
class Step:
    kind: StepKind
    text: Text
    options: tuple[Text, ...] = ()
    formula: str = ""
    find: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """With a `channel` it is a variant: for the topic's contacts of that channel only."""

    code: str
    topic: str
    names: Text
    steps: tuple[Step, ...]
    channel: str = ""

    def version_steps(self) -> list[dict[str, Any]]:
        """The steps as a script version stores them; asking and registering may not be skipped."""
        return [
            {
                "key": f"{step.kind}-{number}",
                "kind": step.kind.value,
                "texts": step.text.labels(),
                "options": [option.labels() for option in step.options],
                "mandatory": step.kind in {StepKind.ASK, StepKind.REGISTER},
                **({"formula": step.formula} if step.formula else {}),
                **({"find": step.find} if step.find else {}),
            }
            for number, step in enumerate(self.steps, start=1)
        ]


@dataclass(frozen=True, slots=True)
class QuickReply:
    shortcut: str
    names: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Line:
    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A talk the simulation can play; an abandoned one has visitor lines only.

    `weight` is how often it is played against the others, `months` when it makes sense (empty: all year).
    """

    code: str
    topic: str
    language: str
    outcome: Outcome
    weight: int
    lines: tuple[Line, ...]
    months: tuple[int, ...] = ()

    @property
    def registered_before(self) -> int | None:
        """Index of the first line that names the case: the case must exist before it is sent."""
        return next((i for i, line in enumerate(self.lines) if "{case_number}" in line.text), None)


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names of one language; a family name and a patronymic are (man's, woman's) pairs."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[tuple[str, str], ...]
    patronymics: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Street:
    names: Text
    district: str


@dataclass(frozen=True, slots=True)
class ResponsibleRow:
    """Who answers for a topic in a district, where it is another department than the topic's own."""

    topic: str
    district: str
    department: str


@dataclass(frozen=True, slots=True)
class City:
    """Who writes and from where: `house` and `flat` are address templates of {street} {house} {flat}."""

    names: Mapping[str, NameBook]
    districts: tuple[Named, ...]
    streets: tuple[Street, ...]
    responsible: tuple[ResponsibleRow, ...]
    house: Text
    flat: Text

    def address(self, language: str, street: Street, house: str, flat: str = "") -> str:
        """An address as it is written in that language."""
        template = (self.flat if flat else self.house).said_in(language)
        return template.format(street=street.names.said_in(language), house=house, flat=flat)


@dataclass(frozen=True, slots=True)
class Rating:
    resolved: Text
    resolved_yes: Text
    resolved_partly: Text
    resolved_no: Text
    score: Text
    score_lowest: Text
    score_highest: Text
    comment: Text
    thanks: Text


@dataclass(frozen=True, slots=True)
class Consent:
    """The personal-data notice of one version: what is stored, why, how long, how to withdraw."""

    version: int
    since: date
    title: Text
    stored: Text
    purpose: Text
    kept: Text
    withdrawal: Text
    full: Text

    @property
    def points(self) -> dict[str, Text]:
        """The four short points, in the order they are shown."""
        return {"stored": self.stored, "purpose": self.purpose, "kept": self.kept, "withdrawal": self.withdrawal}


@dataclass(frozen=True, slots=True)
class Notices:
    consent: Consent
    rating: Rating
    lines: Mapping[str, Text]
