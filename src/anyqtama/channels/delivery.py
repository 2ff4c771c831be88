"""Sending: a row and its job in the writer's transaction; the worker sends and notes the receipt."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anyqtama.channels.messages import Enclosed, Outbound, ReceiptState
from anyqtama.channels.models import Channel, OutboundMessage, OutboundState
from anyqtama.channels.registry import sender
from anyqtama.kernel import files, jobs, secrecy
from anyqtama.kernel.models import Job, StoredFile

SEND = "channels.send"


class ChannelDoesNotSend(Exception):
    """The channel is off, or it has no way to push a text."""

    message = _("This channel cannot send now. Choose another way for the answer.")


def sends(channel: Channel) -> bool:
    """Whether a text can be pushed by it now."""
    return channel.active and sender(channel.adapter) is not None


def post(
    *,
    channel: Channel,
    address: str,
    masked: str,
    text: str,
    language: str,
    reference: str,
    at: datetime,
    subject: str = "",
    file: StoredFile | None = None,
) -> OutboundMessage:
    """Write the text and the job that sends it."""
    if not sends(channel):
        raise ChannelDoesNotSend
    message = OutboundMessage(
        channel=channel,
        address_sealed=secrecy.encrypt(address),
        address_masked=masked,
        language=language,
        subject=subject,
        text=text,
        file=file,
        reference=reference,
        created_at=at,
        state_at=at,
    )
    message.save(force_insert=True)
    key, receiver = str(message.pk), f"channel {channel.pk}"
    jobs.enqueue(SEND, payload={"message": message.pk}, key=key, at=at, receiver=receiver)
    return message


def send(job: Job, at: datetime) -> None:
    """The job's handler. A message that is no longer waiting was sent by an earlier try."""
    message = OutboundMessage.objects.select_related("channel", "file").get(pk=job.payload["message"])
    send_it = sender(message.channel.adapter)
    if message.state != OutboundState.WAITING or send_it is None:
        return
    outbound = Outbound(
        key=f"aq-{message.pk}",
        address=secrecy.decrypt(message.address_sealed),
        text=message.text,
        language=message.language,
        subject=message.subject,
        enclosed=_enclosed(message.file),
    )
    receipt = send_it(outbound)
    message.state = OutboundState(ReceiptState(receipt.state).value)
    message.state_at, message.external_id, message.refusal = at, receipt.external_id, receipt.reason
    message.save(update_fields=["state", "state_at", "external_id", "refusal"])


def _enclosed(file: StoredFile | None) -> Enclosed | None:
    return Enclosed(file.name, file.content_type, files.path_of(file).read_bytes()) if file else None
