"""The parts of the knowledge base as tabs of its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.knowledge import work
from anyqtama.people import access
from anyqtama.people.models import Person


def tabs(current: str, person: Person) -> list[dict[str, object]]:
    names = {
        "knowledge": _("Articles"),
        "knowledge_catalogue": _("Catalogue"),
        "knowledge_directory": _("Directory"),
        "knowledge_now": pgettext("knowledge", "Now in the city"),
        "knowledge_errors": _("Known errors"),
        "knowledge_scripts": _("Scripts"),
        "knowledge_replies": _("Quick replies"),
        "knowledge_changes": _("What changed"),
    }
    shown = [_tab(url_name, name, current) for url_name, name in names.items()]
    if access.has_right(person, "knowledge.write"):
        shown.append(_tab("knowledge_work", _("For editors"), current) | {"count": work.count(person) or ""})
    return shown


def _tab(url_name: str, name: str, current: str) -> dict[str, object]:
    return {"label": name, "url": reverse(url_name), "current": url_name == current, "count": ""}
