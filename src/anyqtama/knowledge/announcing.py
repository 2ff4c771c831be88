"""What happens now: begun, changed, ended. At the desk at once, at the visitor's door where it is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge.cataloguing import ChangedMeanwhile, kept
from anyqtama.knowledge.entries import HappeningTold
from anyqtama.knowledge.models import Situation
from anyqtama.people.models import Person


class WordsNeeded(Exception):
    message = _("A situation needs a name and a text to read out, in at least one language.")


class EndsBeforeItBegins(Exception):
    message = _("It cannot end before it begins. Put the times right.")


@dataclass(frozen=True, slots=True)
class Told:
    """`texts` are read out; `streets` as people name them; `topics` by their codes."""

    kind: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    began_at: datetime
    expected_until: datetime | None = None
    streets: Sequence[str] = ()
    topics: Sequence[str] = ()
    public: bool = False


def tell(
    *, told: Told, by: Person | None, at: datetime, situation: Situation | None = None, seen: int | None = None
) -> Situation:
    """A new situation, or what is known of one now."""
    names, texts = kept(told.names), kept(told.texts)
    if not names or not texts:
        raise WordsNeeded
    if told.expected_until is not None and told.expected_until <= told.began_at:
        raise EndsBeforeItBegins
    with transaction.atomic():
        found = Situation.objects.select_for_update().get(pk=situation.pk) if situation else Situation(version=0)
        if situation is not None and seen is not None and found.version != seen:
            raise ChangedMeanwhile
        found.kind, found.names, found.texts = told.kind, names, texts
        found.streets = [street.strip() for street in told.streets if street.strip()]
        found.topics, found.public = list(told.topics), told.public
        found.began_at, found.expected_until = told.began_at, told.expected_until
        found.version, found.updated_at, found.by = found.version + 1, at, by
        found.save()
        _journal(found, "changed" if situation else "begun", by, at)
    return found


def end(*, situation: Situation, by: Person, at: datetime) -> Situation:
    """It is over; ended again nothing changes."""
    with transaction.atomic():
        found = Situation.objects.select_for_update().get(pk=situation.pk)
        if found.ended_at is None:
            found.ended_at, found.updated_at = max(at, found.began_at), at
            found.save(update_fields=["ended_at", "updated_at"])
            _journal(found, "ended", by, at)
    return found


@dataclass(frozen=True, slots=True)
class Public:
    name: str
    text: str


def public(*, at: datetime, language: str) -> list[Public]:
    """What visitors are told before they write: the newest first, three at most."""
    rows = Situation.objects.now(at).filter(public=True).order_by("-began_at", "-pk")[:3]
    return [Public(label(row.names, language), label(row.texts, language)) for row in rows]


def _journal(situation: Situation, step: str, by: Person | None, at: datetime) -> None:
    author = by.principal if by else Principal.system("setup")
    journal.write(HappeningTold(situation.kind, step, situation.public), subject=situation, by=author, at=at)
