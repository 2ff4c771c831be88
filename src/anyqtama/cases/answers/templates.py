"""The templates that fit a case, and the text of the one that the page's address names."""

from datetime import datetime

from django.db.models import Q

from anyqtama.cases.answers import merging
from anyqtama.cases.models import AnswerTemplate, Case
from anyqtama.cases.seeing import Seeing


def templates(case: Case) -> list[AnswerTemplate]:
    """For the kind of the case, and for every kind."""
    return list(AnswerTemplate.objects.filter(Q(kind=None) | Q(kind=case.kind), active=True))


def merged(code: str, case: Case, at: datetime, writer: Seeing) -> tuple[str, str]:
    """The text of the template `code` filled for the case, as far as it is for the writer; or why it cannot be."""
    chosen = next((each for each in templates(case) if each.code == code), None) if code else None
    if chosen is None:
        return "", ""
    try:
        text = chosen.texts.get(case.language) or chosen.texts.get("kk", "")
        subject = writer.subject(case) if writer.sees("subject") else None
        return merging.fill(text, case, at, subject=subject, decides=writer.sees(merging.decision_seen_as(case))), ""
    except (merging.NothingToMerge, merging.NotForWriter) as missing:
        return "", str(missing.message)
