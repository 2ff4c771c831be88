"""Own and foreign objects for the path arguments of the access matrix; the form data of its acts: bodies.py."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.utils import timezone

from anyqtama.cases import registering
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Attachment, Consultation, Contact, QueueMember, Side
from anyqtama.desk.calls import announcing
from anyqtama.kernel import files
from anyqtama.people.models import Absence, ApiKey, Person, Session
from anyqtama.people.roles import Role
from anyqtama.teamwork.models import Alert, Severity, SituationKind
from anyqtama.teamwork.situations import reporting
from tests import cast, centre
from tests.architecture import (
    administered,
    advised,
    answered,
    complained,
    difficult,
    matters,
    ordered,
    outgoing,
    papered,
    supported,
)
from tests.architecture.objects import Factory, Made, Others, Scene, sha256

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fea7d6a5e60000000049454e44ae426082"
)


def session_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = Session(
        session_key=sha256(f"{person.pk}{own}")[:32],
        session_data="",
        expire_date=cast.NOW + timedelta(days=3650),
        person=person if own else stage.foreigner,
    )
    made.save()
    return Made(made.handle, made)


def contact_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: a running chat of the person, if they work at a desk, else of the operator of their group."""
    desk = person.has_role(Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD, Role.ADMINISTRATOR)
    return _running(stage, (person if desk else stage.people["operator"]) if own else stage.foreigner, home=own)


def _running(stage: Scene, owner: Person, *, home: bool) -> Made:
    queue = stage.queue if home else stage.away_queue
    QueueMember.objects.get_or_create(queue=queue, person=owner, defaults={"added_at": cast.NOW})
    made = centre.running(queue, owner, client=centre.client())
    return Made(made.pk, made)


def _contact(others: Others) -> Contact:
    contact = others["contact_id"].row
    assert isinstance(contact, Contact)
    return contact


def attachment_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """A file that the client of the contact sent."""
    made = _attached(_contact(others))
    return Made(made.pk, made)


