"""Forwarding: to a body of the directory, whole or a part; the client hears of it in the same breath."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from anyqtama.cases import closing
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.forwarding.entries import Forwarded
from anyqtama.cases.forwarding.terms import ForwardTerm, term
from anyqtama.cases.informing import reaching
from anyqtama.cases.informing.entries import ClientTold
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, ClientWord, Closure, Forwarding
from anyqtama.cases.relating import following
from anyqtama.channels import delivery
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import Body
from anyqtama.people.models import Person
from anyqtama.ui import moments


class BodyRetired(Exception):
    message = lazy("This body is out of use in the directory. Choose another one.")


class ReasonMissing(Exception):
    message = lazy("Say why it is not ours: the client and the other body read it.")


class PartMissing(Exception):
    message = lazy("Say which part of the matter is the other body's.")


class NoMail(Exception):
    message = lazy("The directory knows no e-mail of this body, or no mail goes out from here. Choose another way.")


def forward(
    *, case: Case, body: Body, whole: bool, part: str, reason: str, way: Forwarding.Way, number: str, by: Person,
    at: datetime, seen_version: int | None = None,
) -> Forwarding:  # fmt: skip
    """A whole matter ends here: the case, and those joined to it, are with the body. Late is written as late."""
    reason, part = speaking.clean(reason), speaking.clean(part)
    if not reason:
        raise ReasonMissing
    if not whole and not part:
        raise PartMissing
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        if Body.objects.select_for_update().get(pk=body.pk).retired_at is not None:
            raise BodyRetired
        law = term(case)
        made = Forwarding(
            case=case, body=body, whole=whole, part="" if whole else part, reason=reason, way=way,
            number=number.strip()[:60], rule=law.rule.key, must_by=law.must_by, by=by, at=at,
        )  # fmt: skip
        if way == Forwarding.Way.EMAIL:
            made.sent_reference = _post(made, at)
        made.word = _tell(case, made, law, at)
        made.save(force_insert=True)
        entry = Forwarded(
            case.number, body.code, whole, way, law.rule.key, law.must_by.isoformat(), not made.late, made.word.way
        )
        if whole:
            case.body = body
            case.save(update_fields=["body"])
        journal.write(entry, subject=case, by=by.principal, at=at)
        if whole:
            joined = [row.case for row in following.followers(case) if row.case.state != CaseState.CLOSED]
            closing.finish(
                case=case, resolved=False, how=Closure.How.FORWARDED, person=by, by=by.principal, at=at, reason=reason
            )
            for other in joined:
                other = locked(other)
                other.body = body
                other.save(update_fields=["body"])
                _tell(other, made, law, at)
    return made


def _post(made: Forwarding, at: datetime) -> str:
    """The matter itself, to the body's address in the directory, in the language of the request."""
    channel = Channel.objects.filter(kind=ChannelKind.EMAIL, active=True).order_by("order", "pk").first()
    if channel is None or not made.body.email or not delivery.sends(channel):
        raise NoMail
    case = made.case
    with translation.override(case.language):
        about = made.part or case.details
        text = "\n\n".join(
            part
            for part in (
                _("We forward the request %(number)s of %(day)s: it is within your competence.")
                % {"number": case.number, "day": moments.day_year(case.began_at)},
                _("From: %(who)s") % {"who": case.client.name or "—"}, case.subject, about, case.address, made.reason,
            )
            if part
        )  # fmt: skip
    message = delivery.post(
        channel=channel, address=made.body.email, masked=made.body.email,
        subject=f"{case.number}: {case.subject}"[:200], text=text, language=case.language,
        reference=f"case:{case.pk}", at=at,
    )  # fmt: skip
    return str(message.pk)


def _tell(case: Case, made: Forwarding, law: ForwardTerm, at: datetime) -> ClientWord:
    """At once, by the way that reaches the client, with the ground; where none does, on the page of states."""
    text = words(case, made, law)
    way = reaching.way(case)
    said = ClientWord(case=case, by=made.by, text=text, at=at, way=way.name)
    said.sent_reference = reaching.send(case=case, way=way, text=text, by=made.by, at=at)
    said.save(force_insert=True)
    told = ClientTold(case.number, way.name, case.language, len(text), "")
    journal.write(told, subject=case, by=made.by.principal, at=at)
    return said


def words(case: Case, made: Forwarding, law: ForwardTerm) -> str:
    """In the client's language: to whom, why, by which law, where to ask."""
    language = case.language
    with translation.override(language):
        facts = {
            "number": case.number, "body": label(made.body.names, language), "part": made.part,
            "day": moments.day_year(made.at), "reason": made.reason, "act": law.rule.act, "article": law.rule.article,
        }  # fmt: skip
        said = (
            _("Your request %(number)s was forwarded on %(day)s to: %(body)s. They will answer you.")
            if made.whole
            else _("A part of your request %(number)s was forwarded on %(day)s to: %(body)s. The part: %(part)s")
        )
        lines = [said % facts, _("Why: %(reason)s") % facts, _("Ground: %(act)s, article %(article)s.") % facts]
        phones = made.body.text("phones", language)
        if phones:
            lines.append(_("Telephone: %(phones)s") % {"phones": phones})
    return "\n".join(lines)
