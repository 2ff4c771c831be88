"""The side bar: by what one does, only what one may."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import resolve, reverse
from django.utils.translation import gettext, gettext_noop

from anyqtama.people import access
from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the side bar; `right` empty: everyone signed in."""

    url_name: str
    text: str
    icon: str
    right: str = ""


GROUPS: Sequence[Sequence[Place]] = (
    (Place("my_day", gettext_noop("My day"), "house"), Place("desk", gettext_noop("Desk"), "headphones", "desk.use")),
    (Place("wall", gettext_noop("Queue wall"), "layout-dashboard", "wall.see"),
        Place("people_today", gettext_noop("People today"), "users", "people.lead"),
    ),
    (Place("reports", gettext_noop("Reports"), "chart-column", "reports.see"),),
    (Place("duties", gettext_noop("Duties"), "list-checks"),),
)


def navigation(person: Person, path: str) -> list[list[dict[str, object]]]:
    current = (resolve(path).url_name or "") if path else ""
    groups = []
    for group in GROUPS:
        items = [
            {
                "label": gettext(place.text),
                "url": reverse(place.url_name),
                "icon": place.icon,
                "current": current == place.url_name or current.startswith(f"{place.url_name}_"),
            }
            for place in group
            if not place.right or access.has_right(person, place.right)
        ]
        if items:
            groups.append(items)
    return groups
