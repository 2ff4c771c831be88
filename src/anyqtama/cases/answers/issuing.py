"""The last step: the answer gets its number, is signed and set as a paper, and goes to the client."""

import hashlib
from datetime import datetime
from io import BytesIO

from anyqtama.cases import giving
from anyqtama.cases.answers import paper, signers
from anyqtama.cases.answers.entries import AnswerSigned
from anyqtama.cases.models import Case, Draft, DraftState, DraftVerdict, Signature
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.kernel import files, journal, numbering
from anyqtama.people.models import Person


def send_agreed(*, case: Case, draft: Draft, by: Person, at: datetime) -> None:
    """Where the kind asks agreement but no signature."""
    _sent(draft)
    giving.give(case=case, text=draft.text, by=by, at=at)


def sign(*, case: Case, draft: Draft, by: Person, at: datetime, instead: Person | None = None) -> Draft:
    """Within the transaction of the decision. The paper takes milliseconds, so nobody waits for a worker.

    `instead`: who is away; the paper says that `by` acts in their post.
    """
    if case.contact:
        locked_contact(case.contact)  # before the counter, as registering does
    DraftVerdict(
        draft=draft, revision=draft.number, act=DraftVerdict.Act.SIGNED, by=by, instead=instead, at=at
    ).save(force_insert=True)  # fmt: skip
    draft.done += 1
    _sent(draft)
    year, value = numbering.next_number("answer", at=at)
    number = f"{year}-{value:06}"
    letter = paper.letter(case=case, text=draft.text, number=number, signer=by, at=at, instead=instead)
    content = letter.content()
    signed = signers.sign(content, by)
    digest = hashlib.sha256(content).hexdigest()
    stored = files.store(BytesIO(paper.pdf(letter, digest, signed)), f"{number}.pdf", at)
    answer = giving.give(case=case, text=draft.text, by=by, at=at, paper=stored)
    signature = Signature(
        draft=draft, number=number, by=by, at=at, content_hash=digest, method=signed.method, value=signed.value,
        answer=answer, paper=stored,
    )  # fmt: skip
    signature.save(force_insert=True)
    entry = AnswerSigned(case.number, draft.number, number, digest, signed.method, instead.pk if instead else None)
    journal.write(entry, subject=case, by=by.principal, at=at)
    return draft


def _sent(draft: Draft) -> None:
    draft.state, draft.role = DraftState.SENT, ""
    draft.save(update_fields=["state", "role", "done"])
