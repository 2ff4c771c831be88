"""Who uses a setting: counted over every relation that points at it, so that nothing used is removed unseen."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import ngettext

OWN_PARTS = {"queue": ("queueskill",), "webhook": ("webhookcall",)}
"""What belongs to a row and goes with it."""

NAMED = {
    "person", "personskill", "queuemember", "rolegrant", "queue", "queueskill", "unit", "topic", "contact", "case",
    "assignment", "callback", "outboundlist", "situation",
}  # fmt: skip
"""What an administrator knows by name."""


@dataclass(frozen=True, slots=True)
class Use:
    model: str
    number: int

    @property
    def words(self) -> str:
        return said(self.model, self.number)


def uses(row: models.Model) -> list[Use]:
    """The most first, what has no name for people last and in one number; a queue's own skills count too."""
    found = []
    for relation in row._meta.related_objects:
        if relation.related_model._meta.model_name in OWN_PARTS.get(row._meta.model_name or "", ()):
            continue
        field = relation.field
        number = relation.related_model._default_manager.filter(**{field.name: row}).count()
        if number:
            found.append(Use(relation.related_model._meta.model_name or "", number))
    merged: dict[str, int] = {}
    for use in found:
        known = use.model if use.model in NAMED else ""
        merged[known] = merged.get(known, 0) + use.number
    return sorted(
        (Use(model, number) for model, number in merged.items()), key=lambda use: (not use.model, -use.number)
    )


def said(model: str, number: int) -> str:
    """ "12 people": the things an administrator knows by name; the rest are records."""
    if model in {"person", "personskill", "queuemember"}:
        return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}
    if model == "rolegrant":
        return ngettext("%(number)d role given", "%(number)d roles given", number) % {"number": number}
    if model in {"queue", "queueskill"}:
        return ngettext("%(number)d queue", "%(number)d queues", number) % {"number": number}
    if model == "unit":
        return ngettext("%(number)d unit", "%(number)d units", number) % {"number": number}
    if model == "topic":
        return ngettext("%(number)d topic", "%(number)d topics", number) % {"number": number}
    if model == "contact":
        return ngettext("%(number)d contact", "%(number)d contacts", number) % {"number": number}
    if model == "case":
        return ngettext("%(number)d case", "%(number)d cases", number) % {"number": number}
    if model == "assignment":
        return ngettext("%(number)d assignment", "%(number)d assignments", number) % {"number": number}
    if model == "callback":
        return ngettext("%(number)d call-back", "%(number)d call-backs", number) % {"number": number}
    if model == "outboundlist":
        return ngettext("%(number)d outbound list", "%(number)d outbound lists", number) % {"number": number}
    if model == "situation":
        return ngettext("%(number)d situation", "%(number)d situations", number) % {"number": number}
    return ngettext("%(number)d other record", "%(number)d other records", number) % {"number": number}
