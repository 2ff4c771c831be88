"""A matter gets its number, its owner, its due time and a code by which the client can follow it."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import chain
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deadlines, finding, outside_numbers, placing, proposing, standing_aside
from anyqtama.cases.clocks import running
from anyqtama.cases.entries import Registered
from anyqtama.cases.kinds import fields as kind_fields
from anyqtama.cases.kinds import lines, parts, shipped, stages
from anyqtama.cases.models import Assignment, Case, CaseKind, CaseState, District, Regime, Urgency
from anyqtama.cases.reminders import planning
from anyqtama.channels.models import Channel
from anyqtama.clients import places
from anyqtama.clients.models import Client
from anyqtama.clients.places import Place
from anyqtama.contacts import speaking
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.contacts.models import Contact, Topic
from anyqtama.kernel import journal, live, numbering, secrecy
from anyqtama.people.models import Person

CODE_DIGITS = 6


class SubjectMissing(Exception):
    message = _("Write in a few words what the matter is.")


class ClientMissing(Exception):
    message = _("Ask the client's name or number first: a case needs somebody to answer to.")


class KindRetired(Exception):
    message = _("This kind of case is no longer used. Choose another one.")


class TopicRetired(Exception):
    message = _("This topic is no longer used. Choose another one.")


@dataclass(frozen=True, slots=True)
class Ready:
    """All of a case but its number, found out before anything is locked: thousands may then be stored quickly."""

    case: Case
    code: str
    proposed: Assignment | None
    clocks: running.Dues
    found_by: finding.Ready
    place: Place
    outside: str
    """The number that another register gave the request."""


class Facts(TypedDict):
    """What `ready` is told of a matter."""

    topic: Topic
    subject: str
    details: str
    address: NotRequired[str | Place]
    answer_channel: NotRequired[Channel | None]
    answer_after: NotRequired[time | None]
    kind: NotRequired[CaseKind | None]
    fields: NotRequired[Mapping[str, Any] | None]
    urgency: NotRequired[str]
    district: NotRequired[District | None]
    received_at: NotRequired[datetime | None]
    outside: NotRequired[str]


def register(
    *, client: Client | None, contact: Contact | None, by: Person, at: datetime, **facts: Unpack[Facts]
) -> Case:
    """A matter out of a talk, or, without `contact`, from paper or by hand."""
    with transaction.atomic():
        if contact is not None:
            contact = locked_contact(contact)
        return store([ready(client=client, contact=contact, by=by, at=at, **facts)], by=by, at=at)[0]


def ready(
    *,
    client: Client | None,
    topic: Topic,
    subject: str,
    details: str,
    by: Person,
    at: datetime,
    contact: Contact | None = None,
    address: str | Place = "",
    answer_channel: Channel | None = None,
    answer_after: time | None = None,
    kind: CaseKind | None = None,
    fields: Mapping[str, Any] | None = None,
    urgency: str = Urgency.NORMAL,
    district: District | None = None,
    received_at: datetime | None = None,
    outside: str = "",
) -> Ready:
    """A case of `kind` (default: an inquiry) with the kind's own `fields` by their keys. Writes nothing.

    The due time is the organisation's promise for the topic, from `received_at` where the matter came in before; a
    formal request recounts it.
    """
    place = address if isinstance(address, Place) else places.read(address)
    subject = speaking.clean(subject)[:200]
    if not subject:
        raise SubjectMissing
    if client is None:
        raise ClientMissing
    if not topic.active:
        raise TopicRetired
    kind = kind or shipped.usual()
    if not kind.active:
        raise KindRetired
    kept = kind_fields.check(kind, fields or {})
    due = deadlines.promised(topic=topic, kind=kind, urgency=urgency, district=district, at=received_at or at)
    proposal = proposing.proposed(topic=topic, district=district, kind=kind)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    case = Case(
        kind=kind,
        stage=stages.first(kind).code,
        fields=kept,
        urgency=urgency,
        district=district,
        client=client,
        contact=contact,
        topic=topic,
        subject=subject,
        details=speaking.clean(details),
        address=place.line,
        language=contact.language if contact else client.language,
        regime=Regime.PROMISE,
        registered_at=at,
        received_at=received_at,
        registered_by=by,
        owner=by,
        department=proposal.unit if proposal else None,
        due_at=due.due_at,
        due_how=due.how,
        answer_channel=answer_channel,
        answer_after=answer_after,
        code_sealed=secrecy.encrypt(code),
    )
    given = None
    if proposal:
        _to_department(case)
        aside = proposal.person is not None and standing_aside.named_in_field(case, proposal.person)
        given = Assignment(case=case, unit=proposal.unit, person=None if aside else proposal.person, by=by, at=at)
    return Ready(case, code, given, running.dues(case), finding.ready(case, at), place, outside)


def store(made: Sequence[Ready], *, by: Person, at: datetime) -> list[Case]:
    """In the caller's transaction: numbers in a row, then all that belongs to a case. As many statements for a
    thousand as for one."""
    year, first = numbering.next_number("case", at=at, count=len(made))
    cases = [each.case for each in made]
    for value, each in enumerate(made, first):
        each.case.number = f"AQ-{year}-{value:06}"
        each.case.code_fingerprint = secrecy.fingerprint(f"{each.case.number}:{each.code}")
    Case.objects.bulk_create(cases)
    Assignment.objects.bulk_create(each.proposed for each in made if each.proposed)
    for case in cases:
        if case.contact is not None:
            due = case.due_at.isoformat()
            speaking.event(case.contact, "registered", at=at, by=by.principal, number=case.number, due=due)
    placing.keep_new((each.case, each.place) for each in made)
    finding.index_new([(each.case, each.found_by) for each in made])
    clocks = running.start_new([(each.case, each.clocks) for each in made])
    numbered = outside_numbers.number_new([(each.case, each.outside) for each in made], by=by, at=at)
    said = (pair for case, started in zip(cases, clocks, strict=True) for pair in _said(case, started))
    journal.write_all(chain(said, numbered), by=by.principal, at=at)
    for case in cases:
        running.answered_already(case=case, by=by, at=at)
    planning.plan_new([(each.case, {what: due.due_at for what, due in each.clocks.items()}) for each in made], at=at)
    live.hint("wall")
    return cases


def _said(case: Case, started: journal.Body | None) -> Iterator[tuple[journal.Body, Case]]:
    registered = Registered(
        number=case.number,
        case_kind=case.kind_id,
        topic=case.topic.code,
        channel=case.contact.channel.code if case.contact else "",
        language=case.language,
        contact=case.contact_id,
        owner=case.owner_id,
        regime=case.regime,
        due_at=case.due_at.isoformat(),
    )
    yield registered, case
    if started is not None:
        yield started, case


def _to_department(case: Case) -> None:
    """At once, where the kind leads there and no field or part is waited for; else the stage stays."""
    try:
        stage = stages.way_to(case.kind, case.stage, CaseState.WITH_DEPARTMENT)
        kind_fields.lacking(case.kind, case.fields, stage.code)
        lines.lacking(case, stage.code)
    except (stages.NoWay, kind_fields.FieldsMissing, lines.NotConfirmed):
        return
    if stage.code in parts.holding(case):
        return
    case.stage, case.state = stage.code, stage.state


def code_of(case: Case) -> str:
    """The six digits told to the client."""
    return secrecy.decrypt(case.code_sealed)


def find_by_code(*, number: str, code: str) -> Case | None:
    """The case of a client who knows both; None whether the number or the code is wrong."""
    number, code = number.strip().upper(), code.strip()
    return Case.objects.filter(number=number, code_fingerprint=secrecy.fingerprint(f"{number}:{code}")).first()
