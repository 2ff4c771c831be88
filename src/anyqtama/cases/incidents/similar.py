"""Cases that may be the same trouble: how alike each is to one case, of 100, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q

from anyqtama.cases import placing, seeing
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, Incident, IncidentCase
from anyqtama.cases.words import WAITING
from anyqtama.clients import places
from anyqtama.kernel.search import likening
from anyqtama.people import access
from anyqtama.people.models import Person

LOOKS_BACK = timedelta(hours=24)
NEWEST = 200
SHOWN = 20
ENOUGH = 50
"""Of 100; below it cases are not said to be alike."""
SAME_TOPIC, SAME_GROUP, WORDS, ADDRESS, FIELD, DISTRICT = 35, 15, 45, 15, 15, 10
WORDS_SHOWN = 4

Why = Sequence[Sequence[str]]
"""Pairs: what is alike (topic, group, words, address, field, district) and, where it says more, which."""


@dataclass(frozen=True, slots=True)
class Alike:
    case: Case
    score: int
    why: Why
    subject: str = ""
    """As the person sees it."""


def similar(case: Case, person: Person, at: datetime) -> list[Alike]:
    """Open cases of the last day that are in no open incident, the most alike first."""
    group = case.topic.parent_id or case.topic_id
    rows = access.visible(person, Case).filter(
        Q(topic=case.topic_id) | Q(topic=group) | Q(topic__parent=group),
        state__in=WAITING, registered_at__gte=at - LOOKS_BACK, registered_at__lte=at,
    )  # fmt: skip
    joined = IncidentCase.objects.filter(left_at=None, incident__closed_at=None).values("case")
    rows = rows.exclude(pk=case.pk).exclude(pk__in=joined).select_related("kind", "topic", "client", "owner", "place")
    reader = seeing.seeing(person)
    rated = [Alike(other, *rate(case, other, reader)) for other in rows.order_by("-registered_at")[:NEWEST]]
    found = [each for each in rated if each.score >= ENOUGH]
    shown = sorted(found, key=lambda each: (-each.score, -each.case.pk))[:SHOWN]
    return [replace(each, subject=reader.subject(each.case)) for each in shown]


def told(why: Why, reader: seeing.Seeing) -> Why:
    """Why somebody joined them, to another reader: which words are alike is said to whom all words of a case are."""
    return why if reader.everything else [one[:1] if one[0] in {"words", "field"} else one for one in why]


def rate(case: Case, other: Case, reader: seeing.Seeing) -> tuple[int, Why]:
    """A sum of what is alike, each with its weight; the words count by the share that both texts have. By what
    the reader may read, and no other."""
    why: list[list[str]] = []
    score = 0.0
    if case.topic_id == other.topic_id:
        score, why = score + SAME_TOPIC, [*why, ["topic"]]
    else:
        score, why = score + SAME_GROUP, [*why, ["group"]]
    common, share = likening.shared(*(reader.read(each, "subject", "details") for each in (case, other)))
    if common:
        score, why = score + WORDS * min(1.0, share), [*why, ["words", ", ".join(common[:WORDS_SHOWN])]]
    if _same_street(case, other, reader):
        score, why = score + ADDRESS, [*why, ["address"]]
    if same := _same_fields(case, other, reader):
        score, why = score + FIELD, [*why, ["field", same]]
    if case.district_id and case.district_id == other.district_id:
        score, why = score + DISTRICT, [*why, ["district"]]
    return min(100, round(score)), why


def _same_street(case: Case, other: Case, reader: seeing.Seeing) -> bool:
    """By the parts; where a line has no street, by any word that both have."""
    if not reader.sees("address"):
        return False
    here, there = placing.of(case), placing.of(other)
    if here.street_key and there.street_key:
        return bool(places.shared(here, there))
    return bool(likening.shared(here.line, there.line)[0])


def incidents(case: Case) -> list[Incident]:
    """Open incidents of the topic that the case may belong to."""
    rows = Incident.objects.open().filter(Q(topic=case.topic_id) | Q(topic=case.topic.parent_id or 0))
    return list(rows.exclude(joined__case=case, joined__left_at=None).order_by("-opened_at")[:3])


def _same_fields(case: Case, other: Case, reader: seeing.Seeing) -> str:
    """What both kinds call the first of their short fields that says the same."""
    if case.kind_id != other.kind_id:
        return ""
    for field in reader.own(case.kind):
        here, there = str(case.fields.get(field.key, "")), str(other.fields.get(field.key, ""))
        if field.type in {"text", "choice"} and here and here.casefold() == there.casefold():
            return fields.shown(field, case.fields[field.key])
    return ""
