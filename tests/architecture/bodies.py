"""The form data that acts of the access matrix need."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.knowledge import publishing
from anyqtama.knowledge.models import ScriptVersion
from anyqtama.people.models import Person
from tests import cast
from tests.architecture import (
    administered,
    advised,
    complained,
    difficult,
    matters,
    ordered,
    outgoing,
    papered,
    supported,
)
from tests.architecture.objects import Scene

Body = Callable[[Scene, Person], Mapping[str, Any]]


def absent(stage: Scene, person: Person) -> Mapping[str, Any]:
    today = timezone.localdate().isoformat()
    return {"begins_on": today, "ends_on": today, "deputy": stage.people["clerk"].pk}


def colleague_of(stage: Scene, person: Person) -> Person:
    return stage.people["clerk"] if person == stage.people["operator"] else stage.people["operator"]


def script() -> ScriptVersion:
    step = {"key": "greet", "kind": "say", "texts": {"kk": "Сәлеметсіз бе!", "ru": "Здравствуйте!", "en": "Hello!"}}
    return publishing.publish_script(code="matrix", names={"kk": "Матрица"}, steps=[step], by=None, at=cast.NOW)


FORMAL = {"version": "1", "who": "Matrix", "postal_address": "Matrix", "substance": "?", "signature": "signed"}
ARTICLE = {"code": "matrix-new", "title_kk": "Матрица", "body_kk": "Мәтін", "tags": ""}
REPLY = {"shortcut": "matrix-new", "name_kk": "Матрица", "text_kk": "Мәтін", "active": "on"}
SCRIPT = {
    "code": "matrix-new", "name_kk": "Матрица", "number": "1", "act": "submit", "step": "s1", "s1.kind": "say",
    "s1.text_kk": "Мәтін",
}  # fmt: skip


BODIES: dict[str, Body] = {
    "person_absences": absent,
    **administered.BODIES,
    "outbound_new": lambda stage, person: outgoing.new_list(stage),
    "outbound_next": lambda stage, person: {"act": "take"},
    "outbound_list_state": lambda stage, person: {"to": "paused"},
    "outbound_result": lambda stage, person: {"result": "reached"},
    "call_back_move": lambda stage, person: {"when": "2027-01-11T10:00"},
    "call_back_drop": lambda stage, person: {"reason": "Matrix"},
    "client_silence": lambda stage, person: {"reason": "Matrix"},
    "desk_silence": lambda stage, person: {"reason": "Matrix"},
    "situation_new": lambda stage, person: {"kind": "other", "severity": "minor", "what": "Matrix"},
    "situation_note": lambda stage, person: {"text": "Matrix"},
    "situation_resolve": lambda stage, person: {"outcome": "Matrix"},
    "cases_owner": lambda stage, person: {"person": stage.colleague.pk, "chosen": "AQ-2026-000000"},
    "case_new": lambda stage, person: {"name": "Matrix", "topic": stage.topic.pk, "subject": "Matrix"},
    "case_paper_new": papered.typed,
    "case_paper": lambda stage, person: {
        "seen": '{"subject": "Matrix", "language": "kk"}',
        "subject": "Matrix 2",
        "language": "kk",
        "received_on": "2026-11-16",
    },
    "case_forwarding": lambda stage, person: {
        "version": "1",
        "body": advised.body_row(stage).pk,
        "whole": "yes",
        "reason": "Matrix",
        "way": "paper",
    },
    "case_department": lambda stage, person: {"version": "1", "unit": stage.home.pk},
    "case_owner": lambda stage, person: {"version": "1", "person": stage.colleague.pk},
    "case_comments": lambda stage, person: {"text": "Ескерту"},
    "case_answers": lambda stage, person: {"version": "1", "text": "Жауап"},
    "case_formal_request": lambda stage, person: FORMAL,
    "case_closure": lambda stage, person: {"version": "1", "resolved": "yes"},
    "status_paper": lambda stage, person: {"number": "AQ-2026-000000", "code": "000000", "solved": "yes"},
    "status_word": lambda stage, person: {"number": "AQ-2026-000000", "code": "000000", "solved": "yes"},
    "status_wish": lambda stage, person: {"number": "AQ-2026-000000", "code": "000000", "solved": "yes"},
    "case_answer_draft": lambda stage, person: {"act": "keep", "seen": "0", "text": "Matrix"},
    "case_answer_decision": lambda stage, person: {"act": "approve", "seen": "1"},
    "case_answer_proof": lambda stage, person: {
        "way": "handed",
        "on": timezone.localdate().isoformat(),
        "words": "Matrix",
    },
    "case_confirmation": lambda stage, person: {"solved": "yes", "words": "Matrix"},
    "case_wish": lambda stage, person: {"tell": "each"},
    "case_fields": lambda stage, person: {
        "seen": '{"subject": "Matrix", "language": "kk"}',
        "subject": "Matrix 2",
        "language": "kk",
    },
    "case_reply": lambda stage, person: {"act": "return", "reason": "Matrix"},
    "assignment": lambda stage, person: {"act": "answer", "text": "Matrix"},
    "case_extension": lambda stage, person: {
        "version": "1",
        "until": "2027-01-11",
        "decided_by": "Matrix",
        "reason": "Matrix",
    },
    "case_outside": lambda stage, person: {"said": "ЖТ-2026/45", "version": 1, "entry": 0},
    "case_class": lambda stage, person: {
        "version": "1",
        "topic": stage.topic.pk,
        "kind": shipped_kinds.usual().pk,
        "urgency": "high",
    },
    **ordered.BODIES,
    "case_stage": lambda stage, person: {"version": "1", "stage": "with_department"},
    "case_reopening": lambda stage, person: {"version": "1"},
    **complained.BODIES,
    **difficult.BODIES,
    "client_card": lambda stage, person: {"name": "Matrix", "language": "kk"},
    "client_identities": lambda stage, person: {"value": "+77010000004"},
    "records_answer": lambda stage, person: {"outcome": "right"},
    "records_excuse": lambda stage, person: {"reason": "Matrix"},
    "records_rule": lambda stage, person: {"active": "1"},
    "records_corrections": lambda stage, person: matters.correction(),
    "client_erase": lambda stage, person: {"ground": "request", "sure": "on"},
    "client_consents": lambda stage, person: matters.consent(),
    "client_agents": lambda stage, person: {
        "who": "87010000777",
        "name": f"Matrix {person.pk}",
        "role": "relative",
        "powers": ["ask"],
    },
    "client_block": lambda stage, person: {"reason": "Matrix", "hours": "1"},
    "knowledge_new": lambda stage, person: ARTICLE,
    "article_edit": lambda stage, person: ARTICLE,
    "article_retire": lambda stage, person: {"why": "Matrix"},
    "article_feedback": lambda stage, person: {"kind": "unclear", "language": "kk"},
    "desk_article_feedback": lambda stage, person: {"kind": "unclear"},
    "knowledge_draft_decide": lambda stage, person: {"act": "submit"},
    "knowledge_offering_new": lambda stage, person: advised.OFFERING,
    "knowledge_offering_edit": lambda stage, person: advised.OFFERING | {"version": "1"},
    "knowledge_catalogue_import": lambda stage, person: {"table": advised.table()},
    "knowledge_body_new": lambda stage, person: advised.BODY,
    "knowledge_body_edit": lambda stage, person: advised.BODY | {"version": "1"},
    "knowledge_error_new": lambda stage, person: advised.ERROR,
    "knowledge_error_edit": lambda stage, person: advised.ERROR | {"version": "1"},
    "case_diagnosis": lambda stage, person: {"version": "1"},
    "case_fix": lambda stage, person: {"version": "1"},
    "case_recognition": lambda stage, person: {"error": str(advised.error(stage))},
    "case_told": lambda stage, person: {"text": "Matrix"},
    "case_needs": lambda stage, person: {"topic": stage.topic.pk, "wanted": "yes"},
    "case_path": lambda stage, person: {"step": "ask"},
    "incident_new": lambda stage, person: {"case": supported.open_case(stage, person), "subject": "Matrix"},
    "incident_notice": lambda stage, person: {"kk": "Matrix"},
    "incident_close": lambda stage, person: {"kk": "Matrix"},
    "knowledge_situation_new": lambda stage, person: advised.SITUATION,
    "knowledge_situation": lambda stage, person: advised.SITUATION | {"version": "1"},
    "spelling_teach": lambda stage, person: {"word": "матрица"},
    "knowledge_reply_new": lambda stage, person: REPLY,
    "knowledge_reply": lambda stage, person: REPLY,
    "knowledge_reply_back": lambda stage, person: matters.version(stage),
    "knowledge_script_new": lambda stage, person: SCRIPT,
    "knowledge_script_edit": lambda stage, person: SCRIPT,
    "person_state": lambda stage, person: {"state": "meeting"},
    "person_level": lambda stage, person: {"language:kk": "2"},
    "break_limit": lambda stage, person: {"most": "1"},
    "queue_close": lambda stage, person: {"reason": "Matrix"},
    "queue_banner": lambda stage, person: {"kk": "Матрица"},
    "queue_people": lambda stage, person: {"person": stage.people["operator"].pk, "act": "add"},
    "queue_limits": lambda stage, person: {
        "answer_within_seconds": 20,
        "target_percent": 80,
        "formula": "C",
        "warn_wait_seconds": 60,
        "alarm_wait_seconds": 180,
    },
    "contact_owner": lambda stage, person: {"person": stage.people["operator"].pk, "reason": "Matrix"},
    "contact_priority": lambda stage, person: {"priority": "2"},
    "my_profile": lambda stage, person: {"language": "kk", "theme": "auto", "density": "compact"},
    "my_language": lambda stage, person: {"language": "ru"},
    "my_theme": lambda stage, person: {"theme": "dark"},
    "my_password": lambda stage, person: {"old": "not-it", "new": "Көктем-жаңбыр-12", "again": "Көктем-жаңбыр-12"},
    "my_state": lambda stage, person: {"state": "available"},
    "visit_start": lambda stage, person: {"general": "1", "text": "Сәлеметсіз бе!", "key": "matrix-key-0001"},
    "visit_language": lambda stage, person: {"language": "ru"},
    "visit_messages": lambda stage, person: {"text": "Рақмет!", "key": "matrix-key-0002"},
    "visit_read": lambda stage, person: {"seq": "1"},
    "status": lambda stage, person: {"number": "AQ-2026-000001", "code": "000000"},
    "api_calls": lambda stage, person: {"number": "", "language": "kk"},
    "desk_call_new": lambda stage, person: {"number": "", "direction": "in", "language": "kk"},
    "desk_call_open": lambda stage, person: {"language": "kk"},
    "desk_answer": lambda stage, person: {"text": "Иә", "key": "matrix-key-0003"},
    "desk_reply": lambda stage, person: {"text": "Сәлеметсіз бе!", "seen": "99", "key": "matrix-key-0004"},
    "desk_note": lambda stage, person: {"text": "Ескерту", "key": "matrix-key-0005"},
    "desk_read": lambda stage, person: {"seen": "1"},
    "desk_transfer": lambda stage, person: {"target": f"queue:{stage.away_queue.pk}", "reason": "Matrix"},
    "desk_consult": lambda stage, person: {"colleague": str(colleague_of(stage, person).pk), "question": "?"},
    "desk_block": lambda stage, person: {"reason": "Matrix", "hours": "1"},
    "desk_close": lambda stage, person: {"topic": stage.topic.pk, "result": stage.result.pk},
    "desk_topic": lambda stage, person: {"topic": stage.topic.pk},
    "desk_verify": lambda stage, person: {"level": "none"},
    "desk_client": lambda stage, person: {"name": "Matrix", "language": "kk"},
    "desk_identity": lambda stage, person: {"value": "+77010000002"},
    "desk_step": lambda stage, person: {"version": script().pk, "step": "greet", "done": "1"},
    "desk_register": lambda stage, person: {"topic": stage.topic.pk, "subject": "Matrix"},
}
"""URL name → valid form data, where an empty form would not reach the act. Wrong data would hide a missing refusal."""
