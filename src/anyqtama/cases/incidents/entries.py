"""What the journal says about incidents and their cases."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class IncidentOpened(Body):
    kind: ClassVar[str] = "incident.opened"
    version: ClassVar[int] = 1
    number: str
    topic: str
    error: str


@dataclass(frozen=True, slots=True)
class IncidentTold(Body):
    """A mass notice, or with `closes` the answer that ends the incident: to how many cases, in which languages."""

    kind: ClassVar[str] = "incident.told"
    version: ClassVar[int] = 1
    number: str
    closes: bool
    cases: int
    languages: list[str]


@dataclass(frozen=True, slots=True)
class JoinedIncident(Body):
    """`score` of 100: how alike the case was said to be; None where somebody joined it by its number."""

    kind: ClassVar[str] = "case.joined_incident"
    version: ClassVar[int] = 1
    number: str
    incident: str
    score: int | None


@dataclass(frozen=True, slots=True)
class LeftIncident(Body):
    kind: ClassVar[str] = "case.left_incident"
    version: ClassVar[int] = 1
    number: str
    incident: str


@dataclass(frozen=True, slots=True)
class NoticeRefused(Body):
    """The mass notice could not do for this case what it did for the others; why stands with the case."""

    kind: ClassVar[str] = "case.notice_refused"
    version: ClassVar[int] = 1
    number: str
    incident: str
