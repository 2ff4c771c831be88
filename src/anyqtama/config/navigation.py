"""The side bar: by what one does, only what one may."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
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
    also: str = ""
    """The name of the address of one thing in it: `client` of `clients`."""

    def holds(self, url_name: str) -> int:
        """How much of the address's name is this place's: papers are cases too, and the nearer place is marked."""
        names = [name for name in (self.url_name, self.also) if name]
        return max((len(name) for name in names if url_name == name or url_name.startswith(f"{name}_")), default=0)


GROUPS: Sequence[Sequence[Place]] = (
    (
        Place("my_day", gettext_noop("My day"), "house"),
        Place("answers", gettext_noop("To agree and sign"), "signature", "answers.decide"),
        Place("desk", gettext_noop("Desk"), "headphones", "desk.use"),
        Place("call_backs", gettext_noop("Call-backs"), "calendar-clock", "desk.use", "call_back"),
        Place("cases", gettext_noop("Cases"), "clipboard-list", "cases.see", "case"),
        Place("clients", gettext_noop("Clients"), "contact", "clients.see", "client"),
        Place("knowledge", gettext_noop("Knowledge"), "book", "knowledge.read", "article"),
    ),
    (
        Place("case_papers", gettext_noop("From paper"), "file-text", "cases.register", "case_paper"),
        Place("assignments", gettext_noop("Assignments"), "clipboard-check", "", "assignment"),
        Place("incidents", gettext_noop("Incidents"), "merge", "cases.see", "incident"),
        Place("outbound", gettext_noop("Outbound lists"), "phone-outgoing", "outbound.see"),
        Place("records", gettext_noop("Records"), "database", "records.see"),
    ),
    (
        Place("wall", gettext_noop("Queue wall"), "layout-dashboard", "wall.see", "queue_now"),
        Place("people_today", gettext_noop("People today"), "users", "people.lead"),
        Place("situations", gettext_noop("Situations"), "siren", "situations.report", "situation"),
    ),
    (
        Place("reports", gettext_noop("Reports"), "chart-column", "reports.see"),
        Place("processed", gettext_noop("Processed requests"), "check-check", "processed.see"),
    ),
    (
        Place("duties", gettext_noop("Duties"), "list-checks"),
        Place("settings", gettext_noop("Settings"), "settings", "settings.edit"),
    ),
)


if settings.DEMO:
    GROUPS = (*GROUPS, (Place("demo", gettext_noop("Simulation"), "bot", "demo.direct"),))


def navigation(person: Person, path: str) -> list[list[dict[str, object]]]:
    current = (resolve(path).url_name or "") if path else ""
    may = [[place for place in group if not place.right or access.has_right(person, place.right)] for group in GROUPS]
    nearest = max((place for group in may for place in group), key=lambda place: place.holds(current))
    return [
        [
            {
                "label": gettext(place.text),
                "url": reverse(place.url_name),
                "icon": place.icon,
                "current": place is nearest and place.holds(current) > 0,
            }
            for place in group
        ]
        for group in may
        if group
    ]
