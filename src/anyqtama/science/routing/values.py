"""What routing decides on and what it answers: people, waiting contacts, the policy, the explained choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from anyqtama.science.refusals import BadInput, number, whole

Id = int | str
HIGHEST_LEVEL = 5


class Reason(StrEnum):
    """Why a pair of contact and person was passed over. The product translates these codes."""

    EXCLUDED = "excluded"
    FULL = "full"
    SKILL_MISSING = "skill_missing"
    SKILL_TOO_LOW = "skill_too_low"
    LANGUAGE_MISSING = "language_missing"
    LANGUAGE_TOO_LOW = "language_too_low"
    BEHIND = "behind"
    """Could take it, but another one is ahead; `detail` names the criterion that decided."""


class Criterion(StrEnum):
    """By what the people who may take a contact, or the contacts a person may take, are compared."""

    PREFERRED_PERSON = "preferred_person"
    """The contact asks for this person, e.g. the one who talked to the client last (1 before 0)."""
    PREFERRED_QUEUE = "preferred_queue"
    """The person is first line for this queue (1 before 0)."""
    LOAD = "load"
    """Share of the person's capacity in use (least first)."""
    LANGUAGE_LEVEL = "language_level"
    """Level in the contact's language (highest first)."""
    SKILL_LEVEL = "skill_level"
    """The weakest of the levels in the required skills (highest first)."""
    SPARE_SKILLS = "spare_skills"
    """Skills this contact does not need (fewest first: keeps the many-skilled free for what only they can
    do).
    """
    IDLE = "idle"
    """Seconds since the person became free (longest first)."""
    PRIORITY = "priority"
    """The contact's priority, raised by one for each `ageing_seconds` waited (highest first)."""
    WAITING = "waiting"
    """Seconds waited (longest first)."""


PERSON_CRITERIA = frozenset(Criterion) - {Criterion.PRIORITY, Criterion.WAITING}
CONTACT_CRITERIA = frozenset(
    {Criterion.PREFERRED_PERSON, Criterion.PREFERRED_QUEUE, Criterion.PRIORITY, Criterion.WAITING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person on shift and in a state that takes contacts.

    Levels run 1-5. `load` and `capacity` count simultaneous contacts; `free_since_seconds` is how long ago
    the person last finished a contact (how long idle), `preferred_queues` are the queues the person is first
    line for.
    """

    person_id: Id
    skills: Mapping[str, int]
    languages: Mapping[str, int]
    load: int = 0
    capacity: int = 1
    free_since_seconds: float = 0.0
    preferred_queues: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"candidate {self.person_id!r}"
        _check_levels(self.skills, f"{where} skills")
        _check_levels(self.languages, f"{where} languages")
        whole(self.load, f"{where} load", least=0)
        whole(self.capacity, f"{where} capacity", least=0)
        number(self.free_since_seconds, f"{where} free_since_seconds", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A contact that waits for a person.

    `queue_skills` gives the least level required in each skill, `language` None means any. A higher
    `priority` is more urgent. `excluded_person_ids` are not offered again (declined, let it ring, the
    client's wish).
    """

    contact_id: Id
    queue: str
    queue_skills: Mapping[str, int]
    language: str | None
    priority: int = 0
    waiting_seconds: float = 0.0
    excluded_person_ids: frozenset[Id] = frozenset()
    preferred_person_ids: frozenset[Id] = frozenset()

    def __post_init__(self) -> None:
        where = f"contact {self.contact_id!r}"
        _check_levels(self.queue_skills, f"{where} queue_skills")
        whole(self.priority, f"{where} priority")
        number(self.waiting_seconds, f"{where} waiting_seconds", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """In which order people and contacts are compared, and how fast waiting raises a priority.

    `ageing_seconds` None switches ageing off: then a steady flow of urgent contacts can starve the others.
    """

    person_order: tuple[Criterion, ...] = (
        Criterion.PREFERRED_PERSON,
        Criterion.PREFERRED_QUEUE,
        Criterion.LOAD,
        Criterion.LANGUAGE_LEVEL,
        Criterion.SKILL_LEVEL,
        Criterion.IDLE,
    )
    contact_order: tuple[Criterion, ...] = (Criterion.PRIORITY, Criterion.WAITING)
    ageing_seconds: float | None = 120.0
    least_language_level: int = 1

    def __post_init__(self) -> None:
        _check_order(self.person_order, "person_order", PERSON_CRITERIA)
        _check_order(self.contact_order, "contact_order", CONTACT_CRITERIA)
        whole(self.least_language_level, "least_language_level", least=1, most=HIGHEST_LEVEL)
        if self.ageing_seconds is not None:
            number(self.ageing_seconds, "ageing_seconds", above=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One criterion of a choice: the chosen one's value, the runner-up's, and whether it decided."""

    criterion: Criterion
    value: float
    runner_up_value: float | None
    decisive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why one person (or, in `choose_contact`, one contact) was not chosen.

    `detail` is the skill, the language or, for `Reason.BEHIND`, the criterion; empty when both were equal in
    all and the lower id decided. `have` and `need` are levels, contacts, or the two compared values.
    """

    person_id: Id
    contact_id: Id
    reason: Reason
    detail: str = ""
    have: float | None = None
    need: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Who takes what and how it came about: criteria in the policy's order, then everyone passed over."""

    contact_id: Id
    person_id: Id
    explanation: tuple[Weighed, ...]
    rejected: tuple[Rejection, ...] = field(default=())
    stepped_aside: bool = False
    """`match` only: the contact's first choice was given to a contact nobody else could take."""


def in_order(identity: Id) -> tuple[bool, Id]:
    """Sort key for ids: numbers before texts, each ascending. The last word in every tie."""
    return isinstance(identity, str), identity


def _check_levels(levels: Mapping[str, int], where: str) -> None:
    for name, level in levels.items():
        whole(level, f"{where}[{name!r}]", least=1, most=HIGHEST_LEVEL)


def _check_order(order: tuple[Criterion, ...], where: str, allowed: frozenset[Criterion]) -> None:
    if len(set(order)) != len(order):
        raise BadInput(what="names a criterion twice", where=where, mend="name each criterion once")
    for criterion in order:
        if criterion not in allowed:
            raise BadInput(what=f"holds {criterion!s}", where=where, mend="use " + ", ".join(sorted(allowed)))
