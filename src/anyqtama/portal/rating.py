"""After the talk: was the matter answered, how was the service, and how shall a later answer come."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import choosing_answer
from anyqtama.cases.models import Case, CaseState
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients.models import Client, Identity, IdentityKind
from anyqtama.contacts.models import Contact
from anyqtama.forms import responding
from anyqtama.forms.models import QuestionnaireVersion, Response
from anyqtama.portal.models import Visit

CODE = "csat"
HERE = "here"
AFTER_WORK = time(18, 0)


class NothingToRate(Exception):
    message = _("There is no finished conversation to rate.")


def questions(*, at: datetime) -> QuestionnaireVersion | None:
    """The version of the rating in force, or None while the organisation has none."""
    versions = QuestionnaireVersion.objects.filter(questionnaire__code=CODE, published_at__lte=at)
    return versions.select_related("questionnaire").order_by("-number").first()


def answered(*, visit: Visit, contact: Contact) -> bool:
    rows = Response.objects.filter(subject_kind="contact", subject_id=str(contact.pk), respondent_kind="visitor")
    return rows.filter(respondent_id=str(visit.pk)).exists()


def awaiting_cases(contact: Contact) -> list[Case]:
    """Cases of this talk whose answer is still to come."""
    waiting = Case.objects.filter(contact=contact, state__in=[CaseState.NEW, CaseState.WITH_DEPARTMENT])
    return list(waiting.select_related("answer_channel"))


def ways(client: Client | None) -> list[tuple[str, str]]:
    """(way, the masked number or e-mail) by which this client can be answered later; in the talk always."""
    kinds = set(Channel.objects.filter(active=True).values_list("kind", flat=True))
    identities = list(Identity.objects.filter(client=client).order_by("-created_at")) if client else []
    phone = next((each.masked for each in identities if each.kind == IdentityKind.PHONE), "")
    mail = next((each.masked for each in identities if each.kind == IdentityKind.EMAIL), "")
    offered = [(ChannelKind.SMS, phone), (ChannelKind.EMAIL, mail), (ChannelKind.PHONE, phone)]
    possible = [(str(kind), masked) for kind, masked in offered if masked and kind in kinds]
    return [*possible[:1], (HERE, ""), *possible[1:]]


def rate(*, visit: Visit, answers: Mapping[str, Any], comment: str, way: str, at: datetime) -> Response:
    """Store the answers, and let the cases of the talk be answered by the chosen way."""
    contact = Contact.objects.filter(pk=visit.contact_id or 0).first()
    version = questions(at=at)
    if contact is None or contact.ended_at is None or version is None:
        raise NothingToRate
    with transaction.atomic():
        if way in dict(ways(visit.client)):
            _choose_way(contact, way, visit, at)
        return responding.respond(
            version=version,
            subject=contact,
            by=visit.principal,
            language=visit.language,
            answers=answers,
            comment=comment,
            at=at,
        )


def _choose_way(contact: Contact, way: str, visit: Visit, at: datetime) -> None:
    channel = None if way == HERE else Channel.objects.filter(kind=way, active=True).order_by("order").first()
    after = AFTER_WORK if way == ChannelKind.PHONE else None
    for case in awaiting_cases(contact):
        choosing_answer.choose(case=case, channel=channel, after=after, by=visit.principal, at=at)
