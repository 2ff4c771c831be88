"""The last changes of one setting, out of the journal, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from anyqtama.administration.history_words import Words, shown
from anyqtama.administration.kind import Kind
from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.kernel.models import Entry
from anyqtama.kernel.principal import PrincipalKind
from anyqtama.people.models import Person, Skill, Unit
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
    """The newest first. However many there are: three queries, and one for each model whose rows they name."""
    about = Entry.objects.filter(subject_kind=row._meta.model_name, subject_id=str(row.pk))
    entries = list(about.filter(kind__in=["settings.changed", "queue.changed", *OTHERS]).order_by("-at", "-id")[:most])
    people = {entry.principal_id for entry in entries if entry.principal_kind == PrincipalKind.PERSON}
    people |= {str(moved) for entry in entries if (moved := entry.payload.get("person"))}
    names = {str(person.pk): str(person) for person in Person.objects.filter(pk__in=people)}
    words = Words(kind, row, (values for entry in entries for values in _before_and_after(entry)))
    skills = _skills(entries)
    return [
        Change(
            entry.at,
            names.get(entry.principal_id) or _("The system"),
            _what(entry, names),
            _differences(kind, entry, words, skills),
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


def _differences(kind: Kind, entry: Entry, words: Words, skills: Mapping[str, str]) -> list[Difference]:
    told = entry.payload
    if entry.kind in {"role.granted", "role.withdrawn"}:
        place = Unit.objects.filter(pk=told["unit_id"]).first() if told["unit_id"] else None
        role = f"{Role(told['role']).label}, {place or _('the whole centre')}"
        return [Difference(_("Role"), *(("—", role) if entry.kind == "role.granted" else (role, "—")))]
    if entry.kind == "person.skill_set":
        what = str(told["what"])
        return [Difference(skills.get(what, what), str(told["before"] or "—"), str(told["after"] or "—"))]
    if told.get("what") == "made":
        return []
    before, after = _before_and_after(entry)
    return [
        found
        for name in sorted(set(before) | set(after))
        for found in _of_field(str(kind.label(name)), name, before.get(name), after.get(name), words)
    ]


def _before_and_after(entry: Entry) -> tuple[dict[str, Any], dict[str, Any]]:
    if entry.kind not in {"settings.changed", "queue.limits_changed"}:
        return {}, {}
    told, personal = entry.payload, entry.personal or {}
    return told["before"] | personal.get("personal_before", {}), told["after"] | personal.get("personal_after", {})


def _skills(entries: Iterable[Entry]) -> dict[str, str]:
    """What the journal calls a skill or a language → its name; no query where no level was set."""
    told = {str(entry.payload["what"]) for entry in entries if entry.kind == "person.skill_set"}
    languages = {f"language:{code}": name for code, name in OWN_NAMES.items()}
    codes = told - set(languages)
    return languages | ({skill.code: str(skill) for skill in Skill.objects.filter(code__in=codes)} if codes else {})


def before_of(entry: Entry) -> dict[str, Any]:
    """The texts in all languages that an entry says were there before it."""
    if entry.kind != "settings.changed" or entry.payload["what"] != "changed":
        return {}
    return {name: said for name, said in entry.payload["before"].items() if _is_said(said)}


def _is_said(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES)


def _of_field(title: str, name: str, old: Any, new: Any, words: Words) -> list[Difference]:
    """A text in several languages differs in each by itself."""
    if not (_is_said(old) and _is_said(new)):
        return [Difference(title, words(name, old), words(name, new))]
    return [
        Difference(f"{title}, {OWN_NAMES[code]}", shown(old.get(code)), shown(new.get(code)))
        for code in LANGUAGES
        if old.get(code, "") != new.get(code, "")
    ]
