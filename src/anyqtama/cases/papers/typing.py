"""A case is typed from paper: the scans go with it, its terms run from the day on which the paper came in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import formalising
from anyqtama.cases.kinds import parts
from anyqtama.cases.models import Case, FormalRequest, LegalType, Paper, Scan, Term
from anyqtama.cases.papers.arriving import NotWaiting
from anyqtama.cases.papers.entries import PaperTyped
from anyqtama.kernel import journal
from anyqtama.people.models import Person

OPENING = time(9)


class ScanFirst(Exception):
    message = _("Attach the scan first: without it nobody can check what was typed.")


class NotYetReceived(Exception):
    message = _("The day of receipt cannot be later than today.")


@dataclass(frozen=True, slots=True)
class Formal:
    """A signed application: the term of law that runs, and what the law asks of it."""

    term: Term
    legal_type: LegalType
    who: str
    postal_address: str


def received(on: date, at: datetime) -> datetime:
    """The moment that terms run from: now for what came today, else the opening of that day."""
    today = at.astimezone(settings.ZONE).date()
    if on > today:
        raise NotYetReceived
    return at if on == today else datetime.combine(on, OPENING, settings.ZONE)


def register(
    *, make: Callable[[datetime], Case], scans: Sequence[Scan], sort: Paper.Sort, received_on: date,
    formal: Formal | None, by: Person, at: datetime,
) -> Case:  # fmt: skip
    """`make` registers the case as of the moment it is given. All or nothing: a scan is registered once."""
    began = received(received_on, at)
    if not scans:
        raise ScanFirst
    with transaction.atomic():
        held = Scan.objects.select_for_update().filter(pk__in=[scan.pk for scan in scans], paper=None)
        waiting = list(held.filter(put_away_at=None, refused="").order_by("pk"))
        if len(waiting) != len({scan.pk for scan in scans}):
            raise NotWaiting
        case = make(began)
        paper = Paper(
            case=case, sort=sort, received_on=received_on, typed_by=by, typed_at=at,
            asks_check=parts.has(case.kind, parts.PAPER),
        )  # fmt: skip
        paper.save(force_insert=True)
        Scan.objects.filter(pk__in=[scan.pk for scan in waiting]).update(paper=paper)
        entry = PaperTyped(
            case.number, case.kind_id, sort, received_on.isoformat(), len(waiting), paper.asks_check
        )  # fmt: skip
        journal.write(entry, subject=case, by=by.principal, at=at)
        if formal is not None:
            case = formalising.formalise(
                case=case, who=formal.who, postal_address=formal.postal_address,
                substance=case.details or case.subject, signature=FormalRequest.Signature.SIGNED, term=formal.term,
                legal_type=formal.legal_type, by=by, at=at,
            )  # fmt: skip
    return case
