"""Every change of a setting: lock the row, refuse what breaks something, change, journal field by field."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.entries import SettingsChanged
from anyqtama.administration.kind import Kind, Refused
from anyqtama.administration.known import key
from anyqtama.administration.using import uses
from anyqtama.kernel import journal
from anyqtama.people.models import Person

M = TypeVar("M", bound=models.Model)


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(_("Somebody saved another change in the meantime. Look at it below, then save yours again."))


class TakenMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("Something with this code or name was made in the meantime. Choose another, or change that.")
        )


class StillUsed(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This is used, so it cannot be removed. Take it out of use instead: the past keeps its name.")
        )


class MayNot(Refused):
    def __init__(self) -> None:
        super().__init__(_("This list is not changed here."))


def save(
    *,
    kind: Kind,
    row: models.Model,
    values: Mapping[str, Any],
    by: Person,
    at: datetime,
    seen: str = "",
    source: str = "",
) -> models.Model:
    """Put `values` into the row, a new one or a known one; `seen` is the fingerprint of what its editor looked at."""
    new = row.pk is None
    if not (kind.addable if new else kind.editable):
        raise MayNot
    related = {name for name in values if _is_many(row, name)}
    try:
        with transaction.atomic():
            held = row if new else _locked(row)
            before = {} if new else state(held, values)
            if not new and seen and seen != fingerprint(held, values):
                raise ChangedMeanwhile
            changed = {name for name in values if new or before[name] != plain(values[name])}
            if not changed:
                return held
            for name in changed - related:
                setattr(held, name, values[name])
            if new:
                kind.fresh(held, at)
            kind.guard(held, changed, by)
            if new:
                held.save(force_insert=True)
            elif changed - related:
                held.save(update_fields=sorted(changed - related))
            for name in changed & related:
                getattr(held, name).set(values[name])
            kind.done(held, changed, by, at)
            after = {name: plain(values[name]) for name in changed}
            if new:
                after = {name: value for name, value in after.items() if value not in (None, "", [], {})}
            _tell(kind, held, "made" if new else "changed", source, before, after, by, at)
    except IntegrityError:
        if new:
            row.pk = None
        raise TakenMeanwhile from None
    return held


def retire(*, kind: Kind, row: M, by: Person, at: datetime) -> M:
    """Out of use from now on: no longer offered, while everything that names it stays."""
    return _switch(kind, row, on=False, by=by, at=at)


def restore(*, kind: Kind, row: M, by: Person, at: datetime) -> M:
    return _switch(kind, row, on=True, by=by, at=at)


def remove(*, kind: Kind, row: models.Model, by: Person, at: datetime) -> None:
    """Forget a row that nothing ever used; what it was stays in the journal."""
    with transaction.atomic():
        held = _locked(row)
        if kind.personal or not kind.editable or uses(held):
            raise StillUsed
        if why := kind.kept(held, by):
            raise Refused(why)
        before = state(held, [name for name in kind.form.base_fields if hasattr(held, name)])
        twin = type(held)(pk=held.pk)  # the journal's subject: the row itself loses its key
        try:
            with transaction.atomic():
                held.delete()
        except models.ProtectedError:
            raise StillUsed from None
        _tell(kind, twin, "removed", "", before, {}, by, at)


def state(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The row's fields as the journal keeps them."""
    return {
        name: plain(list(getattr(row, name).all()) if _is_many(row, name) else getattr(row, name)) for name in names
    }


def plain(value: Any) -> Any:
    """JSON: rows as their code, moments and days as text."""
    if isinstance(value, models.Model):
        return key(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple) and value and isinstance(value[0], models.Model):
        return sorted(key(row) for row in value)
    return str(value) if isinstance(value, models.Choices) else value


def fingerprint(row: models.Model, names: Iterable[str]) -> str:
    """Of what an editor looks at; the same until somebody changes one of these fields."""
    return hashlib.sha256(journal.canonical(state(row, sorted(names)))).hexdigest()[:32]


def _switch(kind: Kind, row: M, *, on: bool, by: Person, at: datetime) -> M:
    if not kind.active:
        raise MayNot
    with transaction.atomic():
        held = _locked(row)
        if getattr(held, kind.active) == on:
            return held
        if not on and (why := kind.kept(held, by)):
            raise Refused(why)
        setattr(held, kind.active, on)
        kind.guard(held, {kind.active}, by)
        held.save(update_fields=[kind.active])
        kind.done(held, {kind.active}, by, at)
        _tell(kind, held, "restored" if on else "retired", "", {kind.active: not on}, {kind.active: on}, by, at)
    return held


def _locked(row: M) -> M:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _is_many(row: models.Model, name: str) -> bool:
    return any(field.name == name for field in row._meta.many_to_many)


def _tell(
    kind: Kind, row: models.Model, what: str, source: str, before: Mapping[str, Any], after: Mapping[str, Any],
    by: Person, at: datetime,
) -> None:  # fmt: skip
    told = set(after) | (set(before) if what == "removed" else set())

    def part(values: Mapping[str, Any], *, personal: bool) -> dict[str, Any]:
        return {name: values[name] for name in sorted(told & set(values)) if (name in kind.personal) == personal}

    entry = SettingsChanged(
        what, source, part(before, personal=False), part(after, personal=False),
        part(before, personal=True), part(after, personal=True),
    )  # fmt: skip
    journal.write(entry, subject=row, by=by.principal, at=at)
