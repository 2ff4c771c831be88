"""What the journal says about answers: numbers, roles, hashes. Words stay in their rows."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class Drafted(Body):
    kind: ClassVar[str] = "case.answer_drafted"
    version: ClassVar[int] = 1
    number: str
    revision: int
    letters: int


@dataclass(frozen=True, slots=True)
class SentForAgreement(Body):
    """`roles`: who must agree, and last who signs, in their order."""

    kind: ClassVar[str] = "case.answer_sent_for_agreement"
    version: ClassVar[int] = 1
    number: str
    revision: int
    roles: list[str]


@dataclass(frozen=True, slots=True)
class DraftTakenBack(Body):
    kind: ClassVar[str] = "case.answer_taken_back"
    version: ClassVar[int] = 1
    number: str
    revision: int


@dataclass(frozen=True, slots=True)
class AnswerAgreed(Body):
    """`instead_of`: the one who is away, where their deputy said it; so in the two below."""

    kind: ClassVar[str] = "case.answer_agreed"
    version: ClassVar[int] = 2
    number: str
    revision: int
    role: str
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerReturned(Body):
    kind: ClassVar[str] = "case.answer_returned"
    version: ClassVar[int] = 2
    number: str
    revision: int
    role: str
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerSigned(Body):
    """`outgoing`: the number of the paper; `content`: SHA-256 of what was signed, by `method`."""

    kind: ClassVar[str] = "case.answer_signed"
    version: ClassVar[int] = 2
    number: str
    revision: int
    outgoing: str
    content: str
    method: str
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryProved(Body):
    """`way` is one of models.Proof.Way; `proof` the number of a registered mail, where there is one."""

    kind: ClassVar[str] = "case.answer_delivered"
    version: ClassVar[int] = 1
    number: str
    way: str
    proof: str
    on: str


@dataclass(frozen=True, slots=True)
class ClientConfirmed(Body):
    kind: ClassVar[str] = "case.client_confirmed"
    version: ClassVar[int] = 1
    number: str
    solved: bool


@dataclass(frozen=True, slots=True)
class ConfirmationLapsed(Body):
    """The client said nothing for so many days: the case closes by rule."""

    kind: ClassVar[str] = "case.confirmation_lapsed"
    version: ClassVar[int] = 1
    number: str
    days: int
