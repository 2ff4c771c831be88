"""Loads the terms of law that the product ships, and chooses the promise that says most about a case."""

import tomllib
from pathlib import Path

from django.db.models import Q

from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import CaseKind, District, Promise, Term
from anyqtama.contacts.models import Topic

FILE = Path(__file__).parent / "data" / "terms.toml"


def load() -> None:
    """Safe to repeat: a term that is there is kept as it is."""
    known = set(Term.objects.values_list("code", flat=True))
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    Term.objects.bulk_create([Term(**row) for row in rows if row["code"] not in known])


def promise(*, topic: Topic, kind: CaseKind | None, urgency: str, district: District | None) -> Promise | None:
    """The row that fits and says most: a topic weighs more than its group, then district, urgency, kind.

    Without a kind it is the usual one, as registering takes it: what is shown before is what is promised then.
    """
    fits = Promise.objects.filter(
        Q(topic=None) | Q(topic__in=[topic.pk, topic.parent_id or 0]), Q(urgency="") | Q(urgency=urgency),
        Q(district=None) | Q(district=district), Q(kind=None) | Q(kind__code=kind.code if kind else shipped.INQUIRY),
    )  # fmt: skip

    def weight(row: Promise) -> tuple[int, ...]:
        about = 2 if row.topic_id == topic.pk else 1 if row.topic_id else 0
        return (about, int(row.district_id is not None), int(bool(row.urgency)), int(row.kind_id is not None))

    return max(fits.order_by("pk"), key=weight, default=None)
