"""What the page of records' quality shows: open findings by rule, mine or all, the reports, and the last two weeks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from anyqtama.cases.models import Case
from anyqtama.clients import doubles
from anyqtama.clients.models import Client, FieldReport, Finding, RecordRule
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.people.roles import HEADS, LEADS

DAYS = 14


@dataclass(frozen=True, slots=True)
class RuleRow:
    rule: RecordRule
    open: int
    mine: int


def rules(person: Person) -> list[RuleRow]:
    """Every rule with what it found and has not been mended; two queries."""
    mine = Count("findings", filter=Q(findings__ended_at=None, findings__who=person))
    rows = RecordRule.objects.annotate(number=Count("findings", filter=Q(findings__ended_at=None)), mine=mine).order_by(
        "-active", "order", "pk"
    )
    return [RuleRow(rule, rule.number, rule.mine) for rule in rows]


def findings(person: Person, *, mine: bool, rule: str) -> QuerySet[Finding]:
    rows = (
        Finding.objects.open().filter(client__in=access.visible(person, Client)).select_related("rule", "client", "who")
    )
    if mine:
        rows = rows.filter(who=person)
    if rule:
        rows = rows.filter(rule__code=rule)
    return rows.order_by("found_at", "pk")


def reports(person: Person) -> QuerySet[FieldReport]:
    """Those told to me or by me; leads and heads see all."""
    rows = FieldReport.objects.select_related("by", "responsible", "answered_by")
    if not person.roles & (LEADS | HEADS):
        rows = rows.filter(Q(responsible=person) | Q(by=person))
    return rows.order_by(F("answered_at").asc(nulls_first=True), "-at")


def trend(at: datetime) -> list[tuple[date, int]]:
    """(day, findings open at its end) of the last two weeks, today as it is now. One query a day."""
    today = at.astimezone(settings.ZONE).date()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return [(day, _open_at(min(at, datetime.combine(day, time.max, settings.ZONE)))) for day in days]


def _open_at(moment: datetime) -> int:
    rows = Finding.objects.filter(found_at__lte=moment)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=moment)).count()


def pairs() -> int:
    return doubles.open_pairs().count()


@dataclass(frozen=True, slots=True)
class Record:
    """One client or case that an error is reported of, and who answers for it."""

    title: str
    url: str
    responsible: Person | None


def record(person: Person, kind: str, object_id: str) -> Record | None:
    """None for what the person may not see. Of a case its owner answers; of a card a lead of the reporter's group."""
    if kind == "case":
        case = access.visible(person, Case).filter(number=object_id).select_related("owner").first()
        return Record(case.number, reverse("case", args=[case.number]), case.owner) if case else None
    if not object_id.isdigit():
        return None
    client = access.visible(person, Client).filter(pk=int(object_id)).first()
    if client is None:
        return None
    return Record(client.name or f"№ {client.pk}", reverse("client", args=[client.pk]), _keeper(person))


def _keeper(person: Person) -> Person | None:
    """The lead who answers for cards where this person works: of their unit, else of one above it, else of any."""
    leads = Person.objects.filter(is_active=True, grants__role__in=[*LEADS, *HEADS]).exclude(pk=person.pk)
    path = person.unit.path if person.unit else ""
    near = leads.annotate(place=F("grants__unit__path")).order_by("pk")
    fitting = [lead for lead in near if lead.place is None or path.startswith(lead.place)]
    own = sorted(fitting, key=lambda lead: -len(lead.place or ""))
    return own[0] if own else near.first()
