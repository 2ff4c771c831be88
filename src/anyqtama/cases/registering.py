"""A matter gets its number, its owner, its due time and a code by which the client can follow it."""

import secrets
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deadlines, finding, proposing, standing_aside
from anyqtama.cases.clocks import running
from anyqtama.cases.entries import Registered
from anyqtama.cases.kinds import fields as kind_fields
from anyqtama.cases.kinds import lines, parts, shipped, stages
from anyqtama.cases.models import Assignment, Case, CaseKind, CaseState, District, Regime, Urgency
from anyqtama.cases.reminders import planning
from anyqtama.channels.models import Channel
from anyqtama.clients.models import Client
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


def register(
    *,
    client: Client | None,
    contact: Contact | None,
    topic: Topic,
    subject: str,
    details: str,
    by: Person,
    at: datetime,
    address: str = "",
    answer_channel: Channel | None = None,
    answer_after: time | None = None,
    kind: CaseKind | None = None,
    fields: Mapping[str, Any] | None = None,
    urgency: str = Urgency.NORMAL,
    district: District | None = None,
    received_at: datetime | None = None,
) -> Case:
    """Register a case of `kind` (default: an inquiry) with the kind's own `fields` by their keys.

    The due time is the organisation's promise for the topic, from `received_at` where the matter came in before; a
    formal request recounts it.
    """
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
    with transaction.atomic():
        if contact is not None:
            contact = locked_contact(contact)
        year, value = numbering.next_number("case", at=at)
        number = f"AQ-{year}-{value:06}"
        case = Case(
            number=number,
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
            address=address.strip()[:300],
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
            code_fingerprint=secrecy.fingerprint(f"{number}:{code}"),
        )
        if proposal:
            _to_department(case)
        case.save(force_insert=True)
        if proposal:
            person = None if proposal.person and standing_aside.involves(case, proposal.person) else proposal.person
            Assignment(case=case, unit=proposal.unit, person=person, by=by, at=at).save(force_insert=True)
        if contact is not None:
            speaking.event(contact, "registered", at=at, by=by.principal, number=number, due=due.due_at.isoformat())
        finding.index(case=case, at=at)
        entry = Registered(
            number=number,
            case_kind=kind.code,
            topic=topic.code,
            channel=contact.channel.code if contact else "",
            language=case.language,
            contact=contact.pk if contact else None,
            owner=by.pk,
            regime=case.regime,
            due_at=due.due_at.isoformat(),
        )
        journal.write(entry, subject=case, by=by.principal, at=at)
        running.start(case=case, by=by, at=at)
        planning.plan(case=case, at=at)
        live.hint("wall")
    return case


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
