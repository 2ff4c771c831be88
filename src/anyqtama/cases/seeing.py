"""What of a case its reader is shown: no field whose class is not for their role, no number that its class covers."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, CaseKind, FormalRequest
from anyqtama.clients.records import fields as register
from anyqtama.clients.records import masking, telling
from anyqtama.clients.records.telling import Fact
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.people.roles import Role

SAYS = ("subject", "details", "address")
"""What the case itself says, by the register of fields."""
Written = tuple[str, str]
"""A text as it was written, and its field by the register; empty where it has none."""


class NotForYourRole(Exception):
    message = _("Some of what this case says is not for your role: you do not change it.")


class AnswerNotForYourRole(Exception):
    message = _("The answer is not for your role: you neither write it nor decide on it.")


@dataclass(frozen=True, slots=True)
class Seeing:
    """`whole`: the numbers are shown too, this once. `classes`: which a kind's own field may have; None: all."""

    facts: Mapping[str, Fact]
    whole: bool = False
    classes: Collection[str] | None = None

    @property
    def everything(self) -> bool:
        """Whether the reader's role may read, and so change, all that the case says."""
        return all(self.sees(field) for field in SAYS)

    def reads(self, kind: CaseKind) -> bool:
        """Whether a case of this kind says nothing that is not for the reader, its own fields with it."""
        return self.everything and len(self.own(kind)) == len(kind.fields)

    def own(self, kind: CaseKind) -> list[fields.Field]:
        """The kind's own fields that the reader sees."""
        return [field for field in fields.fields(kind) if self.sees(field.seen_as)]

    def scans(self, kind: CaseKind) -> bool:
        """The paper that a case was typed from is all that it says."""
        return self.sees("files") and self.reads(kind)

    @property
    def letters(self) -> bool:
        """A signed answer on paper says it, to whom and about what."""
        return all(self.sees(field) for field in ("answer", "subject", "address"))

    def sees(self, field: str) -> bool:
        if field.startswith(fields.CLASS):
            return self.classes is None or field.removeprefix(fields.CLASS) in self.classes
        return field not in self.facts or self.facts[field].seen

    def shown(self, text: str, field: str = "") -> str:
        if not text:
            return text
        if not self.sees(field):
            return pgettext("data class", "not for your role")
        return text if self.whole else masking.covered(text)

    def subject(self, case: Case) -> str:
        return self.shown(case.subject, "subject")

    def read(self, case: Case, *names: str) -> str:
        """What the reader may read of these fields, as it was written: to compare by."""
        return " ".join(getattr(case, name) for name in names if self.sees(name))

    def covers(self, written: Iterable[Written]) -> bool:
        """Whether a number is covered in any of them that the reader sees."""
        return any(self.sees(field) and masking.covered(text) != text for text, field in written)


def seeing(person: Person, *, whole: bool = False) -> Seeing:
    """`files`: those of talks and of cases have one class."""
    facts, talk = (telling.facts(record, person=person, level=None) for record in ("case", "contact"))
    seen = set(register.seen_by(person.roles))
    classes = seen | {""} if seen >= register.seen_by(set(Role)) else seen  # "" as in `fields.GONE`
    return Seeing({**facts, **{name: talk[name] for name in ("files",) if name in talk}}, whole, classes)


def says(case: Case, formal: FormalRequest | None, reader: Seeing) -> dict[str, str]:
    """The words of the case and of its formal request."""
    words = {field: reader.shown(getattr(case, field), field) for field in SAYS}
    if formal is not None:
        words["substance"] = reader.shown(formal.substance, "details")
        words["postal_address"] = reader.shown(formal.postal_address, "address")
    return words


def opens(person: Person, case: Case, reader: Seeing) -> bool:
    """Whether a form may hold before the reader all that the case says, as it was written."""
    return reader.reads(case.kind) and holds(person, reader, typed(case))


def holds(person: Person, reader: Seeing, written: Iterable[Written]) -> bool:
    """Whether this may be before the reader as it was written: they may look at numbers, or none is covered in it."""
    return access.has_right(person, "clients.reveal") or not reader.covers(written)


def typed(case: Case) -> Iterator[Written]:
    """What stands in the form of a case."""
    yield from ((getattr(case, name), name) for name in SAYS)
    yield from ((fields.shown(field, case.fields.get(field.key)), field.seen_as) for field in fields.fields(case.kind))
