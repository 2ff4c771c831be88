"""Fills directory, catalogue and situations of the demo centre through their verbs. Again changes nothing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from anyqtama.demo.content.advice import OfferingRow, advice
from anyqtama.knowledge import announcing, cataloguing, directing
from anyqtama.knowledge.announcing import Told
from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.models import Body, Offering, Situation
from anyqtama.people.models import Person


def set_up(*, by: Person, at: datetime, now: datetime) -> None:
    """`now`: what situations are counted from; `at`: when the rest was written."""
    what = advice()
    known = set(Body.objects.values_list("code", flat=True))
    for body in what.bodies:
        if body.code not in known:
            texts = {name: said.labels() for name, said in body.texts.items()}
            names = body.names.labels()
            directing.save(code=body.code, names=names, texts=texts, email="", site=body.site, by=by, at=at)
    known = set(Offering.objects.values_list("code", flat=True))
    new = [offered for offered in what.offerings if offered.code not in known]
    for offered in new:  # first bare, then whole: offerings name each other
        bare = Content(offered.kind, offered.names.labels())
        cataloguing.save(code=offered.code, content=bare, by=by, at=at)
    for offered in new:
        cataloguing.save(code=offered.code, content=_content(offered), by=by, at=at)
    if not Situation.objects.exists():
        for each in what.situations:
            told = Told(
                kind=each.kind, names=each.names.labels(), texts=each.texts.labels(), streets=each.streets,
                topics=each.topics, public=each.public, began_at=now + timedelta(hours=each.began_hours),
                expected_until=now + timedelta(hours=each.until_hours),
            )  # fmt: skip
            announcing.tell(told=told, by=by, at=now)


def _content(row: OfferingRow) -> Content:
    return Content(
        kind=row.kind, names=row.names.labels(), texts={name: said.labels() for name, said in row.texts.items()},
        provider=row.provider, payment_forms=row.payment_forms, topics=row.topics,
        prices=[(date.fromisoformat(day), Decimal(amount)) for day, amount in row.prices],
        alternatives=row.alternatives, asked_next=row.asked_next, asked_after=row.asked_after,
        receiving=row.receiving,
        discounts=[{"percent": each.percent, "names": each.names.labels()} for each in row.discounts],
    )  # fmt: skip
