"""The settings' own navigation: areas in the order in which an organisation is set up."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Area:
    key: str
    title: str | Promise
    about: str | Promise
    icon: str
    url: str


GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Organisation"), ("units", "people", "roles", "skills", "states")),
    (
        pgettext_lazy("settings", "Contacts"),
        (
            "queues",
            "topics",
            "results",
            "attempts",
            "situations",
            "webhooks",
            "conflicts",
            "rescues",
            "channels",
            "widget",
        ),
    ),
    (
        pgettext_lazy("settings", "Cases"),
        (
            "case-kinds",
            "answer-templates",
            "causes",
            "promises",
            "support-terms",
            "reminders",
            "terms",
            "districts",
            "responsible",
            "refusals",
        ),
    ),
    (pgettext_lazy("settings", "Knowledge"), ("synonyms", "words")),
    (pgettext_lazy("settings", "Data"), ("data-classes", "record-fields")),
    (_("Law and time"), ("notices", "rules", "days", "years")),
    (_("Programs"), ("keys",)),
)
SINGLES: dict[str, tuple[Promise, Promise, str, str]] = {
    "roles": (
        pgettext_lazy("setting", "Roles"),
        _("The ten occupations of the standard, their levels, and who holds them."),
        "id-card",
        "settings_roles",
    ),
    "widget": (
        _("Widget"),
        _("One line for your site: the visitor's window opens there."),
        "message-square",
        "settings_widget",
    ),
    "notices": (
        _("Personal-data notice"),
        _("What a visitor agrees to. A new text is a new version."),
        "shield-check",
        "settings_notices",
    ),
    "keys": (_("API keys"), _("For the telephone exchange and other programs."), "key", "settings_keys"),
}


def area(key: str) -> Area:
    if key in KINDS:
        kind = KINDS[key]
        return Area(key, kind.title, kind.about, kind.icon, reverse("settings_list", args=[key]))
    title, about, icon, url_name = SINGLES[key]
    return Area(key, title, about, icon, reverse(url_name))


def areas() -> list[tuple[Promise, list[Area]]]:
    return [(title, [area(key) for key in keys]) for title, keys in GROUPS]
