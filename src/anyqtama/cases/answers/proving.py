"""That an answer reached the client: a registered mail, handed over, said; or they opened it themselves."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.answers.entries import DeliveryProved
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Answer, Proof
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

CLIENT = Principal.system("status")
"""Whoever knows number and code of a case: nobody by name."""


class NumberMissing(Exception):
    field = "number"
    message = _("Write the number of the registered mail.")


class WordsMissing(Exception):
    field = "words"
    message = _("Say to whom and how it was given.")


class NotYet(Exception):
    field = "on"
    message = _("The day of delivery cannot lie ahead, nor before the answer.")


def note(
    *, answer: Answer, way: str, number: str, on: date, words: str, by: Person, at: datetime
) -> Proof:  # fmt: skip
    number, words = number.strip()[:40], words.strip()[:300]
    if way == Proof.Way.REGISTERED and not number:
        raise NumberMissing
    if way != Proof.Way.REGISTERED and not words:
        raise WordsMissing
    if not answer.at.astimezone(settings.ZONE).date() <= on <= at.astimezone(settings.ZONE).date():
        raise NotYet
    return _kept(answer, Proof(answer=answer, way=way, number=number, on=on, words=words, by=by, at=at), by.principal)


def opened(*, answer: Answer, at: datetime) -> None:
    """The first time that the client opened it with number and code; later ones say nothing new."""
    if not answer.proofs.filter(way=Proof.Way.OPENED).exists():
        day = at.astimezone(settings.ZONE).date()
        _kept(answer, Proof(answer=answer, way=Proof.Way.OPENED, on=day, at=at), CLIENT)


def _kept(answer: Answer, proof: Proof, by: Principal) -> Proof:
    with transaction.atomic():
        case = locked(answer.case)
        if proof.by is None and answer.proofs.filter(way=proof.way).exists():
            return proof
        proof.save(force_insert=True)
        entry = DeliveryProved(case.number, proof.way, proof.number, proof.on.isoformat())
        journal.write(entry, subject=case, by=by, at=proof.at)
    return proof
