"""The lines of an order: written with the price of that day, changed, cancelled with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds.lines import facts
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, OrderLine
from anyqtama.cases.orders import terms
from anyqtama.cases.orders.entries import LineCancelled, LineWritten
from anyqtama.cases.orders.suggesting import NoLongerOffered
from anyqtama.cases.orders.terms import Wanted
from anyqtama.kernel import journal
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person

MOST_LINES = 50


class KindHasNoLines(Exception):
    message = _("This kind of case has no order lines. Reclassify the case first.")


class TooManyLines(Exception):
    message = _("An order has 50 lines at most. Register another order.")


class LineIsCancelled(Exception):
    message = _("This line was cancelled. Add a new one.")


class WhyCancelled(Exception):
    message = _("Say why the line is cancelled.")


def add(
    *, case: Case, offering: Offering, wanted: Wanted, by: Person, at: datetime, seen_version: int | None = None
) -> OrderLine:
    """At the price in force today, which stays with the line."""
    with transaction.atomic():
        case = _open(case, seen_version)
        if offering.retired_at is not None:
            raise NoLongerOffered
        if case.lines.count() >= MOST_LINES:
            raise TooManyLines
        day = timezone.localdate(at)
        terms.check(offering, wanted, language=case.language)
        price = terms.price(offering, day)
        line = OrderLine(case=case, offering=offering, unit_price=price, priced_on=day, by=by, at=at)
        _fill(line, case, wanted)
        line.save(force_insert=True)
        _written(case, line, [], by, at)
    return line


def change(*, line: OrderLine, wanted: Wanted, by: Person, at: datetime, seen_version: int | None = None) -> OrderLine:
    """The price stays that of the day when it was ordered. Unchanged, nothing happens."""
    with transaction.atomic():
        case = _open(line.case, seen_version)
        line = _live(line)
        terms.check(line.offering, wanted, language=case.language)
        before = facts(line)
        _fill(line, case, wanted)
        changed = sorted(name for name, value in facts(line).items() if before[name] != value)
        if changed:
            line.save()
            _written(case, line, changed, by, at)
    return line


def cancel(*, line: OrderLine, reason: str, by: Person, at: datetime, seen_version: int | None = None) -> OrderLine:
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise WhyCancelled
    with transaction.atomic():
        case = _open(line.case, seen_version)
        line = _live(line)
        line.cancelled_at, line.cancel_reason = at, reason
        line.save(update_fields=["cancelled_at", "cancel_reason"])
        _touch(case)
        entry = LineCancelled(case.number, line.pk, line.offering.code)
        journal.write(entry, subject=case, by=by.principal, at=at)
    return line


def _fill(line: OrderLine, case: Case, wanted: Wanted) -> None:
    line.quantity, line.payment_form, line.payment_terms = wanted.quantity, wanted.payment_form, wanted.payment_terms
    line.receiving, line.address = wanted.receiving, " ".join(wanted.address.split())[:300]
    line.discount_percent, why = terms.discount(line.offering, wanted.discount)
    line.discount_why = dict(why)
    line.documents = terms.checklist(line.offering, wanted.documents, case.language)
    line.total = terms.total(line.unit_price, line.quantity, line.discount_percent)


def _open(case: Case, seen_version: int | None) -> Case:
    case = locked(case, seen_version)
    if not case.kind.lines:
        raise KindHasNoLines
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    return case


def _live(line: OrderLine) -> OrderLine:
    line = OrderLine.objects.select_related("offering", "case").select_for_update(of=("self",)).get(pk=line.pk)
    if line.cancelled_at is not None:
        raise LineIsCancelled
    return line


def _written(case: Case, line: OrderLine, changed: list[str], by: Person, at: datetime) -> None:
    _touch(case)
    entry = LineWritten(
        case.number, line.pk, line.offering.code, line.quantity, f"{line.unit_price:.2f}", line.discount_percent,
        f"{line.total:.2f}", changed,
    )  # fmt: skip
    journal.write(entry, subject=case, by=by.principal, at=at)


def _touch(case: Case) -> None:
    case.version += 1
    case.save(update_fields=["version"])
