"""Which department, and who in it, a case is proposed to: by topic, district and kind, and why."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Case, CaseKind, District, Responsible
from anyqtama.contacts.models import Topic
from anyqtama.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Proposal:
    unit: Unit
    person: Person | None
    why: str

    @property
    def who(self) -> str:
        return f"{self.unit}, {self.person}" if self.person else str(self.unit)


def proposed(*, topic: Topic, district: District | None, kind: CaseKind | None) -> Proposal | None:
    """The row that says most: a topic weighs more than its group, then district, then kind; else the topic's own.

    Without a kind it is the usual one, as registering takes it.
    """
    fits = Responsible.objects.filter(
        Q(topic=None) | Q(topic__in=[topic.pk, topic.parent_id or 0]), Q(district=None) | Q(district=district),
        Q(kind=None) | Q(kind__code=kind.code if kind else shipped.INQUIRY), unit__active=True,
    )  # fmt: skip

    def weight(row: Responsible) -> tuple[int, ...]:
        about = 2 if row.topic_id == topic.pk else 1 if row.topic_id else 0
        return (about, int(row.district_id is not None), int(row.kind_id is not None))

    rows = fits.select_related("topic", "district", "kind", "unit", "person").order_by("pk")
    row = max(rows, key=weight, default=None)
    if row is not None and (row.topic_id == topic.pk or topic.department is None or row.district_id or row.kind_id):
        person = row.person if row.person and row.person.is_active else None
        return Proposal(row.unit, person, _("Proposed: responsible for %(what)s.") % {"what": row})
    if topic.department is not None:
        return Proposal(
            topic.department, None, _("Proposed: the department of the topic %(topic)s.") % {"topic": topic}
        )
    return None


def for_case(case: Case) -> Proposal | None:
    """None too where the one who is proposed has the case already."""
    found = proposed(topic=case.topic, district=case.district, kind=case.kind)
    if found is None or case.assignments.filter(unit=found.unit, ended_at=None).exists():
        return None
    return found
