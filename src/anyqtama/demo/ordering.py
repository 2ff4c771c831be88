"""Advises and takes orders in the demo centre through the verbs, an hour or more ago. Again changes nothing."""

from datetime import datetime, timedelta

from django.utils import timezone

from anyqtama.cases import registering
from anyqtama.cases.kinds import lines
from anyqtama.cases.models import Case, CaseKind, ClientNeed, OfferRefusal, OfferWay
from anyqtama.cases.orders import lining, matching, needing, reading_back, suggesting
from anyqtama.cases.orders.terms import Wanted
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Topic
from anyqtama.demo.content.orders import LineRow, OrderRow, orders
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person


def set_up(*, at: datetime) -> None:
    if ClientNeed.objects.exists():
        return
    for row in orders():
        began = at - timedelta(hours=row.hours)
        by = Person.objects.get(login=row.by)
        case = _register(row, by, began)
        _advise(row, case, by, began + timedelta(minutes=2))
        for line in row.lines:
            offering = Offering.objects.get(code=line.offering)
            lining.add(case=case, offering=offering, wanted=_wanted(line), by=by, at=began + timedelta(minutes=5))
        if row.confirmed:
            mark = reading_back.mark(lines.live(case))
            reading_back.confirm(case=case, seen=mark, by=by, at=began + timedelta(minutes=7))


def _register(row: OrderRow, by: Person, at: datetime) -> Case:
    client = identifying.find_or_make(
        kind=IdentityKind.PHONE, value=row.number, language=row.language, at=at, name=row.client
    )
    return registering.register(
        client=client, contact=None, topic=Topic.objects.get(code=row.topic), details="", by=by, at=at,
        subject=row.subject.said_in(row.language), kind=CaseKind.objects.get(code="order"),
    )  # fmt: skip


def _advise(row: OrderRow, case: Case, by: Person, at: datetime) -> None:
    need = needing.take_down(about=case, words=row.need, by=by, at=at)
    needing.confirm(need=need, read_back=row.read_back, by=by, at=at + timedelta(minutes=1))
    fitting = matching.matches(
        person=by, words=row.read_back, topic=case.topic, language=row.language, day=timezone.localdate(at)
    )
    why = {match.offering.code: [*match.reasons, *match.advantages] for match in fitting}
    for code in (*row.takes, *row.refuses):
        offer = suggesting.suggest(
            need=need, offering=Offering.objects.get(code=code), by=by, at=at, why=why.get(code, []),
            way=OfferWay.MATCH if code in why else OfferWay.ASKED_NEXT,
        )  # fmt: skip
        decided = at + timedelta(minutes=2)
        if code in row.takes:
            suggesting.accept(offer=offer, by=by, at=decided)
        else:
            reason = OfferRefusal.objects.get(code=row.refuses[code])
            suggesting.refuse(offer=offer, refusal=reason, by=by, at=decided)


def _wanted(line: LineRow) -> Wanted:
    return Wanted(
        line.quantity, line.payment_form, "", line.receiving, line.address,
        None if line.discount < 0 else line.discount,
    )  # fmt: skip
