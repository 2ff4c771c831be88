"""The three parts of the knowledge base as tabs of its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, object]]:
    names = {"knowledge": _("Articles"), "knowledge_replies": _("Quick replies"), "knowledge_scripts": _("Scripts")}
    return [
        {"label": name, "url": reverse(url_name), "current": url_name == current, "count": ""}
        for url_name, name in names.items()
    ]
