"""What the journal says about people."""

from dataclasses import dataclass, field
from typing import ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class StateChanged(Body):
    """A person's working state: what it was, for how long, what it is now, who set it and why."""

    kind: ClassVar[str] = "presence.changed"
    version: ClassVar[int] = 1
    state: str
    state_kind: str
    before: str
    before_kind: str
    seconds: int
    reason: str


@dataclass(frozen=True, slots=True)
class SignedIn(Body):
    """Someone opened the product: by which factor, whether from a browser used before."""

    kind: ClassVar[str] = "sign_in.done"
    version: ClassVar[int] = 1
    factor: str
    known_device: bool
    browser: str
    address: str | None = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class SignInThrottled(Body):
    """A count of failed attempts was used up; written once an hour for each count."""

    kind: ClassVar[str] = "sign_in.throttled"
    version: ClassVar[int] = 1
    count: str
    key: str
    attempts: int
    address: str | None = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class SignedOut(Body):
    kind: ClassVar[str] = "sign_in.left"
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class SessionEnded(Body):
    """Sessions ended from elsewhere: one by hand, or all because the password or the second factor changed."""

    kind: ClassVar[str] = "session.ended"
    version: ClassVar[int] = 1
    handles: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class SecondFactorEnrolled(Body):
    kind: ClassVar[str] = "second_factor.enrolled"
    version: ClassVar[int] = 1
    replaced: bool


@dataclass(frozen=True, slots=True)
class SecondFactorReset(Body):
    kind: ClassVar[str] = "second_factor.reset"
    version: ClassVar[int] = 1
    reason: str


@dataclass(frozen=True, slots=True)
class RecoveryCodesMade(Body):
    kind: ClassVar[str] = "second_factor.recovery_codes_made"
    version: ClassVar[int] = 1
    number: int


@dataclass(frozen=True, slots=True)
class PasswordChanged(Body):
    """`must_change`: somebody else set it, and the person must choose their own when they sign in."""

    kind: ClassVar[str] = "password.changed"
    version: ClassVar[int] = 1
    must_change: bool


@dataclass(frozen=True, slots=True)
class RoleGranted(Body):
    kind: ClassVar[str] = "role.granted"
    version: ClassVar[int] = 1
    role: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class RoleWithdrawn(Body):
    kind: ClassVar[str] = "role.withdrawn"
    version: ClassVar[int] = 1
    role: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class ApiKeyCreated(Body):
    kind: ClassVar[str] = "api_key.created"
    version: ClassVar[int] = 1
    name: str
    rights: list[str]


@dataclass(frozen=True, slots=True)
class ApiKeyEnded(Body):
    kind: ClassVar[str] = "api_key.ended"
    version: ClassVar[int] = 1
    name: str


@dataclass(frozen=True, slots=True)
class SkillSet(Body):
    """`what`: a skill's code, or language:kk; level 0 means none."""

    kind: ClassVar[str] = "person.skill_set"
    version: ClassVar[int] = 1
    what: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class BreakLimitSet(Body):
    kind: ClassVar[str] = "unit.break_limit_set"
    version: ClassVar[int] = 1
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class WorkplaceChecked(Body):
    """Someone tried their workplace: which parts, which do not work, how fast the server answers."""

    kind: ClassVar[str] = "workplace.checked"
    version: ClassVar[int] = 1
    tried: list[str]
    faults: list[str]
    network_ms: int | None


@dataclass(frozen=True, slots=True)
class AbsencePlanned(Body):
    """The subject is away from `begins_on` to `ends_on`, both included; the reason stays with the row."""

    kind: ClassVar[str] = "absence.planned"
    version: ClassVar[int] = 1
    deputy: int
    begins_on: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class AbsenceEnded(Body):
    """Ended early, or called off (`begun` false)."""

    kind: ClassVar[str] = "absence.ended"
    version: ClassVar[int] = 1
    deputy: int
    begins_on: str
    ends_on: str
    begun: bool
