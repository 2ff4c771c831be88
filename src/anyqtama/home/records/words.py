"""The words of the map of records: who sees a class, from when it may be told, on which screens a field stands."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anyqtama.clients.models import DataClass, RecordField
from anyqtama.people.roles import Role

RECORDS = {
    "client": pgettext_lazy("record", "Client"),
    "case": pgettext_lazy("record", "Case"),
    "contact": pgettext_lazy("record", "Talk"),
}
LEVELS = {
    "none": pgettext_lazy("told", "anybody"),
    "number": pgettext_lazy("told", "who calls from a known number"),
    "questions": pgettext_lazy("told", "who answered the questions"),
    "document": pgettext_lazy("told", "who showed a document"),
}
SCREENS = {
    "client": pgettext_lazy("screen", "card of the client"),
    "desk": pgettext_lazy("screen", "desk"),
    "case": pgettext_lazy("screen", "page of the case"),
    "cases": pgettext_lazy("screen", "list of cases"),
    "clients_doubles": pgettext_lazy("screen", "possible duplicates"),
    "status": pgettext_lazy("screen", "state for the client"),
    "visit_notice": pgettext_lazy("screen", "the visitor's notice"),
    "reports": pgettext_lazy("screen", "reports"),
    "my_day": pgettext_lazy("screen", "my day"),
}
MASKED = gettext_lazy("masked; each look in full is noted")


def row(field: RecordField) -> dict[str, Any]:
    return {
        "key": field.key,
        "field": field,
        "record": RECORDS[field.record],
        "owner": Role(field.owner).label,
        "screens": ", ".join(str(SCREENS[name]) for name in field.used),
        "told": LEVELS[field.data_class.tell_from],
    }


def class_row(each: DataClass) -> dict[str, Any]:
    return {
        "name": str(each),
        "roles": ", ".join(sorted(str(Role(role).label) for role in each.roles)),
        "shown": MASKED if each.masked else _("as it is"),
        "told": LEVELS[each.tell_from],
    }
