"""What the history says of paper: typed from it, checked by a second person; and of forwarding to another body."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anyqtama.knowledge.models import Body
from anyqtama.ui import moments

Said = Mapping[str, Any]


def _typed(said: Said) -> str:
    return _("typed it from paper received on %(day)s") % {
        "day": moments.day_year(date.fromisoformat(said["received_on"]))
    }


def _checked(said: Said) -> str:
    number = len(said["corrected"])
    if not number:
        return _("checked it against the scan: as on paper")
    text = ngettext(
        "checked it against the scan, %(number)s field put right",
        "checked it against the scan, %(number)s fields put right",
        number,
    )
    return text % {"number": number}


def _redated(said: Said) -> str:
    return _("read another day of receipt from the paper")


def _numbered(said: Said) -> str:
    return _("noted its number in another register") if said["given"] else _("took off its number in another register")


def changes(kind: str, said: Said) -> list[tuple[str, str, str]]:
    """(name, before, after): the day, and the due time where it was recounted."""
    if kind == "case.numbered_outside":
        sides = [str(said.get(side) or "—") for side in ("before", "after")]
        return [(_("Number in another register"), sides[0], sides[1])]
    if kind != "case.paper_redated":
        return []
    days = [moments.day_year(date.fromisoformat(said[side])) for side in ("before", "after")]
    due = [moments.stamp(datetime.fromisoformat(said[side])) for side in ("due_before", "due_after")]
    told = [(_("Day of receipt"), days[0], days[1])]
    return told if due[0] == due[1] else [*told, (_("Due"), due[0], due[1])]


def _forwarded(said: Said) -> str:
    body = Body.objects.filter(code=said["body"]).first() or said["body"]
    whole = _("forwarded it to: %(body)s") if said["whole"] else _("forwarded a part of it to: %(body)s")
    late = "" if said["in_time"] else _(", after the term for that")
    return whole % {"body": body} + late


KNOWN: Mapping[str, tuple[str, Callable[[Said], str]]] = {
    "case.paper_typed": ("file-text", _typed),
    "case.paper_checked": ("eye", _checked),
    "case.paper_redated": ("calendar-clock", _redated),
    "case.numbered_outside": ("hash", _numbered),
    "case.forwarded": ("external-link", _forwarded),
}
