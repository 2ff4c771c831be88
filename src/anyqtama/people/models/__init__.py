from anyqtama.people.models.absence import Absence
from anyqtama.people.models.person import Person, RoleGrant
from anyqtama.people.models.presence import BreakLimit, Presence, StateKind, WorkingState
from anyqtama.people.models.signing_in import ApiKey, Factor, RecoveryCode, Session, SignInAttempt
from anyqtama.people.models.skills import PersonLanguage, PersonSkill, Skill
from anyqtama.people.models.units import Unit
from anyqtama.people.models.workplace import WorkplaceCheck, WorkplacePart

__all__ = [
    "Absence",
    "ApiKey",
    "BreakLimit",
    "Factor",
    "Person",
    "PersonLanguage",
    "PersonSkill",
    "Presence",
    "RecoveryCode",
    "RoleGrant",
    "Session",
    "SignInAttempt",
    "Skill",
    "StateKind",
    "Unit",
    "WorkingState",
    "WorkplaceCheck",
    "WorkplacePart",
]
