"""Writing down a known error: cause, workaround, fix, what it is met in; and putting it away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge.cataloguing import ChangedMeanwhile, NameNeeded, kept
from anyqtama.knowledge.errors import finding
from anyqtama.knowledge.errors.entries import ErrorSaved
from anyqtama.knowledge.models import KnownError, Offering
from anyqtama.knowledge.models.errors import ERROR_TEXTS
from anyqtama.people.models import Person

State = KnownError.State


class NothingHelps(Exception):
    message = _("Write the workaround first: that is what this state promises.")


class NoFix(Exception):
    message = _("Write what put it right first: that is what this state promises.")


@dataclass(frozen=True, slots=True)
class Told:
    names: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    state: str = State.OPEN
    offerings: Sequence[Offering] = ()
    topics: Sequence[str] = ()


def save(*, code: str, told: Told, by: Person | None, at: datetime, seen: int | None = None) -> KnownError:
    """Make or change the known error `code`; saving a retired one brings it back."""
    new = {
        "names": kept(told.names), "state": told.state, "topics": list(told.topics),
        "texts": {name: said for name in ERROR_TEXTS if (said := kept(told.texts.get(name, {})))},
    }  # fmt: skip
    if not new["names"]:
        raise NameNeeded
    if told.state == State.WORKAROUND and "workaround" not in new["texts"]:
        raise NothingHelps
    if told.state == State.FIXED and "fix" not in new["texts"]:
        raise NoFix
    with transaction.atomic():
        error = KnownError.objects.select_for_update().filter(code=code).first()
        if error is not None and seen is not None and error.version != seen:
            raise ChangedMeanwhile
        error = error or KnownError(code=code, version=0)
        changed = [name for name, value in new.items() if getattr(error, name) != value]
        before = set(error.offerings.values_list("pk", flat=True)) if error.pk else set()
        if before != {offering.pk for offering in told.offerings}:
            changed.append("offerings")
        if error.pk and not changed and error.retired_at is None:
            return error
        for name, value in new.items():
            setattr(error, name, value)
        error.version, error.by, error.updated_at, error.retired_at = error.version + 1, by, at, None
        error.save()
        error.offerings.set(told.offerings)
        finding.index(error=error, at=at)
        author = by.principal if by else Principal.system("setup")
        journal.write(ErrorSaved(code, error.state, changed), subject=error, by=author, at=at)
    return error


def retire(*, error: KnownError, by: Person, at: datetime) -> KnownError:
    """It is met no more: neither the desk nor cases find it; cases that named it keep it."""
    with transaction.atomic():
        error = KnownError.objects.select_for_update().get(pk=error.pk)
        if error.retired_at is None:
            error.retired_at, error.updated_at = at, at
            error.save(update_fields=["retired_at", "updated_at"])
            finding.index(error=error, at=at)
            entry = ErrorSaved(error.code, error.state, ["retired_at"])
            journal.write(entry, subject=error, by=by.principal, at=at)
    return error
