"""One case of a closed incident: answered with the common text, then closed as resolved."""

from datetime import datetime

from anyqtama.cases import closing, editing, handling
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.informing import reaching
from anyqtama.cases.kinds import fields, stages
from anyqtama.cases.models import Case, CaseState, ClientWord, MassNotice

WORDED = {"text", "lines"}


def end(*, case: Case, text: str, notice: MassNotice, at: datetime) -> ClientWord:
    """In the caller's transaction, with the case locked. What the kind asks for in words the common text answers."""
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    way, by = reaching.way(case), notice.by
    stage = stages.way_to(case.kind, case.stage, CaseState.ANSWERED)
    wanted = {
        field.input_name: text
        for field in fields.fields(case.kind)
        if field.required == stage.code and field.type in WORDED and fields.empty(case.fields.get(field.key))
    }
    if wanted:
        editing.change(case=case, seen=editing.values(case), said=wanted, by=by, at=at)
    given = handling.answer(case=case, text=text, by=by, at=at, channel=way.channel)
    word = ClientWord(case=case, notice=notice, by=by, text=text, at=at, way=way.name)
    word.sent_reference = given.sent_reference
    word.save(force_insert=True)
    closing.close(case=case, by=by, resolved=True, reason="", at=at)
    return word
