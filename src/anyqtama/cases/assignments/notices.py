"""What the reader's department is told of without being asked for an answer."""

from django.db.models import QuerySet

from anyqtama.cases.models import UnitNotice
from anyqtama.people import access
from anyqtama.people.models import Person


def unread(person: Person) -> QuerySet[UnitNotice]:
    rows = access.visible(person, UnitNotice).filter(read_at=None)
    return rows.select_related("case", "by").order_by("at", "pk")
