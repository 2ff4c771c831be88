"""Merge fields of templates: what each stands for, which are unknown, and a text filled for one case."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from anyqtama.cases.complaints.words import OUTCOMES
from anyqtama.cases.kinds import answering, fields
from anyqtama.cases.models import Case
from anyqtama.ui import moments

FIELDS: Mapping[str, Promise] = {
    "number": pgettext_lazy("merge field", "number of the case"),
    "client": pgettext_lazy("merge field", "name of the client"),
    "topic": pgettext_lazy("merge field", "topic"),
    "subject": pgettext_lazy("merge field", "subject"),
    "registered": pgettext_lazy("merge field", "day of registering"),
    "due": pgettext_lazy("merge field", "due time"),
    "decision": pgettext_lazy("merge field", "decision"),
    "today": pgettext_lazy("merge field", "today's day"),
}
MARK = re.compile(r"\{([^{}]*)\}")


class NothingToMerge(Exception):
    """A template asks for something that the case does not say yet."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.message = _("The template needs what the case does not say yet: %(fields)s. Fill it in first.") % {
            "fields": ", ".join(str(FIELDS[name]) for name in names)
        }


class NotForWriter(Exception):
    message = _lazy("The template tells what is not for your role. Choose another template.")


def unknown(text: str) -> list[str]:
    """Marks that stand for nothing, as they are written; a brace alone too."""
    strange = [mark.group(0) for mark in MARK.finditer(text) if mark.group(1) not in FIELDS]
    return strange + [brace for brace in MARK.sub("", text) if brace in "{}"]


def fill(
    text: str, case: Case, at: datetime, *, client: str = "", subject: str | None = "", decides: bool = True
) -> str:
    """In the language of the case. `client` stands for the client's name where it must not be shown.

    `subject`: the same for the subject; None where a text that tells it must not be filled. `decides`: whether one that
    tells the decision may be.
    """
    with translation.override(case.language):
        known = values(case, at) | ({"client": client} if client else {}) | ({"subject": subject} if subject else {})
    asked = dict.fromkeys(mark.group(1) for mark in MARK.finditer(text))
    if (subject is None and "subject" in asked) or (not decides and "decision" in asked):
        raise NotForWriter
    if missing := [name for name in asked if not known.get(name)]:
        raise NothingToMerge(missing)
    return MARK.sub(lambda mark: known[mark.group(1)], text)


def values(case: Case, at: datetime) -> dict[str, str]:
    return {
        "number": case.number,
        "client": case.client.name,
        "topic": str(case.topic),
        "subject": case.subject,
        "registered": moments.day_year(case.registered_at),
        "due": moments.stamp(case.due_at),
        "decision": decision(case),
        "today": moments.day_year(at),
    }


def decision(case: Case) -> str:
    """The decision in force, else what the field says that the kind names as its decision; nothing where none is."""
    taken = case.decisions.filter(replaced_at=None).first()
    if taken is not None:
        return str(OUTCOMES[taken.outcome])
    named = _decision_field(case)
    value = case.fields.get(named.key) if named else None
    return fields.shown(named, value) if named and not fields.empty(value) else ""


def decision_seen_as(case: Case) -> str:
    named = None if case.decisions.filter(replaced_at=None).exists() else _decision_field(case)
    return named.seen_as if named else ""


def _decision_field(case: Case) -> fields.Field | None:
    key = answering.way(case.kind).decision
    return next((field for field in fields.fields(case.kind) if field.key == key), None)
