"""Changing what a case says: its words and its kind's own fields, joined with what others changed meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import finding, merging, placing
from anyqtama.cases.entries import Changed
from anyqtama.cases.kinds import fields as kind_fields
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case
from anyqtama.cases.registering import SubjectMissing
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.people.models import Person

OWN = {"subject": 200, "details": 4000, "address": 300, "language": 2}
"""The words every case has, and how long they may be."""


class BothChanged(Exception):
    """`names`: what somebody else changed to something else while the editor was at it; `now`: what stands there."""

    message = _(
        "Somebody changed the same fields meanwhile. "
        "Theirs stands beside yours below: keep one or join both, then save."
    )

    def __init__(self, names: Sequence[str], now: Mapping[str, Any]) -> None:
        super().__init__(", ".join(names))
        self.names, self.now = names, now


def values(case: Case) -> dict[str, Any]:
    """What can be changed, by the names of the form: the case's own words, and field_<key>."""
    own = {name: getattr(case, name) for name in OWN}
    return own | {field.input_name: case.fields.get(field.key) for field in kind_fields.fields(case.kind)}


def change(*, case: Case, seen: Mapping[str, Any], said: Mapping[str, Any], by: Person, at: datetime) -> list[str]:
    """Change the fields in `said` that differ from what the editor had `seen`. Returns the names that changed.

    What others changed in other fields stays. Raises BothChanged, changing nothing, where a field was changed by both.
    `said["place"]`: the address in parts, where they were asked for.
    """
    with transaction.atomic():
        case = locked(case)
        now = values(case)
        merged = merging.merge(seen=seen, now=now, said={name: said[name] for name in said if name in now})
        if merged.conflicts:
            raise BothChanged(merged.conflicts, now)
        if not merged.values:
            placing.follow(case, said.get("place"), moved=False)
            return []
        wanted = now | dict(merged.values)
        own = {name: speaking.clean(str(wanted[name] or ""))[:longest] for name, longest in OWN.items()}
        if not own["subject"]:
            raise SubjectMissing
        given = {field.key: wanted[field.input_name] for field in kind_fields.fields(case.kind)}
        kept = _kept(case) | kind_fields.check(case.kind, given, stage="")
        _refuse_emptied(case, kept)
        before = {name: now[name] for name in merged.values}
        for name, value in own.items():
            setattr(case, name, value)
        case.fields = kept
        after = {name: values(case)[name] for name in merged.values}
        case.version += 1
        case.save(update_fields=[*OWN, "fields", "version"])
        placing.follow(case, said.get("place"), moved="address" in merged.values)
        finding.renew(case=case, at=at)
        entry = Changed(case.number, case.kind_id, sorted(after), before, after)
        journal.write(entry, subject=case, by=by.principal, at=at)
    return sorted(after)


def _refuse_emptied(case: Case, kept: Mapping[str, Any]) -> None:
    """What registering or the stage asked for and got is not taken away again."""
    needed = {kind_fields.AT_START, case.stage}
    gone = [
        field
        for field in kind_fields.fields(case.kind)
        if field.required in needed and field.key in case.fields and field.key not in kept
    ]
    if gone:
        raise kind_fields.FieldsMissing(gone)


def _kept(case: Case) -> dict[str, Any]:
    """Values of fields that the kind no longer has: they stay, so that nothing is lost with a setting."""
    known = {field.key for field in kind_fields.fields(case.kind)}
    return {key: value for key, value in case.fields.items() if key not in known}
