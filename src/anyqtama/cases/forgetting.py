"""What cases keep of a client: told on request, forgotten on request. Number, topic, terms and outcome stay counted."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from anyqtama.cases import indexed_words, placing
from anyqtama.cases.finding import SOURCE
from anyqtama.cases.models import (
    Answer,
    Assignment,
    Case,
    CaseState,
    Check,
    ClientWord,
    Closure,
    Comment,
    Confirmation,
    Decision,
    Draft,
    DraftVerdict,
    DueChange,
    FormalRequest,
    Forwarding,
    OutsideNumber,
    PaperCorrection,
    Proof,
    Reply,
    ReplyFile,
    Revision,
    Scan,
    Signature,
    TreeRun,
    UnitNotice,
)
from anyqtama.cases.orders import forgetting as orders
from anyqtama.channels.models import OutboundMessage
from anyqtama.clients.keeping import Keeper
from anyqtama.kernel import files, journal, search
from anyqtama.kernel.models import StoredFile

ERASED = "—"
"""A case has a subject: this stands where it was."""


def holds(clients: Sequence[int]) -> Sequence[str]:
    rows = Case.objects.filter(client__in=clients).exclude(state=CaseState.CLOSED)
    numbers = ", ".join(rows.order_by("pk").values_list("number", flat=True)[:5])
    return [_("Cases that are still open: %(numbers)s. Close them first.") % {"numbers": numbers}] if numbers else []


def erase(clients: Sequence[int], at: datetime) -> Mapping[str, int]:
    cases = list(Case.objects.filter(client__in=clients).values_list("pk", flat=True))
    FormalRequest.objects.filter(case__in=cases).update(who=ERASED, postal_address="", substance="")
    Assignment.objects.filter(case__in=cases).update(task="")
    Comment.objects.filter(case__in=cases).update(text="")
    Answer.objects.filter(case__in=cases).update(text="")
    _erase_papers(cases)
    Closure.objects.filter(case__in=cases).update(reason="")
    Forwarding.objects.filter(case__in=cases).update(reason="", part="")
    ClientWord.objects.filter(case__in=cases).update(text="")
    TreeRun.objects.filter(case__in=cases).update(answers={})
    DueChange.objects.filter(case__in=cases).update(reason="")
    _forget_complaints(cases)
    OutsideNumber.objects.filter(case__in=cases).delete()
    _forget_scans(cases)
    orders.erase(clients)
    sent = OutboundMessage.objects.filter(reference__in=[f"case:{pk}" for pk in cases])
    number = sent.update(text="", subject="", address_sealed="", address_masked="")
    Case.objects.filter(pk__in=cases).update(subject=ERASED, details="", address="", fields={})
    indexed_words.forget(cases)  # behind the rows: who indexes one anew waits for it
    placing.forget(cases)
    for pk in cases:
        search.remove(source=SOURCE, object_id=str(pk))
        journal.erase_personal(subject_kind="case", subject_id=str(pk))
    return {"cases": len(cases), "sent": number}


def _forget_complaints(cases: Sequence[int]) -> None:
    Decision.objects.filter(case__in=cases).update(grounds="", remedy="", lesson="")
    UnitNotice.objects.filter(case__in=cases).update(text="")
    checks = Check.objects.filter(case__in=cases)
    for paper in list(StoredFile.objects.filter(pk__in=checks.values("files"))):
        files.forget(paper)
    checks.update(what=ERASED, found="")


def _forget_scans(cases: Sequence[int]) -> None:
    """The paper itself, and what was typed of it; that it came, when and who looked, stays."""
    scans = Scan.objects.filter(paper__case__in=cases).exclude(file=None)
    gone = [scan.file for scan in scans.select_related("file") if scan.file]
    scans.update(file=None, name=ERASED)
    for file in gone:
        files.forget(file)
    PaperCorrection.objects.filter(paper__case__in=cases).update(before=None, after=None)


def _erase_papers(cases: Sequence[int]) -> None:
    """Drafts, signed papers, proofs and words; that there were so many, and when, stays."""
    Draft.objects.filter(case__in=cases).update(text="")
    Revision.objects.filter(draft__case__in=cases).update(text="")
    DraftVerdict.objects.filter(draft__case__in=cases).update(reason="")
    Proof.objects.filter(answer__case__in=cases).update(words="", number="")
    Confirmation.objects.filter(case__in=cases).update(words="")
    Reply.objects.filter(assignment__case__in=cases).update(text="", reason="")
    signatures = Signature.objects.filter(draft__case__in=cases).exclude(paper=None)
    attached = ReplyFile.objects.filter(reply__assignment__case__in=cases)
    gone = [each.paper for each in signatures.select_related("paper") if each.paper]
    gone += [each.file for each in attached.select_related("file")]
    OutboundMessage.objects.filter(file__in=gone).update(file=None)
    signatures.update(paper=None)
    attached.delete()
    for file in gone:
        with suppress(ProtectedError):  # still with a message of the talk, which forgets its own
            files.forget(file)


def told(clients: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    rows = Case.objects.filter(client__in=clients).select_related("topic").order_by("registered_at")
    return [
        {
            "number": case.number,
            "topic": str(case.topic),
            "subject": case.subject,
            "details": case.details,
            "address": case.address,
            "registered_at": case.registered_at,
            "due_at": case.due_at,
            "closed_at": case.closed_at,
            "answers": [{"at": answer.at, "text": answer.text} for answer in case.answers.order_by("at")],
            **orders.told(case),
        }
        for case in rows.prefetch_related("answers", "client_needs", "confirmations")
    ]


KEEPER = Keeper("cases", holds, erase, told)
