"""What may be told of a record to somebody known so far, and what this reader may see of it at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from anyqtama.clients.models import RecordField
from anyqtama.clients.records.fields import fields, reached
from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class Fact:
    """`shown`: neither the reader's role nor the caller's level hides it. `seen`: the role does not."""

    field: RecordField
    seen: bool
    told: bool

    @property
    def shown(self) -> bool:
        return self.seen and self.told


def facts(record: str, *, person: Person, level: str | None) -> Mapping[str, Fact]:
    """By field; `level` None: nobody is being talked to, so only the role counts."""
    return {
        row.field: Fact(
            row, bool(set(row.data_class.roles) & person.roles), level is None or reached(level, row.data_class)
        )
        for row in fields().values()
        if row.record == record
    }
