"""Cases that belong together in the history of a case."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anyqtama.kernel.models import Entry

RELATED: Mapping[str, Promise] = {
    "related": gettext_lazy("related it to %(number)s"),
    "follows": gettext_lazy("joined it to %(number)s: the same matter, one answer"),
    "leads": gettext_lazy("joined %(number)s to it: the same matter, one answer"),
    "part": gettext_lazy("split it off from %(number)s"),
    "whole": gettext_lazy("split a part off: %(number)s"),
}
ICONS = {"related": "link", "follows": "merge", "leads": "merge", "part": "split", "whole": "split"}


def related(entry: Entry, _row: Any) -> tuple[str, str, str]:
    how = entry.payload["how"]
    return ICONS[how], RELATED[how] % {"number": entry.payload["other"]}, ""


def unrelated(entry: Entry, _row: Any) -> tuple[str, str, str]:
    said = {"number": entry.payload["other"]}
    if entry.payload["how"] == "related":
        return "unlink", _("parted it from %(number)s") % said, ""
    return "unlink", _("parted it from %(number)s: not the same matter") % said, ""
