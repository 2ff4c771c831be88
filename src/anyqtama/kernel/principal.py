"""Who acts: a person of the staff, a visitor, an API key, or the system itself."""

from dataclasses import dataclass
from enum import StrEnum


class PrincipalKind(StrEnum):
    PERSON = "person"
    VISITOR = "visitor"
    API = "api"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Principal:
    """The author of an act, as the journal keeps it."""

    kind: PrincipalKind
    id: str

    @classmethod
    def person(cls, person_id: int) -> "Principal":
        return cls(PrincipalKind.PERSON, str(person_id))

    @classmethod
    def visitor(cls, visit_id: int) -> "Principal":
        return cls(PrincipalKind.VISITOR, str(visit_id))

    @classmethod
    def api(cls, key_id: int) -> "Principal":
        return cls(PrincipalKind.API, str(key_id))

    @classmethod
    def system(cls, part: str) -> "Principal":
        return cls(PrincipalKind.SYSTEM, part)
