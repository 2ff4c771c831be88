"""The signed answer on paper: what the letter says, the bytes that are signed, and its tagged PDF."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases.answers.signers.signed import Signed
from anyqtama.cases.kinds import answering
from anyqtama.cases.models import Case, FormalRequest
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import Role
from anyqtama.ui import moments

SOURCE = Path(__file__).parent / "letter.typ"


@dataclass(frozen=True, slots=True)
class Letter:
    """`reference`: to which matter of which day it is the answer. `case` is its number."""

    case: str
    language: str
    organisation: str
    head: list[str]
    number: str
    date: str
    reference: str
    client: str
    address: str
    title: str
    text: str
    signer: str
    post: str

    def content(self) -> bytes:
        """What is signed: every word of the letter, always in the same form."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def letter(
    *, case: Case, text: str, number: str, signer: Person | None, at: datetime, instead: Person | None = None
) -> Letter:  # fmt: skip
    formal = FormalRequest.objects.filter(case=case).first()
    with translation.override(case.language):
        head = label(answering.way(case.kind).head)
        registered = {"number": case.number, "day": moments.day_year(case.registered_at)}
        return Letter(
            case=case.number,
            language=case.language,
            organisation=_organisation(case),
            head=[line for line in head.splitlines() if line.strip()],
            number=number,
            date=moments.day_year(at),
            reference=_("To No. %(number)s of %(day)s") % registered,
            client=formal.who if formal else case.client.name,
            address=formal.postal_address if formal else "",
            title=case.subject,
            text=text,
            signer=str(signer or ""),
            post=_acting(case, instead) if instead else _post(case, signer),
        )


def pdf(letter: Letter, digest: str = "", signed: Signed | None = None) -> bytes:
    """Tagged (PDF/UA-1) and set with the fonts of the library alone: the same on every machine.

    Without a signature it is a draft and says so.
    """
    with translation.override(letter.language):
        said = asdict(letter) | {
            "paragraphs": [part.splitlines() for part in letter.text.split("\n\n") if part.strip()],
            "seal": _seal(letter, digest, signed) if signed else [],
            "mark": "" if signed else _("DRAFT"),
        }
    made = typst.compile(
        SOURCE.read_bytes(), format="pdf", sys_inputs={"letter": json.dumps(said)}, ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def _seal(letter: Letter, digest: str, signed: Signed) -> list[str]:
    kind = _("Signed with a digital signature") if signed.legal else _("Signed in the system Anyqtama")
    return [
        f"{kind}: {letter.signer}, {letter.date}",
        f"SHA-256: {digest}",
        _("Check it on our site under “State of a request” by number %(number)s and its code.")
        % {"number": letter.case},
    ]


def _organisation(case: Case) -> str:
    """The top of the tree that the one who leads the case works in."""
    unit = case.owner.unit or case.department
    top = Unit.objects.filter(pk=int(unit.path.split("/")[0])).first() if unit and unit.path else unit
    return str(top or "")


def _acting(case: Case, absent: Person) -> str:
    return pgettext("post of a signer", "Acting: %(post)s") % {"post": _post(case, absent)}


def _post(case: Case, signer: Person | None) -> str:
    role = answering.way(case.kind).sign
    return str(Role(role).label) if signer and role and role in signer.roles else ""
