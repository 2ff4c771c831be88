"""The shapes of the demo centre's content: what the data files of this folder say, frozen and typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

LANGUAGES = ("kk", "ru", "en")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
REPLY_FIELDS = frozenset({"client_name", "operator_name", "case_number", "due", "queue"})
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
    TRAINING = "training"
    MEETING = "meeting"
    WRAP_UP = "wrap_up"
    PROBLEM = "problem"
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
    """A working state; `limit_minutes` 0 means no limit, `chosen` that a person may pick it."""

    code: str
    kind: StateKind
    names: Text
    paid: bool
    chosen: bool
    limit_minutes: int


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Opening hours on ISO weekdays (Monday is 1), local time."""

    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Queue:
    """Where contacts wait; smaller `priority` is served first, no `hours` means round the clock."""

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


@dataclass(frozen=True, slots=True)
class Script:
    code: str
    topic: str
    names: Text
    steps: tuple[Step, ...]


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
class City:
    """Who writes and from where: `house` and `flat` are address templates of {street} {house} {flat}."""

    names: Mapping[str, NameBook]
    districts: tuple[Named, ...]
    streets: tuple[Street, ...]
    house: Text
    flat: Text


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

    def points(self) -> Iterator[Text]:
        yield from (self.stored, self.purpose, self.kept, self.withdrawal)


@dataclass(frozen=True, slots=True)
class Notices:
    consent: Consent
    rating: Rating
    lines: Mapping[str, Text]