def visitors_file(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: a file of the talk of the matrix's visitor."""
    contact = stage.visitors_contact if own else contact_of(stage, stage.people["operator"], True, others).row
    assert isinstance(contact, Contact)
    made = _attached(contact)
    return Made(made.file_id, made)


def _attached(contact: Contact) -> Attachment:
    message = contact.messages.filter(side=Side.CLIENT).earliest("seq")
    stored = files.store(BytesIO(PICTURE), "picture.png", cast.NOW)
    return Attachment.objects.create(message=message, file=stored)


def question_to(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """A colleague's question about their contact. Own: asked of the person, or of the operator of their group."""
    desk = person.has_role(Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD, Role.ADMINISTRATOR)
    asked = (person if desk else stage.people["operator"]) if own else stage.foreigner
    contact = _running(stage, stage.colleague, home=own).row
    made = Consultation.objects.create(
        contact_id=contact.pk, asked_by=stage.colleague, asked=asked, question="?", asked_at=cast.NOW
    )
    return Made(made.pk, made)


def identity_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    client = _contact(others).client
    assert client is not None
    made = identifying.add(client=client, kind=IdentityKind.PHONE, value="+77010000001", at=cast.NOW)
    return Made(made.pk, made)


def case_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    contact = _contact(others)
    assert contact.owner is not None
    made = registering.register(
        client=contact.client, contact=contact, topic=stage.topic, subject="Matrix", details="",
        by=contact.owner, at=cast.NOW,
    )  # fmt: skip
    return Made(made.pk, made)


def queue_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = stage.queue if own else stage.away_queue
    return Made(made.code, made)


def unit_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = stage.home if own else stage.away
    return Made(made.code, made)


def colleague_in(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = stage.colleague if own else stage.foreigner
    return Made(made.pk, made)


def absence_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = Absence.objects.create(
        person=stage.colleague if own else stage.foreigner, deputy=stage.people["clerk"],
        begins_on=timezone.localdate(), ends_on=timezone.localdate(), made_by=stage.people["sysadmin"],
        made_at=cast.NOW,
    )  # fmt: skip
    return Made(made.pk, made)


def alert_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    unit = stage.home if own else stage.away
    made = Alert.objects.create(
        kind="queue.long_wait", subject=unit.code, unit=unit, level=Alert.Level.ALARM, raised_at=cast.NOW
    )
    return Made(made.pk, made)


ADVISED = ("desk_need", "desk_need_confirm", "desk_offers", "desk_offer")


def advised_contact(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    made = contact_of(stage, person, own, others)
    contact = Contact.objects.select_related("owner").get(pk=made.row.pk)
    assert contact.owner is not None
    ordered.advised(contact, contact.owner)
    return made


CASE_PAGES = (
    "case", "case_department", "case_owner", "case_comments", "case_answers", "case_formal_request", "case_closure",
    "case_reopening", "case_forwarding", "case_fields", "case_stage", "case_extension", "case_class",
    "case_outside", "case_reply",
    *complained.PAGES,
    "case_answer", "case_answer_draft", "case_answer_paper", "case_answer_proof", "case_confirmation", "case_wish",
    "case_file", "case_whole",
)  # fmt: skip


def situation_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: reported by the person themself."""
    made = reporting.report(
        kind=SituationKind.objects.order_by("pk")[0], severity=Severity.SERIOUS, what="Matrix",
        by=person if own else stage.foreigner, at=timezone.now(),
    )  # fmt: skip
    return Made(made.number, made)


SITUATION_PAGES = ("situation", "situation_acknowledge", "situation_note", "situation_resolve")

OWNED: dict[str, Factory] = {
    "queue_now.code": queue_of,
    "queue_close.code": queue_of,
    "queue_open.code": queue_of,
    "queue_banner.code": queue_of,
    "queue_people.code": queue_of,
    "queue_limits.code": queue_of,
    "break_limit.unit_code": unit_of,
    "person_state.person_id": colleague_in,
    "person_level.person_id": colleague_in,
    "person_absences.person_id": colleague_in,
    "absence_id": absence_of,
    "call_back_id": outgoing.call_back_of,
    "list_id": outgoing.list_of,
    "attempt_id": outgoing.attempt_of,
    "alert_id": alert_of,
    "my_session.handle": session_of,
    "contact_id": contact_of,
    "consultation_id": question_to,
    "attachment_id": attachment_of,
    "identity_id": identity_of,
    "case_id": case_of,
    "reply_id": matters.reply_of,
    "reminder_id": supported.reminder_of,
    "assignment_id": matters.assignment_of,
    **complained.OWNED,
    **difficult.OWNED,
    "visit_file.file_id": visitors_file,
    **dict.fromkeys((f"{name}.number" for name in CASE_PAGES), matters.numbered_case),
    **dict.fromkeys((f"{name}.number" for name in supported.CASE_PAGES), matters.numbered_case),
    **dict.fromkeys((f"{name}.number" for name in supported.INCIDENT_PAGES), supported.incident_of),
    "case_answer_preview.number": answered.being_agreed,
    "case_answer_decision.number": answered.being_agreed,
    "case_answer_paper.signature_id": answered.signature_of,
    "case_answer_proof.answer_id": answered.answer_of,
    "case_file.file_id": answered.file_of_case,
    "assignment_file.file_id": answered.file_of_assignment,
    **dict.fromkeys((f"{name}.number" for name in SITUATION_PAGES), situation_of),
    **dict.fromkeys((f"{name}.number" for name in ordered.PAGES), ordered.ordered_case),
    "case_paper.number": papered.paper_of,
    "case_scan.scan_id": papered.scan_of,
    "line_id": ordered.line_of,
    **dict.fromkeys((f"{name}.contact_id" for name in ADVISED), advised_contact),
}
"""Path argument ("url_name.argument", else "argument") → its factory; such an address has rows `own` and `foreign`."""


def announced_call(stage: Scene) -> object:
    _, token = announcing.announce(
        key=ApiKey.objects.get(name="matrix"), number="", language="kk", topic=None, outgoing=False,
        external_id="", lifetime=timedelta(minutes=2), at=timezone.now(),
    )  # fmt: skip
    return token


OPEN: dict[str, Callable[[Scene], object]] = {
    **administered.OPEN,
    "desk_call_open.token": announced_call,
    "client_id": matters.client_id,
    "known_id": matters.known_id,
    "consent_id": matters.consent_id,
    "agent_id": matters.agent_id,
    "other_id": matters.other_id,
    "merge_id": matters.merge_id,
    "report_id": matters.report_id,
    "finding_id": matters.finding_id,
    "correction_id": matters.correction_id,
    "case_scan_away.scan_id": papered.waiting,
    "case_offer.code": lambda stage: ordered.CODE,
    "desk_offer.code": lambda stage: ordered.CODE,
    "records_rule.code": lambda stage: "no-name",
    "article.code": matters.article_code,
    "article_edit.code": matters.article_code,
    "article_revision.code": matters.article_code,
    "article_revision.language": lambda stage: "kk",
    "article_revision.number": lambda stage: 1,
    "article_review.code": matters.article_code,
    "article_retire.code": matters.article_code,
    "article_feedback.code": matters.article_code,
    "desk_article_used.code": matters.article_code,
    "desk_fact.field": lambda stage: "address",
    "desk_line.seq": lambda stage: 1,
    "desk_article_feedback.code": matters.article_code,
    "picture_id": matters.picture_id,
    "change_id": matters.change_id,
    "feedback_id": matters.feedback_id,
    "knowledge_draft.kind": lambda stage: "article",
    "knowledge_draft.code": matters.drafted,
    "knowledge_draft_decide.kind": lambda stage: "article",
    "knowledge_draft_decide.code": matters.drafted,
    **{f"knowledge_offering{what}.code": advised.offering for what in ("", "_edit", "_retire")},
    **{f"knowledge_body{what}.code": advised.body for what in ("", "_edit", "_retire")},
    **{f"knowledge_error{what}.code": advised.error for what in ("", "_edit", "_retire")},
    "situation_id": advised.situation,
    "knowledge_script.code": matters.script_code,
    "knowledge_script_edit.code": matters.script_code,
    "knowledge_script_try.code": matters.script_code,
    "knowledge_script_version.code": matters.script_code,
    "knowledge_script_version.number": lambda stage: 1,
    "knowledge_script_leaving.code": matters.script_code,
    "knowledge_reply.shortcut": matters.shortcut,
    "knowledge_reply_back.shortcut": matters.shortcut,
}
"""Path arguments that belong to nobody → a value that exists; such an address has one row `none`."""
