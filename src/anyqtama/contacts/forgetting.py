"""What contacts keep of a client: told on request, forgotten on request. Times, queue and result stay counted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anyqtama.channels import delivery
from anyqtama.channels.models import OutboundMessage
from anyqtama.clients.keeping import Keeper
from anyqtama.contacts.models import (
    Attachment,
    CallBack,
    Consultation,
    Contact,
    Message,
    MessageKind,
    OutboundAttempt,
    OutboundRow,
    PhoneCall,
    RescueHandover,
    ScriptRun,
    WrapUp,
)
from anyqtama.forms.models import Response
from anyqtama.kernel import files, jobs, journal
from anyqtama.kernel.models import StoredFile


def holds(clients: Sequence[int]) -> Sequence[str]:
    number = Contact.objects.open().filter(client__in=clients).count()
    return [_("Talks that are still open: %(number)s. Close them first.") % {"number": number}] if number else []


def erase(clients: Sequence[int], at: datetime) -> Mapping[str, int]:
    contacts = list(Contact.objects.filter(client__in=clients).values_list("pk", flat=True))
    attached = Attachment.objects.filter(message__contact__in=contacts)
    stored = list(StoredFile.objects.filter(pk__in=attached.values("file")))
    attached.delete()
    for file in stored:
        transaction.on_commit(partial(_forget_file, file))
    messages = Message.objects.filter(contact__in=contacts)
    number = messages.count()
    messages.update(text="", facts={})
    Consultation.objects.filter(contact__in=contacts).update(question="")
    RescueHandover.objects.filter(contact__in=contacts).update(address="", what="", call_back="")
    PhoneCall.objects.filter(contact__in=contacts).update(number_sealed="", number_masked="", external_id="")
    _forget_outgoing(clients, at)
    WrapUp.objects.filter(contact__in=contacts).update(note="")
    ScriptRun.objects.filter(contact__in=contacts).update(answers={})
    Contact.objects.filter(pk__in=contacts).update(called="", preview="")
    told = Response.objects.filter(subject_kind="contact", subject_id__in=[str(pk) for pk in contacts])
    for kind, ids in (("contact", contacts), ("response", list(told.values_list("pk", flat=True)))):
        for pk in ids:
            journal.erase_personal(subject_kind=kind, subject_id=str(pk))
    told.update(comment="")
    return {"contacts": len(contacts), "messages": number, "files": len(stored)}


def _forget_outgoing(clients: Sequence[int], at: datetime) -> None:
    """Nobody is called back any more; on outbound lists the row stays counted, without words."""
    promised = CallBack.objects.filter(client__in=clients)
    for pk in promised.values_list("pk", flat=True):
        journal.erase_personal(subject_kind="callback", subject_id=str(pk))
    promised.open().update(dropped_at=at)
    promised.update(number_sealed="", number_masked="", note="", dropped_why="")
    OutboundRow.objects.filter(client__in=clients).update(note="")
    attempts = OutboundAttempt.objects.filter(row__client__in=clients)
    sent = list(attempts.exclude(message=None).values_list("message", flat=True))
    for pk in sent:
        jobs.cancel(delivery.SEND, key=str(pk), at=at)
    nothing = {"text": "", "subject": "", "address_sealed": "", "address_masked": ""}
    OutboundMessage.objects.filter(pk__in=sent).update(**nothing)
    attempts.update(note="")


def _forget_file(file: StoredFile) -> None:
    if not Attachment.objects.filter(file=file).exists():
        files.forget(file)


def told(clients: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    rows = Contact.objects.filter(client__in=clients).select_related("channel", "topic").order_by("arrived_at")
    return [
        {
            "channel": str(contact.channel),
            "topic": str(contact.topic or ""),
            "arrived_at": contact.arrived_at,
            "ended_at": contact.ended_at,
            "messages": [
                {"at": message.at, "from": message.side, "text": message.text}
                for message in contact.messages.for_client().filter(kind=MessageKind.TEXT).order_by("seq")
            ],
        }
        for contact in rows.prefetch_related("messages")
    ]


KEEPER = Keeper("contacts", holds, erase, told)
