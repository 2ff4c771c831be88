"""The last changes of one setting, out of the journal, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from anyqtama.administration.kind import Kind
from anyqtama.administration.words import yes_no
from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES, label
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import Role

MADE: Mapping[str, Promise] = {
    "made": lazy("made it"),
    "changed": lazy("changed it"),
    "retired": lazy("took it out of use"),
    "restored": lazy("put it into use again"),
    "removed": lazy("removed it"),
}
OTHERS: Mapping[str, Promise] = {
    "role.granted": lazy("gave a role"),
    "role.withdrawn": lazy("took a role back"),
    "person.skill_set": lazy("set a level"),
    "password.changed": lazy("set the password"),
    "second_factor.enrolled": lazy("added a telephone"),
    "second_factor.reset": lazy("reset the second factor"),
    "second_factor.recovery_codes_made": lazy("made new recovery codes"),
    "session.ended": lazy("ended sessions"),
    "queue.limits_changed": lazy("changed promise and thresholds"),
    "unit.break_limit_set": lazy("set the limit of breaks"),
    "api_key.created": lazy("made it"),
    "api_key.ended": lazy("ended it"),
    "webhook.secret_given": lazy("made a new secret"),
    "webhook.tested": lazy("sent a test"),
}


OF_QUEUE: Mapping[str, Promise] = {
    "closed": lazy("closed the queue"),
    "opened": lazy("opened the queue"),
    "banner": lazy("put up a banner"),
    "banner_removed": lazy("took the banner down"),
    "person_added": lazy("added to those who answer"),
    "person_removed": lazy("took out of those who answer"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """`back`: the entry whose texts one can go back to, where it kept what was before."""

    at: datetime
    who: str
    what: str
    changes: list[Difference]
    back: int | None = None


def last_changes(kind: Kind, row: models.Model, *, most: int = 8) -> list[Change]:
    """The newest first; three queries however many there are."""
    about = Entry.objects.filter(subject_kind=row._meta.model_name, subject_id=str(row.pk))
    entries = list(about.filter(kind__in=["settings.changed", "queue.changed", *OTHERS]).order_by("-at", "-id")[:most])
    people = {entry.principal_id for entry in entries if entry.principal_kind == PrincipalKind.PERSON}
    people |= {str(moved) for entry in entries if (moved := entry.payload.get("person"))}
    names = {str(person.pk): str(person) for person in Person.objects.filter(pk__in=people)}
    return [
        Change(
            entry.at,
            names.get(entry.principal_id) or _("The system"),
            _what(entry, names),
            _differences(kind, entry),
            entry.pk if before_of(entry) else None,
        )
        for entry in entries
    ]


def _what(entry: Entry, names: Mapping[str, str]) -> str:
    if entry.kind == "queue.changed":
        said = str(OF_QUEUE.get(entry.payload["what"], MADE["changed"]))
        return f"{said}: {names.get(str(entry.payload['person']), '—')}" if entry.payload["person"] else said
    if entry.kind != "settings.changed":
        return str(OTHERS[entry.kind])
    said = str(MADE.get(entry.payload["what"], MADE["changed"]))
    return _("%(what)s by import") % {"what": said} if entry.payload["source"] == "import" else said


def _differences(kind: Kind, entry: Entry) -> list[Difference]:
    told = entry.payload
    if entry.kind in {"role.granted", "role.withdrawn"}:
        place = Unit.objects.filter(pk=told["unit_id"]).first() if told["unit_id"] else None
        role = f"{Role(told['role']).label}, {place or _('the whole centre')}"
        return [Difference(_("Role"), *(("—", role) if entry.kind == "role.granted" else (role, "—")))]
    if entry.kind == "person.skill_set":
        what = str(told["what"]).removeprefix("language:")
        return [Difference(what, str(told["before"] or "—"), str(told["after"] or "—"))]
    if entry.kind not in {"settings.changed", "queue.limits_changed"} or told.get("what") == "made":
        return []
    personal = entry.personal or {}
    before = told["before"] | personal.get("personal_before", {})
    after = told["after"] | personal.get("personal_after", {})
    return [
        found
        for name in sorted(set(before) | set(after))
        for found in _of_field(str(kind.label(name)), before.get(name), after.get(name))
    ]


def before_of(entry: Entry) -> dict[str, Any]:
    """The texts in all languages that an entry says were there before it."""
    if entry.kind != "settings.changed" or entry.payload["what"] != "changed":
        return {}
    return {name: said for name, said in entry.payload["before"].items() if _is_said(said)}


def _is_said(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES)


def _of_field(name: str, old: Any, new: Any) -> list[Difference]:
    """A text in several languages differs in each by itself."""
    if not (_is_said(old) and _is_said(new)):
        return [Difference(name, shown(old), shown(new))]
    return [
        Difference(f"{name}, {OWN_NAMES[code]}", shown(old.get(code)), shown(new.get(code)))
        for code in LANGUAGES
        if old.get(code, "") != new.get(code, "")
    ]


def _row(row: Mapping[str, Any]) -> str:
    """A row of a list, such as a stage: its name, then what else it says."""
    rest = [shown(value) for name, value in row.items() if name not in {"names", "code", "key"} and value]
    return f"{label(row.get('names', {}))} ({', '.join(rest)})" if rest else label(row.get("names", {}))


def shown(value: Any) -> str:
    """A value of the journal for people; a name by the reader's language, hours by their days."""
    if isinstance(value, bool):
        return yes_no(value)
    if value is None or value == "" or value == {} or value == []:
        return "—"
    if isinstance(value, dict):
        if set(value) <= set(LANGUAGES):
            return label(value)
        return "; ".join(f"{name}: {shown(part)}" for name, part in value.items() if part)
    if isinstance(value, list):
        return "; ".join(_row(part) for part in value) if isinstance(value[0], dict) else ", ".join(
            "–".join(part) if isinstance(part, list) else str(part) for part in value
        )  # fmt: skip
    return str(value)
